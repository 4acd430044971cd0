import { RequestError } from '../http/refusal.ts'
import type { Words } from '../language/LanguageProvider.tsx'
import type { Language } from '../language/words.ts'
import { dayAndTime } from '../time/dates.ts'

/** What to tell the counsellor when a request did not work: never a code, always what to do next. */
export function errorWords(error: unknown, { t, maybe, language }: Pick<Words, 't' | 'maybe' | 'language'>): string {
  if (!(error instanceof RequestError)) return t('refusal.broken')
  const details = readable(error.details, language)
  return maybe(error.key, details)
    ?? maybe(`refusal.${error.code}`, details)
    ?? t('refusal.broken')
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/** The parameters of a refusal as people write them: moments by the Centre's clock. */
function readable(details: RequestError['details'], language: Language): Record<string, string | number> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) =>
    [name, typeof value === 'string' && MOMENT.test(value) ? dayAndTime(value, language) : value]))
}
