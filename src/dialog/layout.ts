/** Places the nodes of a chart in layers from top to bottom; long arrows get a lane of their own through the layers between. */
import { layersOf, ordered, type Row } from './layers.ts'
import type { Chart, ChartNode } from './chart.ts'

export type Point = { x: number; y: number }
export type Placed = ChartNode & Point & { width: number; height: number; lines: string[] }
/** An arrow from box to box; `via` are the points it passes between. */
export type Route = { start: Placed; end: Placed; via: Point[]; label: string | undefined }
export type Layout = { nodes: Placed[]; routes: Route[]; width: number; height: number }

const WIDTH = 250
const LANE = 30
const LINE = 17
const PADDING = 9
const GAP_X = 40
const GAP_Y = 78
const LETTERS = 33

export function layOut(chart: Chart): Layout {
  const { rows, lanes } = layersOf(chart)
  const placedRows = ordered(chart, rows, lanes)
  const widths = placedRows.map(widthOf)
  const width = Math.max(0, ...widths)
  const boxes = new Map<string, Placed>()
  const points = new Map<string, Point>()
  let y = 0
  placedRows.forEach((row, index) => {
    let x = (width - (widths[index] ?? 0)) / 2
    const tall = Math.max(0, ...row.map(({ node }) => (node ? heightOf(wrap(node.text, LETTERS)) : 0)))
    for (const { id, node } of row) {
      const lines = node ? wrap(node.text, LETTERS) : []
      if (node) boxes.set(id, { ...node, x, y, width: WIDTH, height: heightOf(lines), lines })
      else points.set(id, { x: x + LANE / 2, y: y + tall / 2 })
      x += (node ? WIDTH : LANE) + GAP_X
    }
    y += tall + GAP_Y
  })
  const routes = chart.edges.flatMap(({ from, to, label }, index): Route[] => {
    const start = boxes.get(from)
    const end = boxes.get(to)
    const via = (lanes.get(index) ?? []).flatMap((id) => points.get(id) ?? [])
    return start && end ? [{ start, end, via, label }] : []
  })
  return { nodes: [...boxes.values()], routes, width, height: Math.max(0, y - GAP_Y) }
}

function widthOf(row: Row): number {
  return row.reduce((sum, { node }) => sum + (node ? WIDTH : LANE) + GAP_X, -GAP_X)
}

function heightOf(lines: string[]): number {
  return lines.length * LINE + 2 * PADDING
}

export function wrap(text: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
