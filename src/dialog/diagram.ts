/** A dialog as a Mermaid flow chart in Vietnamese, for the counsellors who review it; GitHub and most editors draw it. */
import type { Condition } from './condition.ts'
import type { Dialogs } from './parse.ts'
import type { AskStep, Step } from './steps.ts'

type Edge = { to: string; label?: string }

/** File name → Markdown page, one a dialog and an overview; every page is the same for the same dialogs. */
export function diagramPages(dialogs: Dialogs): Record<string, string> {
  const pages: Record<string, string> = { 'README.md': overview(dialogs) }
  for (const { name, about } of Object.values(dialogs.dialogs)) {
    pages[`${name}.md`] = `# ${name}\n\n${about}\n\n\`\`\`mermaid\n${diagramOf(dialogs, name)}\n\`\`\`\n`
  }
  return pages
}

/** The Mermaid source of one dialog; steps of other dialogs are drawn as doors. */
export function diagramOf(dialogs: Dialogs, name: string): string {
  const steps = Object.values(dialogs.steps).filter((step) => step.dialog === name)
  const nodes = steps.map((step) => `  ${nodeId(step.id)}${shape(dialogs, step)}`)
  const edges = steps.flatMap((step) => edgesOf(dialogs, step).map((edge) => ({ from: step.id, ...edge })))
  const doors = new Set(edges.map((edge) => edge.to).filter((to) => !to.startsWith(`${name}/`)))
  return [
    'flowchart TD',
    ...nodes,
    ...[...doors].map((to) => `  ${nodeId(to)}[[${quoted(`→ ${to}`)}]]`),
    ...edges.map(({ from, to, label }) => `  ${nodeId(from)} -->${label === undefined ? '' : `|${quoted(label)}|`} ${nodeId(to)}`),
  ].join('\n')
}

function overview(dialogs: Dialogs): string {
  const rows = Object.values(dialogs.dialogs).map(({ name, about }) => `| [${name}](${name}.md) | ${about} |`)
  const edges = new Set<string>()
  for (const step of Object.values(dialogs.steps)) {
    for (const { to } of edgesOf(dialogs, step)) {
      const other = to.split('/')[0]
      if (other !== undefined && other !== step.dialog) edges.add(`  ${nodeId(step.dialog)} --> ${nodeId(other)}`)
    }
  }
  const chart = ['flowchart LR', ...Object.keys(dialogs.dialogs).map((name) => `  ${nodeId(name)}[${quoted(name)}]`), ...[...edges].toSorted()].join('\n')
  return `# Dialogs\n\nWritten by \`npm run dialogs\`. Interrupts lead from everywhere: ${dialogs.map.interrupts.map((one) => `${one.name} → ${one.to}`).join(', ')}.\n\n| dialog | what it is for |\n|---|---|\n${rows.join('\n')}\n\n\`\`\`mermaid\n${chart}\n\`\`\`\n`
}

function shape(dialogs: Dialogs, step: Step): string {
  const adult = dialogs.dialogs[step.dialog]?.audience === 'adult'
  const text = (key: string): string => spoken(dialogs.texts.vi[key] ?? key, adult)
  switch (step.kind) {
    case 'say':
      return `[${quoted(text(step.text))}]`
    case 'ask':
      return `(${quoted(text(step.text))})`
    case 'branch':
      return `{${quoted(step.id.split('/')[1] ?? step.id)}}`
    case 'do':
      return `[/${quoted(typeof step.action === 'string' ? step.action : `${step.action.slot} = ${String(step.action.value)}`)}/]`
    case 'handoff':
      return `[[${quoted(`GỌI NGƯỜI: ${step.reason}`)}]]`
    case 'goto':
      return `([${quoted('→')}])`
    case 'resume':
      return `([${quoted('trở lại câu đang hỏi')}])`
    case 'end':
      return `([${quoted(`kết thúc: ${step.reason}`)}])`
  }
}

function edgesOf(dialogs: Dialogs, step: Step): Edge[] {
  switch (step.kind) {
    case 'say':
    case 'do':
    case 'handoff':
      return [{ to: step.then }]
    case 'goto':
      return [{ to: step.to }]
    case 'branch':
      return [...step.branches.map(({ when, to }) => ({ to, label: describe(when) })), { to: step.else, label: 'còn lại' }]
    case 'ask':
      return askEdges(dialogs, step)
    case 'resume':
    case 'end':
      return []
  }
}

/** Options, answer, not understood, silence; targets that coincide share one arrow. */
function askEdges(dialogs: Dialogs, ask: AskStep): Edge[] {
  const all: Required<Edge>[] = Object.values(ask.options).map(({ title, to }) => ({ to: to ?? ask.then, label: dialogs.texts.vi[title] ?? title }))
  if (!ask.open && ask.answer !== 'choice' && ask.answer !== 'yesno') all.push({ to: ask.then, label: 'trả lời' })
  if (ask.skip) all.push({ to: ask.then, label: 'bỏ qua' })
  all.push({ to: ask.else, label: ask.open ? 'viết gì cũng được' : 'chưa hiểu hai lần' })
  if (ask.silence !== 'stay') all.push({ to: ask.silence.to, label: `im lặng ${minutes(ask.silence.after)}` })
  const byTarget = Map.groupBy(all, (edge) => edge.to)
  return [...byTarget].map(([to, edges]) => ({ to, label: [...new Set(edges.map((edge) => edge.label))].join(' / ') }))
}

function minutes(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} phút` : `${seconds} giây`
}

function describe(condition: Condition): string {
  return Object.entries(condition)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      if (name === 'not' && condition.not) return `không (${describe(condition.not)})`
      if (name === 'any' && condition.any) return condition.any.map(describe).join(' hoặc ')
      return `${name} ${Array.isArray(value) ? value.join(',') : String(value)}`
    })
    .join(' + ')
}

/** A text as its reader would hear it; settings stay as ‹names›. */
function spoken(text: string, adult: boolean): string {
  const [you, You, staff, Staff] = adult ? ['anh/chị', 'Anh/chị', 'cán bộ', 'Cán bộ'] : ['em', 'Em', 'cô chú', 'Cô chú']
  return text.replaceAll('{{you}}', you).replaceAll('{{You}}', You).replaceAll('{{staff}}', staff).replaceAll('{{Staff}}', Staff)
}

function nodeId(id: string): string {
  return id.replaceAll(/[/-]/g, '_')
}

/** Mermaid labels: quotes and brackets would end the node. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '#quot;').replaceAll('{{', '‹').replaceAll('}}', '›')}"`
}
