/** Mẫu số 01 (NĐ 56/2017, Điều 25 khoản 1): report on information received about one child. */
import { textOf, valueOf } from '../answers.ts'
import type { PartKind } from '../fields.ts'
import { standingOf, type Part } from '../store.ts'
import { dateWords, fieldLine, headOf, isUnconfirmed, label, marksOf, partsOf, said, words, type PaperContext } from './context.ts'
import { line, paragraph, section, signatures, toWord, type Block } from './word.ts'

/** The fields the form prints, for the rule that a signature needs every one confirmed. */
const PRINTED: readonly (readonly [PartKind, readonly string[]])[] = [
  ['child', ['name', 'birthDate', 'age', 'sex', 'childGroup', 'condition', 'consequence', 'carer']],
  ['household', ['fatherName', 'fatherAge', 'fatherWork', 'motherName', 'motherAge', 'motherWork', 'circumstances']],
  ['reporter', ['kind', 'name', 'phone', 'address', 'note']],
  ['concern', ['place', 'commune', 'communeOld']],
  ['measure', ['what', 'by', 'when']],
]

/** Printed fields that only the machine has filled: an officer signs for what they confirmed. */
export function unconfirmedInMau01(context: PaperContext, childId: string | undefined): string[] {
  return PRINTED.flatMap(([kind, fields]) => partsOf(context, kind)
    .filter((part) => kind !== 'child' || childId === undefined || part.id === childId)
    .flatMap((part) => fields.filter((field) => isUnconfirmed(part, field)).map((field) => `${kind}.${field}`)))
}

/** The filled form of one child (the first, unless told). */
export async function mau01(context: PaperContext, childId?: string): Promise<Buffer> {
  const child = partsOf(context, 'child').find(({ id }) => childId === undefined || id === childId)
  const blocks: Block[] = [
    paragraph(words(context, 'mau01.form'), { align: 'right', bold: true, size: 24 }),
    headOf(context, 'BC'),
    paragraph(words(context, 'mau01.title'), { bold: true, align: 'center', before: 240 }),
    paragraph(words(context, 'mau01.subtitle', { group: (said(context, child, 'childGroup') ?? words(context, 'mau01.noGroup')).toLocaleUpperCase('vi') }), { bold: true, align: 'center' }),
    section(words(context, 'mau01.a')),
    ...sourceLines(context),
    ...childLines(context, child),
    ...reporterLines(context),
    signatures([{ title: context.centre.papers.titles.receiver, how: words(context, 'sign.how'), name: context.number === undefined ? '' : context.officer.name }]),
    paragraph(words(context, 'mau01.note', { number: context.view.record.number }), { italics: true, size: 20, before: 120 }),
  ]
  return toWord({ title: words(context, 'mau01.form'), marks: marksOf(context), foot: words(context, 'mark.secret'), blocks })
}

function sourceLines(context: PaperContext): Block[] {
  const { view, centre } = context
  const [reporter] = partsOf(context, 'reporter')
  const kind = textOf(standingOf(reporter, 'kind').answer)
  const via = viaWords(context)
  const byAnother = kind !== undefined && kind !== 'child' && kind !== 'unknown'
  return [
    section(words(context, 'mau01.s1')),
    line(words(context, 'mau01.via'), byAnother ? words(context, 'mau01.by', { via, reporter: label(context, 'reporter', kind).toLocaleLowerCase('vi') }) : via),
    line(words(context, 'mau01.time'), words(context, 'mau01.timeValue', dateWords(view.record.firstInboundAt, centre.timeZone))),
  ]
}

/** The form knows three ways; a chat is printed as a telephone with its channel named (law.md §8.7: to be settled). */
function viaWords(context: PaperContext): string {
  const [contact] = partsOf(context, 'contact')
  const [conversation] = context.view.conversations
  const via = textOf(standingOf(contact, 'via').answer) ?? conversation?.channel
  if (via === 'walk-in' || via === 'home-visit') return words(context, 'mau01.viaWalkIn')
  if (via === undefined || via === 'phone') return words(context, 'mau01.viaPhone')
  return words(context, 'mau01.viaChat', { channel: label(context, 'channel', via) })
}

