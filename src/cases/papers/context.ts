/** What every paper is given, and how it says an answer. */
import { communeByCode, communeTitle, localTime, type Centre } from '../../directory/index.ts'
import type { Locales } from '../../locales.ts'
import { valueOf, type Answer } from '../answers.ts'
import { fieldSpec, type PartKind } from '../fields.ts'
import type { CaseView } from '../readCase.ts'
import type { Officer } from '../room.ts'
import { standingOf, type Part } from '../store.ts'
import { letterHead, line, signatures, type Block } from './word.ts'

export type PaperContext = {
  readonly view: CaseView
  readonly centre: Centre
  readonly locales: Locales
  readonly officer: Officer
  readonly now: Date
  /** The number given at signing; undefined: a draft. */
  readonly number: number | undefined
}

/** A sentence of the forms. Official papers are in Vietnamese. */
export function words({ locales }: Pick<PaperContext, 'locales'>, key: string, params: Record<string, string | number> = {}): string {
  return locales.text('vi', 'forms', key, params)
}

/** A label of a coded list. */
export function label({ locales }: PaperContext, list: string, code: string): string {
  return locales.text('vi', 'cases', `list.${list}.${code}`)
}

export function partsOf({ view }: PaperContext, kind: PartKind): Part[] {
  return view.parts.filter((part) => part.kind === kind)
}

/** Day and month as official papers write them: days below ten, January and February with a nought (NĐ 30/2020). */
export function dateWords(instant: Date, timeZone: string): { day: string; month: string; year: string; hour: string; minute: string } {
  const { day: iso, time } = localTime(instant, timeZone)
  const [year = '', month = '', day = ''] = iso.split('-')
  const [hour = '', minute = ''] = time.split(':')
  return { day, month: Number(month) > 2 ? String(Number(month)) : month, year, hour, minute }
}

/** "31/01/2015" of an ISO day. */
export function shortDay(iso: string): string {
  return iso.split('-').toReversed().join('/')
}

/** "22 giờ 10, ngày 05 tháng 11 năm 2026". */
export function timeWords(context: Pick<PaperContext, 'locales' | 'centre'>, instant: Date): string {
  return words(context, 'mau01.timeValue', dateWords(instant, context.centre.timeZone))
}

/** An answer in words; undefined when nobody asked: the form leaves room for the pen. */
export function said(context: PaperContext, part: Part | undefined, field: string): string | undefined {
  const answer = standingOf(part, field).answer
  if (answer.status === 'unknown' || answer.status === 'declined') return words(context, `answer.${answer.status}`)
  return part ? valueWords(context, part.kind, field, answer) : undefined
}

/** A value in words: codes by their labels, communes by name, days as they are written. */
export function valueWords(context: PaperContext, kind: PartKind, field: string, answer: Answer): string | undefined {
  const value = valueOf(answer)
  const spec = fieldSpec(kind, field)
  if (value === undefined || !spec) return undefined
  if (Array.isArray(value)) return value.map((code) => (spec.list ? label(context, spec.list, code) : code)).join('; ')
  if (typeof value === 'number') return String(value)
  if (spec.kind === 'commune') return communeWords(value)
  if (spec.kind === 'date') return shortDay(value)
  if (spec.kind === 'time') return timeWords(context, new Date(value))
  if (spec.kind === 'yesno') return label(context, 'yesno', value)
  if (field === 'category') return context.locales.text('vi', 'cases', `category.${value}`)
  return spec.list ? label(context, spec.list, value) : value
}

function communeWords(code: string): string {
  const commune = communeByCode(code)
  return commune ? communeTitle(commune) : code
}

/** The line of one field, with the machine's word marked as unconfirmed. */
export function fieldLine(context: PaperContext, title: string, part: Part | undefined, field: string): Block {
  return line(title, said(context, part, field), isUnconfirmed(part, field) ? words(context, 'answer.machine') : undefined)
}

export function isUnconfirmed(part: Part | undefined, field: string): boolean {
  const { source, version } = standingOf(part, field)
  return source === 'machine' && version > 0
}

/** The head with number and date; `kind` is the paper's abbreviation (BC, CV). */
export function headOf(context: Omit<PaperContext, 'view' | 'officer'>, kind: string): Block {
  const { name, papers } = context.centre
  const agency = papers.abbreviation
  return letterHead({
    parent: papers.parent,
    agency: name.vi,
    state: words(context, 'head.state'),
    motto: words(context, 'head.motto'),
    number: context.number === undefined ? words(context, 'head.noNumber', { kind, agency }) : words(context, 'head.number', { number: String(context.number).padStart(2, '0'), kind, agency }),
    placeDate: words(context, 'head.date', { place: papers.place, ...dateWords(context.now, context.centre.timeZone) }),
  })
}

/** Our own housekeeping: in the record, and no measure for a child. */
const INSIDE: readonly string[] = ['paper.signed', 'assigned']

/** What was done for the child, oldest first. */
export function doneFor({ view }: Pick<PaperContext, 'view'>): CaseView['events'] {
  return view.events.filter(({ kind }) => !INSIDE.includes(kind))
}

/** Who wrote it, and the head: whoever signs here stands under a title of their own, and nobody under the head's but the head. */
export function signedByRole(context: PaperContext): Block {
  const { titles } = context.centre.papers
  const [name, isHead] = [context.number === undefined ? '' : context.officer.name, context.officer.role === 'head']
  const how = words(context, 'sign.how')
  return signatures([{ title: titles.preparer, how, name: isHead ? '' : name }, { title: titles.head, how, name: isHead ? name : '' }])
}

/** What stands in red on top: a draft until signed, the trial Centre always. */
export function marksOf(context: Pick<PaperContext, 'locales' | 'centre' | 'number'>, ...more: string[]): string[] {
  return [...(context.number === undefined ? [words(context, 'mark.draft')] : []), ...more, ...(context.centre.demo ? [words(context, 'mark.trial')] : [])]
}
