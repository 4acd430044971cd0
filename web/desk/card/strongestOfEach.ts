import { rank } from '../../../src/triage/levels.ts'
import type { Urgency } from '../../../src/triage/levels.ts'

/** Each cue at its highest level, the gravest first, then in the order given. */
export function strongestOfEach<M extends { cue: string; level: Urgency }>(evidence: readonly M[]): M[] {
  const strongest = new Map<string, M>()
  for (const mark of evidence) {
    const known = strongest.get(mark.cue)
    if (!known || rank(mark.level) > rank(known.level)) strongest.set(mark.cue, mark)
  }
  return [...strongest.values()].sort((a, b) => rank(b.level) - rank(a.level))
}
