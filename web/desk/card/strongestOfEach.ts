import type { EvidenceMark } from '../../../src/desk/api.ts'
import { rank } from '../../../src/triage/levels.ts'

/** Each cue at its highest level, the gravest first, then in the order they were said. */
export function strongestOfEach(evidence: readonly EvidenceMark[]): EvidenceMark[] {
  const strongest = new Map<string, EvidenceMark>()
  for (const mark of evidence) {
    const known = strongest.get(mark.cue)
    if (!known || rank(mark.level) > rank(known.level)) strongest.set(mark.cue, mark)
  }
  return [...strongest.values()].sort((a, b) => rank(b.level) - rank(a.level) || a.seq - b.seq)
}
