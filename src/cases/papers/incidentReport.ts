/** The report at once on an incident (plan VI.2), from one case: what, where, what was done. No child is named in it. */
import { standingOf } from '../store.ts'
import { textOf, valueOf } from '../answers.ts'
import { doneFor, headOf, label, marksOf, signedByRole, partsOf, said, timeWords, words, type PaperContext } from './context.ts'
import { clockRows } from './progressReport.ts'
import { line, paragraph, section, toWord, type Block } from './word.ts'

/** `type`: the kind named in the plan, in words (reports/groups.json gives it by category). */
export async function incidentReport(context: PaperContext, request: { type?: string; ask?: string }): Promise<Buffer> {
  const { record } = context.view
  const [concern] = partsOf(context, 'concern')
  const title = words(context, 'incident.title')
  const about = ['category', 'form', 'environment'].map((field) => said(context, concern, field)).filter((one) => one !== undefined)
  const measures = doneFor(context).map(({ kind, at, detail }) => {
    const body = detail['body'] === undefined ? '' : ` (${label(context, 'body', detail['body'])})`
    return `${timeWords(context, at)}: ${context.locales.text('vi', 'cases', `event.${kind}`)}${body}`
  })
  const blocks: Block[] = [
    headOf(context, words(context, 'incident.kind')),
    paragraph(title, { bold: true, align: 'center', before: 240 }),
    paragraph(words(context, 'incident.subtitle', { number: record.number }), { bold: true, align: 'center' }),
    line(words(context, 'incident.type'), request.type ?? words(context, 'incident.otherType')),
    line(words(context, 'incident.received'), timeWords(context, record.firstInboundAt)),
    line(words(context, 'incident.place'), said(context, concern, 'commune')),
    ...partsOf(context, 'child').map((child) => line(words(context, 'incident.child'), [sexOf(context, child), ageOf(context, child)].join(', '))),
    line(words(context, 'incident.what'), about.length === 0 ? undefined : about.join('; ')),
    ...partsOf(context, 'harmer').map((harmer) => line(words(context, 'incident.harmer'), said(context, harmer, 'relation'))),
    section(words(context, 'incident.done')),
    ...(measures.length === 0 ? [paragraph('……')] : measures.map((text) => paragraph(text))),
    section(words(context, 'incident.terms')),
    clockRows(context),
    section(words(context, 'incident.ask')),
    paragraph(request.ask ?? '……'),
    signedByRole(context),
  ]
  return toWord({ title, marks: marksOf(context), foot: words(context, 'mark.secret'), blocks })
}

function sexOf(context: PaperContext, child: Parameters<typeof standingOf>[0]): string {
  const sex = textOf(standingOf(child, 'sex').answer)
  return sex === undefined ? words(context, 'answer.unknown') : label(context, 'sex', sex)
}

function ageOf(context: PaperContext, child: Parameters<typeof standingOf>[0]): string {
  const age = valueOf(standingOf(child, 'age').answer)
  return typeof age === 'number' ? words(context, 'closing.ageYears', { age }) : words(context, 'answer.unknown')
}
