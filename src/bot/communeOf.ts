import { findCommune } from '../directory/index.ts'
import type { Work } from './work.ts'

/**
 * The commune a talk is about, for the queue's filter: what they answered when asked where, else what triage read in
 * their words. Two that may be meant are none: the counsellor asks.
 * @returns its code, or undefined while none was named
 */
export function communeOf({ memory, assessment }: Pick<Work, 'memory' | 'assessment'>): string | undefined {
  return answered(memory) ?? assessment?.slots.commune?.code
}

function answered({ dialog }: Work['memory']): string | undefined {
  const { commune, place } = dialog.slots
  if (commune?.status === 'value' && typeof commune.value === 'string') return commune.value
  if (place?.status !== 'value' || typeof place.value !== 'string') return undefined
  const { communes } = findCommune(place.value)
  return communes.length === 1 ? communes[0]?.commune.code : undefined
}
