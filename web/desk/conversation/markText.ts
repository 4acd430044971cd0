import { maxUrgency } from '../../../src/triage/levels.ts'
import type { Urgency } from '../../../src/triage/levels.ts'

/** A sign of danger inside a text: offsets in UTF-16 units. */
export type Mark = { start: number; end: number; cue: string; level: Urgency }
/** A piece of the text; `marks` are the signs that cover all of it, `level` their highest. */
export type Piece = { start: number; text: string; marks: readonly Mark[]; level: Urgency | null }

/**
 * Cuts a text at the edges of its marks, which may overlap. The pieces joined are the text again; marks
 * outside the text, or empty, are ignored.
 */
export function markText(text: string, marks: readonly Mark[]): Piece[] {
  const inside = marks.filter(({ start, end }) => start >= 0 && start < end && end <= text.length)
  const edges = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? text.length
    const covering = inside.filter((mark) => mark.start <= start && mark.end >= end)
    return {
      start,
      text: text.slice(start, end),
      marks: covering,
      level: covering.reduce<Urgency | null>((level, mark) => (level ? maxUrgency(level, mark.level) : mark.level), null),
    }
  })
}
