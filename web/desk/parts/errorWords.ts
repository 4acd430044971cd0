import { RequestError } from '../http/refusal.ts'
import type { Words } from '../language/LanguageProvider.tsx'

/** What to tell the counsellor when a request did not work: never a code, always what to do next. */
export function errorWords(error: unknown, { t, maybe }: Pick<Words, 't' | 'maybe'>): string {
  if (!(error instanceof RequestError)) return t('refusal.broken')
  return maybe(error.key, error.details)
    ?? maybe(`refusal.${error.code}`, error.details)
    ?? t('refusal.broken')
}
