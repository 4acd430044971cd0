/**
 * Who may ask what about the data in a case, and by which rule it is refused (Luật 91/2025, NĐ 356/2025; law.md §5). Pure.
 * A refusal is always told with its reason (Điều 14.5).
 */
export const REQUEST_KINDS = ['view', 'correct', 'restrict', 'object', 'erase', 'protect'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

export const ASKERS = ['child', 'guardian', 'other'] as const
export type Asker = (typeof ASKERS)[number]

/** The term of each kind (clocks.json, `terms`). */
export const TERM_OF: Readonly<Record<RequestKind, string>> = { view: 'data-view', correct: 'data-view', restrict: 'data-restrict', object: 'data-restrict', erase: 'data-erase', protect: 'data-protect' }

/**
 * not-entitled: neither the child nor the legal representative asks. guardian-may-be-harmer, guardian-right-off: where data
 * is processed under Điều 19.1 the representative does not act for the child (Điều 24.2). processed-by-law: withdrawal,
 * objection and erasure do not bite on such processing (Điều 10.1, 14.2).
 */
export type RightsRule = 'not-entitled' | 'guardian-may-be-harmer' | 'guardian-right-off' | 'processed-by-law'

export type RightsFacts = {
  /** Some ground of the case is Điều 19.1 rather than consent. */
  byLaw: boolean
  guardianMayBeHarmer: boolean
}

/** The rule that refuses a request; undefined: an officer decides. Asking for protection is never refused by rule. */
export function refusingRule({ kind, asker }: { kind: RequestKind; asker: Asker }, { byLaw, guardianMayBeHarmer }: RightsFacts): RightsRule | undefined {
  if (kind === 'protect') return undefined
  if (asker === 'other') return 'not-entitled'
  if (asker === 'guardian' && guardianMayBeHarmer) return 'guardian-may-be-harmer'
  if (asker === 'guardian' && byLaw) return 'guardian-right-off'
  return byLaw && (kind === 'erase' || kind === 'restrict' || kind === 'object') ? 'processed-by-law' : undefined
}
