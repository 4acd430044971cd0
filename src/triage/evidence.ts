import type { Surroundings } from './context.ts'
import type { Hit, Reading } from './find.ts'
import { isAtLeast, maxUrgency } from './levels.ts'
import type { Urgency } from './levels.ts'
import type { Opinion } from './opinion.ts'
import { weigh } from './settle.ts'
import type { Evidence } from './types.ts'

/** Pieces of one sign with no more than so many letters between them are shown as one. */
const NEAR = 16

/** The signs of danger (not the mere topics), each once: one span for each turn its words stand in. */
export function evidenceOf(hits: readonly Hit[], around: Surroundings, reading: Reading, turns: number): Evidence[] {
  const byCue = new Map<string, Evidence[]>()
  for (const hit of hits) {
    const level = weigh(hit, around, turns)
    if (!isAtLeast(level, 'medium')) continue
    for (const span of spansOf(hit, reading, level)) {
      const key = `${span.cue} ${span.turn}`
      byCue.set(key, [...(byCue.get(key) ?? []), span])
    }
  }
  return [...byCue.values()].flatMap(joined)
}

/** One span for each turn the parts of a sign stand in. */
function spansOf(hit: Hit, reading: Reading, level: Urgency): Evidence[] {
  const spans = new Map<number, Evidence>()
  for (const part of hit.match.parts) {
    const first = reading.tokens[part.from]
    for (let at = part.from; at < part.to; at++) {
      const token = reading.tokens[at]
      if (token === undefined || first === undefined) continue
      const span = spans.get(token.turn)
      if (span === undefined) spans.set(token.turn, { turn: token.turn, start: token.start, end: token.end, cue: hit.cue.id, level })
      else span.end = Math.max(span.end, token.end)
    }
  }
  return [...spans.values()]
}

/** Spans of one sign in one turn that overlap or nearly touch, as one. */
function joined(spans: readonly Evidence[]): Evidence[] {
  const out: Evidence[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last === undefined || span.start > last.end + NEAR) out.push({ ...span })
    else {
      last.end = Math.max(last.end, span.end)
      last.level = maxUrgency(last.level, span.level)
    }
  }
  return out
}

/** The words that weighed most when the learned reader raised a turn; none when no stretch stands out. */
export function opinionSpan(opinion: Opinion | undefined, reading: Reading, turn: number, level: Urgency): Evidence[] {
  const words = opinion?.strongest(turn, level)
  const first = reading.tokens[words?.from ?? -1]
  const last = reading.tokens[(words?.to ?? 0) - 1]
  if (first === undefined || last === undefined) return []
  return [{ turn, start: first.start, end: last.end, cue: `model.${level}`, level }]
}
