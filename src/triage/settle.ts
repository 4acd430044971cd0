import type { Category } from './categories.ts'
import type { Surroundings } from './context.ts'
import type { Hit } from './find.ts'
import { levelAt, rank } from './levels.ts'
import type { Urgency } from './levels.ts'

/** Signs of sexual harm never count less than `high` (floor, safeguarding §1.6). */
const SEXUAL = new Set<Category>(['A3', 'A4', 'A5', 'E2', 'E3'])
const MEDIUM = rank('medium')
const HIGH = rank('high')

/** What a sign weighs with its surroundings: past or supposed one lower, with the floors of the guide. */
export function weigh(hit: Hit, around: Surroundings, upToTurn: number): Urgency {
  const own = rank(hit.cue.level)
  if (own <= MEDIUM || hit.cue.tense === 'keep') return supposedOnly(hit, around, upToTurn, own)
  const lowered = around.past(hit.match) || around.supposed(hit.match, upToTurn) ? own - 1 : own
  return floored(hit, lowered)
}

function supposedOnly(hit: Hit, around: Surroundings, upToTurn: number, own: number): Urgency {
  if (own > MEDIUM && around.supposed(hit.match, upToTurn)) return floored(hit, own - 1)
  return levelAt(own)
}

function floored(hit: Hit, level: number): Urgency {
  const sexual = hit.cue.category.some((code) => SEXUAL.has(code))
  return levelAt(Math.max(level, sexual ? HIGH : MEDIUM))
}
