/** The diagrams of the dialogs: a Mermaid page and an SVG to print for each, and an overview. */
import { chartOf, edgesOf, type ChartNode } from './chart.ts'
import type { Dialogs } from './parse.ts'
import { svgOf } from './svg.ts'

/** File name → content; the same for the same dialogs. */
export function diagramPages(dialogs: Dialogs): Record<string, string> {
  const pages: Record<string, string> = { 'README.md': overview(dialogs) }
  for (const { name, about } of Object.values(dialogs.dialogs)) {
    pages[`${name}.md`] = `# ${name}\n\n${about}\n\nTo print: [${name}.svg](${name}.svg)\n\n\`\`\`mermaid\n${diagramOf(dialogs, name)}\n\`\`\`\n`
    pages[`${name}.svg`] = svgOf(chartOf(dialogs, name), { title: name, about })
  }
  return pages
}

/** The Mermaid source of one dialog; steps of other dialogs are drawn as doors. */
export function diagramOf(dialogs: Dialogs, name: string): string {
  const { nodes, edges } = chartOf(dialogs, name)
  return [
    'flowchart TD',
    ...nodes.map((node) => `  ${nodeId(node.id)}${shape(node)}`),
    ...edges.map(({ from, to, label }) => `  ${nodeId(from)} -->${label === undefined ? '' : `|${quoted(label)}|`} ${nodeId(to)}`),
  ].join('\n')
}

function overview(dialogs: Dialogs): string {
  const rows = Object.values(dialogs.dialogs).map(({ name, about, reviewed }) =>
    `| [${name}](${name}.md) | ${about} | [SVG](${name}.svg) | ${reviewed === null ? 'not yet' : `${reviewed.by}, ${reviewed.on}`} |`)
  const edges = new Set<string>()
  for (const step of Object.values(dialogs.steps)) {
    for (const { to } of edgesOf(dialogs, step)) {
      const other = to.split('/')[0]
      if (other !== undefined && other !== step.dialog) edges.add(`  ${nodeId(step.dialog)} --> ${nodeId(other)}`)
    }
  }
  const chart = ['flowchart LR', ...Object.keys(dialogs.dialogs).map((name) => `  ${nodeId(name)}[${quoted(name)}]`), ...[...edges].toSorted()].join('\n')
  return [
    '# Dialogs',
    `Written by \`npm run dialogs\`. Interrupts lead from everywhere: ${dialogs.map.interrupts.map((one) => `${one.name} → ${one.to}`).join(', ')}.`,
    `| dialog | what it is for | to print | reviewed |\n|---|---|---|---|\n${rows.join('\n')}`,
    `\`\`\`mermaid\n${chart}\n\`\`\`\n`,
  ].join('\n\n')
}

const BRACKETS = {
  say: ['[', ']'], ask: ['(', ')'], branch: ['{', '}'], do: ['[/', '/]'], handoff: ['[[', ']]'], goto: ['([', '])'],
  list: ['[/', '/]'], resume: ['([', '])'], end: ['([', '])'], door: ['[[', ']]'],
} as const satisfies Record<ChartNode['kind'], readonly [string, string]>

function shape({ kind, text }: ChartNode): string {
  const [open, close] = BRACKETS[kind]
  return `${open}${quoted(text)}${close}`
}

function nodeId(id: string): string {
  return id.replaceAll(/[/-]/g, '_')
}

/** Mermaid labels: a quote would end the node. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '#quot;')}"`
}
