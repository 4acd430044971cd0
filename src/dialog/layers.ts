/** The layers of a chart: each node below what leads to it, long arrows as places of their own in between. */
import type { Chart, ChartEdge, ChartNode } from './chart.ts'

/** A place without a node is a lane a long arrow passes through. */
export type Place = { id: string; node?: ChartNode }
export type Row = Place[]
/** Arrow (by its index) → the lanes it passes, from its start to its end. */
export type Lanes = Map<number, string[]>

const SWEEPS = 10

export function layersOf(chart: Chart): { rows: Row[]; lanes: Lanes } {
  const depth = depths(chart)
  const rows: Row[] = []
  for (const node of chart.nodes) (rows[depth.get(node.id) ?? 0] ??= []).push({ id: node.id, node })
  const lanes: Lanes = new Map()
  chart.edges.forEach(({ from, to }, index) => {
    const between = layersBetween(depth.get(from) ?? 0, depth.get(to) ?? 0)
    const ids = between.map((layer) => `${index}@${layer}`)
    between.forEach((layer, at) => rows[layer]?.push({ id: ids[at] ?? '' }))
    lanes.set(index, ids)
  })
  return { rows: rows.filter((row) => row !== undefined), lanes }
}

/** Layers strictly between two, in the arrow's order; upward arrows pass them too. */
function layersBetween(from: number, to: number): number[] {
  const low = Math.min(from, to)
  const layers = Array.from({ length: Math.max(0, Math.abs(from - to) - 1) }, (_, index) => low + 1 + index)
  return from < to ? layers : layers.toReversed()
}

/** The longest way from a root; arrows that would close a circle do not count. */
function depths({ nodes, edges }: Chart): Map<string, number> {
  const forward = withoutCircles(nodes, edges)
  const depth = new Map(nodes.map((node) => [node.id, 0]))
  for (let moved = true, pass = 0; moved && pass < nodes.length; pass++) {
    moved = false
    for (const { from, to } of forward) {
      const wanted = (depth.get(from) ?? 0) + 1
      if (wanted <= (depth.get(to) ?? 0)) continue
      depth.set(to, wanted)
      moved = true
    }
  }
  return depth
}

function withoutCircles(nodes: ChartNode[], edges: ChartEdge[]): ChartEdge[] {
  const state = new Map<string, 'open' | 'done'>()
  const kept: ChartEdge[] = []
  const visit = (id: string): void => {
    state.set(id, 'open')
    for (const edge of edges) {
      if (edge.from !== id || state.get(edge.to) === 'open') continue
      kept.push(edge)
      if (!state.has(edge.to)) visit(edge.to)
    }
    state.set(id, 'done')
  }
  for (const node of nodes.toSorted((a, b) => Number(b.root) - Number(a.root))) if (!state.has(node.id)) visit(node.id)
  return kept
}

/** Within a layer, each place stands near the middle of its neighbours, so that fewer arrows cross. */
export function ordered(chart: Chart, rows: Row[], lanes: Lanes): Row[] {
  const neighbours = new Map<string, string[]>()
  const join = (a: string, b: string): void => {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b])
    neighbours.set(b, [...(neighbours.get(b) ?? []), a])
  }
  chart.edges.forEach(({ from, to }, index) => {
    const way = [from, ...(lanes.get(index) ?? []), to]
    way.slice(1).forEach((id, at) => join(way[at] ?? id, id))
  })
  let sorted = rows
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const place = new Map(sorted.flatMap((row) => row.map(({ id }, index) => [id, (index + 0.5) / row.length] as const)))
    const middle = ({ id }: Place): number => {
      const near = (neighbours.get(id) ?? []).map((one) => place.get(one) ?? 0.5)
      return near.length === 0 ? (place.get(id) ?? 0.5) : near.reduce((sum, one) => sum + one, 0) / near.length
    }
    sorted = sorted.map((row) => row.toSorted((a, b) => middle(a) - middle(b)))
  }
  return sorted
}
