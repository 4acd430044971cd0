import { surroundingsOf } from './context.ts'
import { loadCueBook } from './cuebook.ts'
import type { Category } from './categories.ts'
import { findCues, read } from './find.ts'
import type { Hit } from './find.ts'
import { maxUrgency, rank } from './levels.ts'
import type { Urgency } from './levels.ts'
import { weigh } from './settle.ts'
import { tokenise } from './text/tokens.ts'
import type { Assessment, Evidence, TriageContext, Turn } from './types.ts'

const BOOK = loadCueBook()

/** Judge a conversation: level, categories, evidence, reasons, slots. Pure; never throws. */
export function assess(turns: readonly Turn[], context: TriageContext = {}): Assessment {
  const reading = read(BOOK, tokenise(turns.map((turn) => turn.text)))
  const around = surroundingsOf(BOOK, reading)
  const hits = findCues(BOOK, reading, (cue, match) => !around.negated(cue, match))
  const levelsByTurn: Urgency[] = []
  let level: Urgency = 'info'
  for (let turn = 0; turn < turns.length; turn++) {
    for (const hit of hits) if (hit.turn <= turn) level = maxUrgency(level, weigh(hit, around, turn))
    levelsByTurn.push(level)
  }
  const evidence: Evidence[] = hits.flatMap((hit) => {
    const first = reading.tokens[hit.match.from]
    const last = reading.tokens[hit.match.to - 1]
    if (first === undefined || last === undefined) return []
    const start = first.turn === last.turn ? first.start : 0
    return [{ turn: last.turn, start, end: last.end, cue: hit.cue.id, level: weigh(hit, around, turns.length) }]
  })
  return {
    level, levelsByTurn, evidence, categories: categoriesOf(hits), review: false,
    reporter: context.reporterHint ?? 'unknown', reasons: [], slots: {}, version: 'thin',
  }
}

function categoriesOf(hits: readonly Hit[]): Category[] {
  const scores = new Map<Category, number>()
  for (const hit of hits) {
    hit.cue.category.forEach((code, i) => scores.set(code, Math.max(scores.get(code) ?? 0, rank(hit.cue.level) * 10 - i * 4)))
  }
  return [...scores].toSorted((a, b) => b[1] - a[1]).map(([code]) => code).slice(0, 4)
}
