/** Where a roster leaves a hole. Pure: spans of time in, spans of time out. */

export type Span = { from: Date; to: Date }

/** The parts of `needed` that no span of `covered` covers, in order. */
export function gapsIn(needed: readonly Span[], covered: readonly Span[]): Span[] {
  const byStart = covered.toSorted((a, b) => a.from.getTime() - b.from.getTime())
  return needed.flatMap((need) => {
    const gaps: Span[] = []
    let reached = need.from
    for (const { from, to } of byStart) {
      if (to <= reached) continue
      if (from >= need.to) break
      if (from > reached) gaps.push({ from: reached, to: from })
      reached = to
      if (reached >= need.to) break
    }
    if (reached < need.to) gaps.push({ from: reached, to: need.to })
    return gaps
  })
}
