/** The follow-up and the closing report of a case: what was known, who was told, which terms were kept, how it ended. */
import { textOf, valueOf } from '../answers.ts'
import { standingOf, type Part } from '../store.ts'
import { countLevels, LEVELS } from './assessmentRows.ts'
import { dateWords, doneFor, headOf, label, marksOf, partsOf, said, timeWords, words, type PaperContext } from './context.ts'
import { line, paragraph, section, signatures, table, toWord, type Block } from './word.ts'

export async function progressReport(context: PaperContext, kind: 'follow-up-report' | 'closing-report'): Promise<Buffer> {
  const title = words(context, kind === 'closing-report' ? 'closing.title' : 'closing.followUpTitle')
  const blocks: Block[] = [
    headOf(context, words(context, 'closing.kind')),
    paragraph(title, { bold: true, align: 'center', before: 240 }),
    paragraph(words(context, 'closing.subtitle', { number: context.view.record.number }), { align: 'center' }),
    section(words(context, 'closing.children')),
    ...partsOf(context, 'child').map((child) => paragraph(childWords(context, child))),
    ...concernLines(context),
    ...referralTable(context),
    ...clockTable(context),
    ...stepLines(context),
    ...(kind === 'closing-report' ? outcomeLines(context) : []),
    signatures([
      { title: context.centre.papers.titles.preparer, how: words(context, 'sign.how'), name: context.officer.name },
      { title: context.centre.papers.titles.approver, how: words(context, 'sign.how'), name: '' },
    ]),
  ]
  return toWord({ title, marks: marksOf(context), foot: words(context, 'mark.secret'), blocks })
}

function childWords(context: PaperContext, child: Part): string {
  const unknown = words(context, 'answer.unknown')
  const age = valueOf(standingOf(child, 'age').answer)
  const parts = [said(context, child, 'name'), typeof age === 'number' ? words(context, 'closing.ageYears', { age }) : undefined, said(context, child, 'sex'), said(context, child, 'commune')]
  const [name = unknown, years = unknown, sex = unknown, place = unknown] = parts
  return words(context, 'closing.childLine', { name, age: years, sex, place })
}

function concernLines(context: PaperContext): Block[] {
  const { record } = context.view
  const assessment = partsOf(context, 'assessment').at(-1)
  const { harm, protection } = countLevels((id) => valueOf(standingOf(assessment, id).answer))
  const counts = (count: typeof harm) => words(context, 'mau02.counts', Object.fromEntries(LEVELS.map((level) => [level, count[level]])))
  const assessed = `${words(context, 'closing.harm')}: ${counts(harm)}; ${words(context, 'closing.protection')}: ${counts(protection)}`
  return [
    section(words(context, 'closing.concerns')),
    line(words(context, 'closing.received'), timeWords(context, record.firstInboundAt)),
    line(words(context, 'closing.urgency'), label(context, 'urgency', record.urgency)),
    ...partsOf(context, 'concern').map((part) => concernLine(context, part)),
    ...(assessment ? [line(words(context, 'closing.lastAssessment'), assessed)] : []),
  ]
}

function concernLine(context: PaperContext, concern: Part): Block {
  const about = ['form', 'environment', 'description'].map((field) => said(context, concern, field)).filter((one) => one !== undefined)
  return line(said(context, concern, 'category') ?? words(context, 'answer.unknown'), about.length === 0 ? undefined : about.join('; '))
}

function referralTable(context: PaperContext): Block[] {
  const word = (key: string) => context.locales.text('vi', 'cases', key)
  const sent = context.view.referrals.filter(({ sentAt }) => sentAt !== null)
  const rows = sent.map(({ bodyKind, sentAt, state, reason }) => [
    label(context, 'body', bodyKind),
    sentAt ? day(context, sentAt) : '',
    [word(`referralState.${state}`), ...(reason === null ? [] : [word(`referralReason.${reason}`)])].join(': '),
  ])
  const head = [words(context, 'closing.body'), words(context, 'closing.sent'), words(context, 'closing.answer')]
  return [section(words(context, 'closing.referrals')), rows.length === 0 ? paragraph(words(context, 'closing.noReferral')) : table([2, 1, 2], [head, ...rows])]
}

function clockTable(context: PaperContext): Block[] {
  return [section(words(context, 'closing.clocks')), clockRows(context)]
}

/** The terms of a case with their ends and how they were kept; the incident report shows the same. */
export function clockRows(context: PaperContext): Block {
  const word = (key: string) => context.locales.text('vi', 'cases', key)
  return table([3, 3, 1], [
    ['clock', 'due', 'kept'].map((key) => words(context, `closing.${key}`)),
    ...context.view.clocks.map(({ id, dueAt, state }) => [word(`clock.${id}`), timeWords(context, dueAt), word(`clockState.${state}`)]),
  ])
}

function stepLines(context: PaperContext): Block[] {
  return [section(words(context, 'closing.steps')), ...doneFor(context).map(({ kind, at, detail }) => {
    const about = detail['body'] === undefined ? undefined : label(context, 'body', detail['body'])
    return paragraph(`${day(context, at)} – ${context.locales.text('vi', 'cases', `event.${kind}`)}${about === undefined ? '' : `: ${about}`}`, { before: 0 })
  })]
}

function outcomeLines(context: PaperContext): Block[] {
  const { outcome, state } = context.view.record
  const last = partsOf(context, 'decision').findLast((part) => textOf(standingOf(part, 'what').answer) === 'propose-closing')
  if (outcome === null || (state !== 'closing' && state !== 'closed')) return [section(words(context, 'closing.outcome')), paragraph(words(context, 'closing.notClosed'))]
  return [
    section(words(context, 'closing.outcome')),
    line(words(context, 'closing.result'), label(context, 'outcome', outcome)),
    line(words(context, 'closing.reason'), said(context, last, 'why')),
  ]
}

function day(context: PaperContext, instant: Date): string {
  const { day: date, month, year } = dateWords(instant, context.centre.timeZone)
  return `${date}/${month.padStart(2, '0')}/${year}`
}
