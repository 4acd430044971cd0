import { surroundingsOf } from './context.ts'
import type { Surroundings } from './context.ts'
import { loadCueBook } from './cuebook.ts'
import { evidenceOf, opinionSpan } from './evidence.ts'
import { findCues, read } from './find.ts'
import type { Hit, Reading } from './find.ts'
import { isAtLeast, maxUrgency } from './levels.ts'
import type { Urgency } from './levels.ts'
import { MODEL_VERSION, opinionOf } from './opinion.ts'
import type { Ask } from './opinion.ts'
import { rankCategories } from './ranking.ts'
import { reporterOf } from './reporter.ts'
import { reviewReasons } from './review.ts'
import { lowerings, raisesOf, weigh } from './settle.ts'
import { answerTo, slotsOf } from './slots.ts'
import { tokenise } from './text/tokens.ts'
import type { Assessment, Reason, TriageContext, Turn } from './types.ts'

const BOOK = loadCueBook()
const VERSION = `${BOOK.version}+${MODEL_VERSION}`

/**
 * Judge a conversation: level, categories, evidence, reasons, slots.
 * Pure and deterministic, no I/O, never throws on any text. The level after
 * each turn is the highest so far: it never falls (safeguarding §1.6).
 */
export function assess(turns: readonly Turn[], context: TriageContext = {}): Assessment {
  return judge(turns, context, opinionOf)
}

/** The same by the rules alone: the floor under every other opinion, and a line of its own in the evaluation. */
export function assessByRules(turns: readonly Turn[], context: TriageContext = {}): Assessment {
  return judge(turns, context, undefined)
}

/** The same with another learned reader beside the rules: for measuring readers that are not shipped. */
export function assessBy(ask: Ask, turns: readonly Turn[]): Assessment {
  return judge(turns, {}, ask)
}

function judge(turns: readonly Turn[], context: TriageContext, ask: Ask | undefined): Assessment {
  const reading = read(BOOK, tokenise(turns.map((turn) => turn.text)))
  const around = surroundingsOf(BOOK, reading)
  const hits = findCues(BOOK, reading, (cue, match) => !around.negated(cue, match))
  const raises = raisesOf(BOOK, reading, hits)
  const opinion = ask?.(BOOK, reading, turns.length)
  const evidence = evidenceOf(hits, around, reading, turns.length)
  const reasons: Reason[] = []
  const levelsByTurn: Urgency[] = []
  let level: Urgency = 'info'
  for (const [index, byRules] of rulesByTurn(hits, around, turns.length).entries()) {
    const turn = turns[index]
    if (turn === undefined) break
    const raised = byRules === 'medium' && raises.some((raise) => raise.turn <= index) ? 'high' : byRules
    const rules = maxUrgency(raised, answerLevel(turn, reading, index, maxUrgency(level, raised)))
    const known = maxUrgency(level, rules)
    const second = opinion?.level(index, known, hintedAt(hits, index)) ?? 'info'
    if (!isAtLeast(known, second)) {
      evidence.push(...opinionSpan(opinion, reading, index, second))
      reasons.push({ key: 'reason.model', params: {} })
    }
    level = maxUrgency(known, second)
    levelsByTurn.push(level)
  }
  const categories = rankCategories(hits, around, turns.length, opinion, level)
  const review = reviewReasons(BOOK, reading, level)
  for (const code of categories.slice(0, 3)) reasons.push({ key: `sign.${code}`, params: {} })
  for (const { raise } of raises) reasons.push({ key: raise, params: {} })
  for (const key of lowerings(hits, around, turns.length)) reasons.push({ key, params: {} })
  for (const key of review) reasons.push({ key, params: {} })
  return {
    level, levelsByTurn, evidence, categories, reasons, review: review.length > 0,
    reporter: reporterOf(BOOK, reading, context.reporterHint),
    slots: slotsOf(BOOK, reading, turns, context), version: VERSION,
  }
}

/** The level of the rules after each turn. A sign weighs anew only when a later turn reveals that it was no supposition. */
function rulesByTurn(hits: readonly Hit[], around: Surroundings, turns: number): Urgency[] {
  const found = Array.from({ length: turns }, (): Urgency => 'info')
  for (const hit of hits) {
    for (const turn of [hit.turn, around.revealedAt]) {
      const before = found[turn]
      if (before !== undefined && turn >= hit.turn) found[turn] = maxUrgency(before, weigh(hit, around, turn))
    }
  }
  let highest: Urgency = 'info'
  return found.map((level) => (highest = maxUrgency(highest, level)))
}

/** The highest level a weak sign speaks of up to a turn. */
function hintedAt(hits: readonly Hit[], turn: number): Urgency {
  return hits.filter((hit) => hit.cue.strength === 'weak' && hit.turn <= turn).reduce<Urgency>((level, hit) => maxUrgency(level, hit.cue.level), 'info')
}

/** What an answer to the bot's safety questions adds. `safe-now` asks "are you safe", so "không" is the danger. */
function answerLevel(turn: Turn, reading: Reading, index: number, before: Urgency): Urgency {
  if (turn.answering === undefined) return 'info'
  const answer = answerTo(BOOK, reading, index)
  if (turn.answering === 'hurting-self-now' && answer !== undefined && answer !== 'no') return answer === 'yes' ? 'emergency' : 'high'
  if (turn.answering === 'safe-now' && answer === 'no') return isAtLeast(before, 'high') ? 'emergency' : 'high'
  if (turn.answering === 'injured' && answer === 'yes') return 'high'
  return 'info'
}
