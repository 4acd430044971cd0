import type { Fact } from '../../../src/desk/api.ts'
import type { Words } from '../language/LanguageProvider.tsx'

/** A fact in words: its value, or why there is none. */
export function factWords({ name, status, value }: Fact, { t, maybe }: Pick<Words, 't' | 'maybe'>): string {
  if (status === 'declined') return t('card.declined')
  if (status === 'not-asked') return t('card.notAsked')
  if (value === null) return t('card.unknown')
  if (typeof value === 'boolean') return value ? t('card.yes') : t('card.no')
  if (name === 'age' && typeof value === 'number') return t('card.years', { n: value })
  return maybe(`factValue.${value}`) ?? String(value)
}
