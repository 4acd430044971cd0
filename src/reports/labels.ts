import { communeByCode, communeTitle } from '../directory/index.ts'
import type { Language, Locales } from '../locales.ts'
import { dimension, OUTSIDE, type DimensionName } from './dimensions.ts'

/** A code of a dimension in words; codes that speak for themselves (months, age bands, CHI) as they are. */
export function labelOf(locales: Locales, language: Language, name: DimensionName, code: string): string {
  if (code === 'unknown' || code === '') return locales.text(language, 'cases', 'unknown')
  if (code === OUTSIDE) return locales.text(language, 'cases', 'outside')
  if (name === 'commune') {
    const commune = communeByCode(code)
    return commune ? communeTitle(commune) : code
  }
  const { labels } = dimension(name)
  return labels === null ? code : locales.text(language, 'cases', `${labels}.${code}`)
}
