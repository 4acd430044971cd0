import type { Fact } from '../../../src/desk/api.ts'
import type { Words } from '../language/LanguageProvider.tsx'

/** A fact in words: its value, or why there is none. */
export function factWords({ name, status, value }: Fact, { t, maybe }: Pick<Words, 't' | 'maybe'>): string {
  if (status === 'declined') return t('card.declined')
  if (status === 'not-asked') return t('card.notAsked')
  if (value === null) return t('card.unknown')
  if (typeof value === 'boolean') return value ? t('card.yes') : t('card.no')
  if (name === 'age' && typeof value === 'number') return t('card.years', { n: value })
  if (name === 'when' && typeof value === 'string') return whenWords(value, maybe)
  return maybe(`factValue.${value}`) ?? String(value)
}

/** A time as the dialog keeps it ("yesterday 21:00", "3-days-ago") in words; what it could not read stands as it was told. */
function whenWords(value: string, maybe: Words['maybe']): string {
  const ago = /^(\d+)-(days|weeks|months|years)-ago$/.exec(value)
  if (ago?.[1] !== undefined) return maybe(`ago.${ago[2]}`)?.replace('{{n}}', ago[1]) ?? value
  const [code = '', clock] = value.split(' ')
  const word = maybe(`whenValue.${code}`)
  return word === undefined ? value : [clock, word].filter((one) => one !== undefined).join(' ')
}
