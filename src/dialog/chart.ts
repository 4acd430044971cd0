/** A dialog as nodes and arrows in plain Vietnamese: what both kinds of diagram draw. */
import type { Condition } from './condition.ts'
import type { Dialogs } from './parse.ts'
import type { AskStep, Step } from './steps.ts'

/** `door` leads to another dialog. */
export type ChartNode = { id: string; kind: Step['kind'] | 'door'; text: string; root: boolean }
export type ChartEdge = { from: string; to: string; label?: string }
export type Chart = { nodes: ChartNode[]; edges: ChartEdge[] }

type Edge = { to: string; label?: string }

export function chartOf(dialogs: Dialogs, name: string): Chart {
  const steps = Object.values(dialogs.steps).filter((step) => step.dialog === name)
  const edges = steps.flatMap((step) => edgesOf(dialogs, step).map((edge) => ({ from: step.id, ...edge })))
  const reached = new Set(edges.filter((edge) => edge.from !== edge.to).map((edge) => edge.to))
  const nodes = steps.map((step): ChartNode => ({ id: step.id, kind: step.kind, text: textOf(dialogs, step), root: !reached.has(step.id) }))
  const doors = [...new Set(edges.map((edge) => edge.to))].filter((to) => !to.startsWith(`${name}/`))
  return { nodes: [...nodes, ...doors.map((to): ChartNode => ({ id: to, kind: 'door', text: `→ ${to}`, root: false }))], edges }
}

function textOf(dialogs: Dialogs, step: Step): string {
  const adult = dialogs.dialogs[step.dialog]?.audience === 'adult'
  switch (step.kind) {
    case 'say':
    case 'ask':
      return spoken(dialogs.texts.vi[step.text] ?? step.text, adult)
    case 'branch':
      return step.id.split('/')[1] ?? step.id
    case 'do':
      return typeof step.action === 'string' ? step.action : `${step.action.slot} = ${String(step.action.value)}`
    case 'handoff':
      return `GỌI NGƯỜI: ${step.reason}`
    case 'goto':
      return '→'
    case 'list':
      return 'nơi giúp trong danh bạ, theo xã'
    case 'resume':
      return 'trở lại câu đang hỏi'
    case 'end':
      return `kết thúc: ${step.reason}`
  }
}

export function edgesOf(dialogs: Dialogs, step: Step): Edge[] {
  switch (step.kind) {
    case 'say':
    case 'do':
    case 'handoff':
      return [{ to: step.then }]
    case 'list':
      return [{ to: step.then, label: 'có nơi giúp' }, { to: step.none, label: 'chưa có' }]
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
  if (ask.silence !== 'stay') all.push({ to: ask.silence.to, label: `im lặng ${durationWords(ask.silence.after)}` })
  const byTarget = Map.groupBy(all, (edge) => edge.to)
  return [...byTarget].map(([to, edges]) => ({ to, label: [...new Set(edges.map((edge) => edge.label))].join(' / ') }))
}

export function durationWords(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} phút` : `${seconds} giây`
}

const LEVELS = { info: 'thông tin', low: 'cần tư vấn', medium: 'cần sớm', high: 'rất gấp', emergency: 'khẩn cấp' } as const
const FLAGS: readonly (readonly ['nobody' | 'adult' | 'peer' | 'onCall' | 'first' | 'anyTopic' | 'missed' | 'target', string, string])[] = [
  ['nobody', 'không ai trực', 'có người trực'], ['adult', 'người lớn viết', 'trẻ viết'], ['peer', 'bạn hay anh chị em viết', 'không phải bạn bè'],
  ['onCall', 'có người trực gọi', 'không có trực gọi'], ['first', 'tin đầu tiên', 'không phải tin đầu'], ['anyTopic', 'có chủ đề', 'không chủ đề'],
  ['missed', 'quá giờ hẹn', 'chưa quá giờ hẹn'], ['target', 'hẹn được giờ', 'chưa hẹn được giờ'],
]
const LISTS: readonly (readonly ['categories' | 'main' | 'leading' | 'reporter' | 'topic' | 'pronoun' | 'channel', string])[] = [
  ['categories', 'có loại'], ['main', 'loại chính'], ['leading', 'một trong hai loại chính'], ['reporter', 'người báo'], ['topic', 'chủ đề'], ['pronoun', 'xưng hô'], ['channel', 'kênh'],
]

/** A condition in the words of the counsellors. */
export function describe(condition: Condition): string {
  const said: string[] = []
  if (condition.urgency !== undefined) said.push(`mức ${LEVELS[condition.urgency]} trở lên`)
  if (condition.hours !== undefined) said.push(condition.hours === 'open' ? 'trong giờ' : 'ngoài giờ')
  if (condition.owner !== undefined) said.push(condition.owner === 'queue' ? 'đã gọi người' : 'chưa gọi người')
  for (const [name, yes, no] of FLAGS) if (condition[name] !== undefined) said.push(condition[name] ? yes : no)
  for (const [name, word] of LISTS) if (condition[name] !== undefined) said.push(`${word} ${condition[name].join(', ')}`)
  if (condition.slot !== undefined) said.push(condition.is === undefined ? `đã biết ${condition.slot}` : `${condition.slot} là ${condition.is.join(', ')}`)
  if (condition.any) said.push(condition.any.map(describe).join(' hoặc '))
  if (condition.not) said.push(`không (${describe(condition.not)})`)
  return said.join(', ')
}

/** A text as its reader would hear it; settings stay as ‹names›. */
function spoken(text: string, adult: boolean): string {
  const [you, You, staff, Staff] = adult ? ['anh/chị', 'Anh/chị', 'cán bộ', 'Cán bộ'] : ['em', 'Em', 'cô chú', 'Cô chú']
  return text
    .replaceAll('{{you}}', you).replaceAll('{{You}}', You).replaceAll('{{staff}}', staff).replaceAll('{{Staff}}', Staff)
    .replaceAll('{{', '‹').replaceAll('}}', '›')
}
