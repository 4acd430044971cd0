import type { Language } from '../language/words.ts'

/** The Centre's clock: a counsellor abroad or a wrongly set laptop still reads Vietnamese time. */
const ZONE = 'Asia/Ho_Chi_Minh'
const LOCALES: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' }

/** "21:40" */
export function timeOfDay(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(iso))
}

/** "thứ Tư, 25 tháng 11" */
export function dayWords(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(iso))
}

/** "25/11, 21:40": day before month in both languages, with a slash. */
export function dayAndTime(iso: string, language: Language): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: '2-digit', month: '2-digit' }).format(new Date(iso))
  return `${day}, ${timeOfDay(iso, language)}`
}

/** "25/11/2036": for dates years away. */
export function wholeDay(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' }).format(new Date(iso))
}

/** The day in the Centre's zone as "2026-11-25": equal for two moments of one day there. */
export function dayKey(iso: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date(iso))
}
