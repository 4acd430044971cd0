import type { Language } from '../language/words.ts'
import { caseWord, communeTitle } from '../cases/caseWords.ts'

/** Where the labels of a dimension's codes stand in locales/<language>/cases.json; the others' codes speak for themselves. */
const LABELS: Readonly<Record<string, string>> = {
  channel: 'list.channel', urgency: 'list.urgency', category: 'category', anyCategory: 'category', chiGroup: 'chi', group111: 'group111', plan: 'plan', tt13: 'tt13',
  reporter: 'list.reporter', sex: 'list.sex', ethnicity: 'list.ethnicity', environment: 'list.environment', relation: 'list.relation', form: 'list.form',
  outcome: 'list.outcome', state: 'state', kept: 'clock', missed: 'clock', referred: 'list.body', groups: 'groups',
}

/** A code of a dimension in words, as the exported files say it. */
export function codeWords(language: Language, dimension: string, code: string): string {
  if (code === 'unknown' || code === '') return caseWord(language, 'unknown')
  if (code === 'outside') return caseWord(language, 'outside')
  if (dimension === 'month') return code.split('-').toReversed().join('/')
  if (dimension === 'commune') return communeTitle(code)
  const labels = LABELS[dimension]
  return labels === undefined ? code : caseWord(language, `${labels}.${code}`)
}

/** The figures of the plan's reports, in their order. */
export const PLAN_FIGURES = ['urgency', 'month', 'channel', 'group111', 'plan', 'environment', 'commune', 'referred', 'kept', 'missed', 'outcome'] as const