function childLines(context: PaperContext, child: Part | undefined): Block[] {
  const [household] = partsOf(context, 'household')
  const parent = (who: 'father' | 'mother') => [fieldLine(context, words(context, `mau01.${who}`), household, `${who}Name`), pair(context, household, who)]
  return [
    section(words(context, 'mau01.s2')),
    fieldLine(context, words(context, 'mau01.name'), child, 'name'),
    fieldLine(context, words(context, 'mau01.birth'), child, 'birthDate'),
    fieldLine(context, words(context, 'mau01.orAge'), child, 'age'),
    line(words(context, 'mau01.sex'), sexBoxes(context, child)),
    placeLine(context),
    fieldLine(context, words(context, 'mau01.condition'), child, 'condition'),
    fieldLine(context, words(context, 'mau01.consequence'), child, 'consequence'),
    ...parent('father'),
    ...parent('mother'),
    fieldLine(context, words(context, 'mau01.circumstances'), household, 'circumstances'),
    fieldLine(context, words(context, 'mau01.carer'), child, 'carer'),
    ...measureLines(context),
  ]
}

/** Age and work of a parent, side by side as in the form. */
function pair(context: PaperContext, household: Part | undefined, who: 'father' | 'mother'): Block {
  const [age, work] = [said(context, household, `${who}Age`), said(context, household, `${who}Work`)]
  return paragraph(`${words(context, 'mau01.age')}: ${age ?? '…………'}    ${words(context, 'mau01.work')}: ${work ?? '…………………………………………'}`)
}

function sexBoxes(context: PaperContext, child: Part | undefined): string {
  const answer = standingOf(child, 'sex').answer
  const sex = answer.status === 'value' ? valueOf(answer) : answer.status
  const box = (on: boolean, text: string) => `${on ? '☒' : '☐'} ${text}`
  return [
    box(sex === 'male', words(context, 'mau01.male')),
    box(sex === 'female', words(context, 'mau01.female')),
    box(sex === 'unknown' || sex === 'other', words(context, 'mau01.sexUnknown')),
  ].join('     ')
}

/** The place as told, with today's commune and, where the person named it, the former one. */
function placeLine(context: PaperContext): Block {
  const [concern] = partsOf(context, 'concern')
  const [place, commune, old] = [said(context, concern, 'place'), said(context, concern, 'commune'), said(context, concern, 'communeOld')]
  const today = commune !== undefined && old !== undefined ? words(context, 'mau01.communeWas', { commune, old }) : commune
  const whole = place !== undefined && today !== undefined && place !== commune ? words(context, 'mau01.placeWithCommune', { place, commune: today }) : (today ?? place)
  const mark = isUnconfirmed(concern, 'place') || isUnconfirmed(concern, 'commune') ? words(context, 'answer.machine') : undefined
  return line(words(context, 'mau01.place'), whole, mark)
}

function measureLines(context: PaperContext): Block[] {
  const measures = partsOf(context, 'measure')
  const told = measures.map((part) => ['what', 'by', 'when'].map((field) => said(context, part, field)).filter((one) => one !== undefined).join(', '))
  const mark = measures.some((part) => isUnconfirmed(part, 'what')) ? words(context, 'answer.machine') : undefined
  return [line(words(context, 'mau01.measures'), told.length === 0 ? undefined : told.join('; '), mark)]
}

function reporterLines(context: PaperContext): Block[] {
  const [reporter] = partsOf(context, 'reporter')
  if (said(context, reporter, 'keepSecret') === label(context, 'yesno', 'yes')) return [section(words(context, 'mau01.s3')), paragraph(words(context, 'mau01.keptSecret'))]
  return [
    section(words(context, 'mau01.s3')),
    fieldLine(context, words(context, 'mau01.reporterName'), reporter, 'name'),
    fieldLine(context, words(context, 'mau01.reporterPhone'), reporter, 'phone'),
    fieldLine(context, words(context, 'mau01.reporterAddress'), reporter, 'address'),
    fieldLine(context, words(context, 'mau01.reporterNote'), reporter, 'note'),
  ]
}
