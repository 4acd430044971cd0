import type { Cue, CueBook } from './cuebook.ts'
import type { Match, Reading } from './find.ts'
import { turnOf } from './find.ts'
import type { Occurrence } from './phrases.ts'

/** Words before a sign are looked at no further back than this. */
const NEGATION_REACH = 4
const PAST_REACH = 14

/** What the words around the signs do to them. Built once for a text. */
export type Surroundings = {
  /** The sign stands under a plain "không", "chưa"; a rhetorical one does not count. */
  negated: (cue: Cue, match: Match) => boolean
  /** The sign is told as past and over. */
  past: (match: Match) => boolean
  /** The sign is supposed, or asked "for a friend", as far as is known at a turn. */
  supposed: (match: Match, upToTurn: number) => boolean
  /** The turn in which the writer says that it was no supposition; beyond every turn when never. */
  revealedAt: number
}

export function surroundingsOf(book: CueBook, reading: Reading): Surroundings {
  const named = (name: string): readonly Occurrence[] => reading.at.get(book.concept(name))
  const endsAt = new Map<number, number>()
  for (const negator of named('negator')) endsAt.set(negator.to, Math.min(negator.from, endsAt.get(negator.to) ?? negator.from))
  const fillers = new Map<number, number>()
  for (const filler of named('negation-filler')) fillers.set(filler.to, Math.min(filler.from, fillers.get(filler.to) ?? filler.from))
  const rhetorical = new Set<number>()
  for (const r of named('rhetorical')) for (let i = r.from; i < r.to; i++) rhetorical.add(i)
  const past = named('past')
  const still = named('still')
  const over = named('over')
  const hypothetical = named('hypothetical')
  const reveal = named('self-reveal')[0]
  const revealedAt = reveal === undefined ? Infinity : turnOf(reading, reveal.from)

  /** Walk back over filler words; is there a negator that is not part of the match? */
  function negatorBefore(token: number, match: Match): boolean {
    let at = token
    for (let steps = 0; steps <= NEGATION_REACH; steps++) {
      if (at <= 0 || at <= match.from - NEGATION_REACH - 2) return false
      const from = endsAt.get(at)
      if (from !== undefined) {
        const inMatch = match.parts.some((p) => from >= p.from && from < p.to)
        return !inMatch && !rhetorical.has(from)
      }
      const before = reading.tokens[at]
      if (before !== undefined && at < token && before.before !== 'none') return false
      if (at === token && reading.tokens[at]?.before !== 'none') return false
      const filler = fillers.get(at)
      if (filler === undefined) return false
      at = filler
    }
    return false
  }

  return {
    negated: (cue, match) => cue.negation === 'removes' && match.parts.some((part) => negatorBefore(part.from, match)),
    past: (match) => {
      const turn = turnOf(reading, match.from)
      const near = (o: Occurrence): boolean =>
        turnOf(reading, o.from) === turn && match.from - o.to < PAST_REACH && o.from - match.to < 4
      if (past.some(near) || over.some((o) => turnOf(reading, o.from) === turn && o.from >= match.to - 1 && o.from - match.to < PAST_REACH)) {
        return !still.some((s) => turnOf(reading, s.from) === turn && Math.abs(s.from - match.from) < PAST_REACH && !past.some((p) => s.from >= p.from && s.from < p.to))
      }
      return false
    },
    supposed: (match, upToTurn) => {
      const first = hypothetical[0]
      return first !== undefined && first.from < match.to && upToTurn < revealedAt
    },
    revealedAt,
  }
}

/** Occurrences of a lexicon entry. */
export function occurrencesOf(book: CueBook, reading: Reading, name: string): readonly Occurrence[] {
  return reading.at.get(book.concept(name))
}
