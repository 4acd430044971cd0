import { surroundingsOf } from './context.ts'
import type { Surroundings } from './context.ts'
import { loadCueBook } from './cuebook.ts'
import { findCues, read } from './find.ts'
import type { Hit, Reading } from './find.ts'
import { isAtLeast, maxUrgency } from './levels.ts'
import type { Urgency } from './levels.ts'
import { MODEL_VERSION, opinionOf } from './opinion.ts'
import type { Opinion } from './opinion.ts'
import { rankCategories } from './ranking.ts'
import { reporterOf } from './reporter.ts'
import { reviewReasons } from './review.ts'
import { raisesOf, weigh } from './settle.ts'
import { answerTo, slotsOf } from './slots.ts'
import { tokenise } from './text/tokens.ts'
import type { Assessment, Evidence, Reason, TriageContext, Turn } from './types.ts'

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
  return judge(turns, context, () => undefined)
}

function judge(turns: readonly Turn[], context: TriageContext, ask: (...words: Parameters<typeof opinionOf>) => Opinion | undefined): Assessment {
  const reading = read(BOOK, tokenise(turns.map((turn) => turn.text)))
  const around = surroundingsOf(BOOK, reading)
  const hits = findCues(BOOK, reading, (cue, match) => !around.negated(cue, match))
  const evidence = evidenceOf(hits, around, reading, turns.length)
  const reasons: Reason[] = []
  const levelsByTurn: Urgency[] = []
  let level: Urgency = 'info'
  let opinion: Opinion | undefined
  for (const [index, turn] of turns.entries()) {
    let rules = rulesLevel(hits, around, index)
    if (rules === 'medium' && raisesOf(BOOK, reading, hits, index).length > 0) rules = 'high'
    rules = maxUrgency(rules, answerLevel(turn, reading, index, maxUrgency(level, rules)))
    opinion = ask(BOOK, reading, index, maxUrgency(level, rules))
    const second = opinion?.level ?? 'info'
    if (!isAtLeast(maxUrgency(level, rules), second)) {
      evidence.push({ turn: index, start: 0, end: turn.text.length, cue: `model.${second}`, level: second })
      reasons.push({ key: 'reason.model', params: {} })
    }
    level = maxUrgency(level, maxUrgency(rules, second))
    levelsByTurn.push(level)
  }
  const categories = rankCategories(hits, around, turns.length, opinion, level)
  const review = reviewReasons(BOOK, reading, level)
  for (const code of categories.slice(0, 3)) reasons.push({ key: `sign.${code}`, params: {} })
  for (const raise of raisesOf(BOOK, reading, hits, turns.length)) reasons.push({ key: raise, params: {} })
  for (const key of review) reasons.push({ key, params: {} })
  return {
    level, levelsByTurn, evidence, categories, reasons, review: review.length > 0,
    reporter: reporterOf(BOOK, reading, context.reporterHint),
    slots: slotsOf(BOOK, reading, turns, context), version: VERSION,
  }
}

function rulesLevel(hits: readonly Hit[], around: Surroundings, upToTurn: number): Urgency {
  let level: Urgency = 'info'
  for (const hit of hits) if (hit.turn <= upToTurn) level = maxUrgency(level, weigh(hit, around, upToTurn))
  return level
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

/** The signs of danger (not the mere topics), each once. */
function evidenceOf(hits: readonly Hit[], around: Surroundings, reading: Reading, turns: number): Evidence[] {
  const spans = new Map<string, Evidence>()
  for (const hit of hits) {
    const level = weigh(hit, around, turns)
    if (!isAtLeast(level, 'medium')) continue
    for (const span of spanOf(hit, reading, level)) spans.set(`${span.cue} ${span.turn} ${span.end}`, span)
  }
  return [...spans.values()]
}

/** The span of a sign in the turn that completes it. */
function spanOf(hit: Hit, reading: Reading, level: Urgency): Evidence[] {
  const last = reading.tokens[hit.match.to - 1]
  const first = reading.tokens[hit.match.from]
  if (last === undefined || first === undefined) return []
  const start = first.turn === last.turn ? first.start : reading.tokens.find((token) => token.turn === last.turn)?.start ?? 0
  return [{ turn: last.turn, start, end: last.end, cue: hit.cue.id, level }]
}
