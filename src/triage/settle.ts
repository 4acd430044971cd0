import type { Category } from './categories.ts'
import { occurrencesOf } from './context.ts'
import type { Surroundings } from './context.ts'
import type { CueBook } from './cuebook.ts'
import { turnOf } from './find.ts'
import type { Hit, Reading } from './find.ts'
import { levelAt, rank } from './levels.ts'
import type { Urgency } from './levels.ts'

/** Signs of sexual harm never count less than `high` (floor, safeguarding §1.6). */
const SEXUAL = new Set<Category>(['A3', 'A4', 'A5', 'E2', 'E3'])
/** Harm by somebody, which the circumstances below make worse. */
const HARM = new Set<Category>(['A1', 'A6', 'A7', 'A8', 'B1', 'D1', 'F2'])
const MEDIUM = rank('medium')
const HIGH = rank('high')

/** What a sign weighs with its surroundings: past or supposed one lower, with the floors of the guide. */
export function weigh(hit: Hit, around: Surroundings, upToTurn: number): Urgency {
  const own = rank(hit.cue.level)
  if (own <= MEDIUM) return levelAt(own)
  if (hit.cue.strength === 'weak') return levelAt(MEDIUM)
  const lowered = loweringOf(hit, around, upToTurn) === undefined ? own : own - 1
  const sexual = hit.cue.category.some((code) => SEXUAL.has(code))
  return levelAt(Math.max(lowered, sexual ? HIGH : MEDIUM))
}

/** Why a sign weighs one less than usual; keys of `triage.json`. */
export type Lowering = 'reason.past' | 'reason.supposed'

function loweringOf(hit: Hit, around: Surroundings, upToTurn: number): Lowering | undefined {
  if (hit.cue.tense === 'lowers' && around.past(hit.match)) return 'reason.past'
  return around.supposed(hit.match, upToTurn) ? 'reason.supposed' : undefined
}

/** The reasons that made any sign of danger weigh less than it does by itself. */
export function lowerings(hits: readonly Hit[], around: Surroundings, turns: number): Lowering[] {
  const found = new Set<Lowering>()
  for (const hit of hits) {
    const why = weigh(hit, around, turns) === hit.cue.level ? undefined : loweringOf(hit, around, turns)
    if (why !== undefined) found.add(why)
  }
  return [...found]
}

/** A circumstance that raises `medium` to `high` (safeguarding §1.6, "Raise by one level"); keys of `triage.json`. */
export type Raise = 'raise.young' | 'raise.disabled' | 'raise.drink' | 'raise.secret' | 'raise.worse' | 'raise.alone'

const RAISES: readonly (readonly [Raise, string, readonly Category[]])[] = [
  ['raise.young', 'six', ['A1', 'A6', 'A8', 'A7']],
  ['raise.disabled', 'disabled', ['A1', 'A6', 'A8', 'D1']],
  ['raise.drink', 'drunk', ['A1']],
  ['raise.worse', 'worse', ['A1', 'F2', 'D1']],
]

/** Circumstances in the text that raise one of its medium signs, each with the turn from which it does. */
export function raisesOf(book: CueBook, reading: Reading, hits: readonly Hit[]): { raise: Raise; turn: number }[] {
  const medium = hits.filter((hit) => rank(hit.cue.level) === MEDIUM && hit.cue.category.some((c) => HARM.has(c)))
  return RAISES.flatMap(([raise, name, codes]) => {
    const said = occurrencesOf(book, reading, name)[0]
    const turns = medium.filter((hit) => codes.includes(hit.cue.category[0] ?? 'Q5')).map((hit) => hit.turn)
    if (said === undefined || turns.length === 0) return []
    return [{ raise, turn: Math.max(turnOf(reading, said.from), turns.reduce((a, b) => Math.min(a, b))) }]
  })
}
