/** A chart as an SVG page: self-contained, black on white, readable when printed. */
import type { Chart } from './chart.ts'
import { layOut, wrap, type Placed, type Point, type Route } from './layout.ts'

const MARGIN = 28
const HEADER = 64
const LABEL_LETTERS = 24
const FILL = {
  say: '#eef5ff', ask: '#fff8e1', branch: '#f3f3f3', do: '#f3f3f3', handoff: '#ffe6e3', goto: '#ffffff', list: '#e8f5e9', resume: '#ffffff', end: '#ffffff', door: '#e8f5e9',
} as const satisfies Record<Placed['kind'], string>

export function svgOf(chart: Chart, head: { title: string; about: string }): string {
  const { nodes, routes, width, height } = layOut(chart)
  const pageWidth = Math.max(width, 640) + 2 * MARGIN + 40
  const aboutLines = wrap(head.about, Math.floor(pageWidth / 7.5))
  const top = HEADER + aboutLines.length * 16
  const left = (pageWidth - width) / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${short(pageWidth)} ${short(top + height + 2 * MARGIN)}" font-family="system-ui, sans-serif" font-size="13">`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>',
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<text x="${MARGIN}" y="36" font-size="22" font-weight="600">${escaped(head.title)}</text>`,
    ...aboutLines.map((line, index) => `<text x="${MARGIN}" y="${58 + index * 16}" fill="#444">${escaped(line)}</text>`),
    `<g transform="translate(${short(left)} ${top})">`,
    ...routes.map((route) => `<path d="${arrow(route)}" fill="none" stroke="#888" marker-end="url(#tip)"/>`),
    ...nodes.map(box),
    ...routes.map(tag),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function box({ kind, x, y, width, height, lines, root }: Placed): string {
  const corner = kind === 'ask' ? 16 : kind === 'branch' || kind === 'do' ? 2 : 6
  const rect = `<rect x="${short(x)}" y="${short(y)}" width="${width}" height="${height}" rx="${corner}" fill="${FILL[kind]}" stroke="${root ? '#000' : '#999'}" stroke-width="${root ? 2 : 1}"/>`
  const text = lines.map((line, index) => `<text x="${short(x + width / 2)}" y="${short(y + 22 + index * 17)}" text-anchor="middle">${escaped(line)}</text>`)
  return [rect, ...text].join('')
}

/** From edge to edge through the lanes; within a layer, around the right side. */
function arrow({ start, end, via }: Route): string {
  if (start.y === end.y) return around(start, end)
  const down = end.y > start.y
  const first = { x: start.x + start.width / 2, y: down ? start.y + start.height : start.y }
  const last = { x: end.x + end.width / 2, y: down ? end.y : end.y + end.height }
  const way = [first, ...via, last]
  return way.slice(1).reduce((path, point, index) => path + bend(way[index] ?? first, point), `M${short(first.x)} ${short(first.y)}`)
}

function bend(from: Point, to: Point): string {
  const middle = (from.y + to.y) / 2
  return `C${short(from.x)} ${short(middle)} ${short(to.x)} ${short(middle)} ${short(to.x)} ${short(to.y)}`
}

function around(start: Placed, end: Placed): string {
  const [x1, y1, x2, y2] = [start.x + start.width, start.y + start.height / 2, end.x + end.width, end.y + end.height / 2]
  const out = Math.max(x1, x2) + 34
  return `M${short(x1)} ${short(y1)}C${short(out)} ${short(y1)} ${short(out)} ${short(y2 + 8)} ${short(x2)} ${short(y2 + 8)}`
}

/** The label stands on the first piece of the arrow, where it leaves its box. */
function tag({ start, end, via, label }: Route): string {
  if (label === undefined) return ''
  const down = end.y >= start.y
  const next = via[0] ?? { x: end.x + end.width / 2, y: down ? end.y : end.y + end.height }
  const from = { x: start.x + start.width / 2, y: down ? start.y + start.height : start.y }
  const x = from.x * 0.4 + next.x * 0.6
  const y = start.y === end.y ? start.y - 6 : from.y * 0.45 + next.y * 0.55
  const lines = wrap(label, LABEL_LETTERS)
  const first = y - ((lines.length - 1) * 13) / 2
  return lines.map((line, index) =>
    `<text x="${short(x)}" y="${short(first + index * 13)}" text-anchor="middle" font-size="11" fill="#333" stroke="#fff" stroke-width="4" paint-order="stroke">${escaped(line)}</text>`).join('')
}

function short(value: number): number {
  return Math.round(value * 10) / 10
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
