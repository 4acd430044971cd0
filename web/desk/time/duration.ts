import type { WordKey, WordParams } from '../language/words.ts'

type Say = (key: WordKey, params?: WordParams) => string

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span of time in the two largest units that matter: "45 giây", "3 phút", "2 giờ 05", "3 ngày". */
export function durationWords(ms: number, t: Say): string {
  const span = Math.max(0, ms)
  if (span < MINUTE) return t('time.seconds', { n: Math.floor(span / 1000) })
  if (span < HOUR) return t('time.minutes', { n: Math.floor(span / MINUTE) })
  if (span < DAY) return t('time.hours', { h: Math.floor(span / HOUR), m: twoDigits(Math.floor((span % HOUR) / MINUTE)) })
  return t('time.days', { n: Math.floor(span / DAY) })
}

/** A countdown as digits, "4:05" or "11:59:58"; past the end it counts up from zero. */
export function countdown(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const h = Math.floor(seconds / 3600)
  const m = Math.floor((seconds % 3600) / 60)
  const rest = `${h > 0 ? twoDigits(m) : m}:${twoDigits(seconds % 60)}`
  return h > 0 ? `${h}:${rest}` : rest
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
