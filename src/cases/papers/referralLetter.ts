/** The letter that passes a case, or part of it, to a body: only the fields chosen one by one stand in it. */
import { communeByCode, communeTitle } from '../../directory/index.ts'
import { PART_KINDS, type PartKind } from '../fields.ts'
import type { ReferralView } from '../referralStore.ts'
import { headOf, label, marksOf, signedByRole, shortDay, timeWords, valueWords, words, type PaperContext } from './context.ts'
import { paragraph, section, table, toWord, type Block } from './word.ts'

/** `toName`: the receiving body by name; the commune's committee when the directory has none. */
export async function referralLetter(context: PaperContext, referral: ReferralView, toName: string | undefined): Promise<Buffer> {
  const { view, centre } = context
  const rows = leavingRows(context, referral)
  const blocks: Block[] = [
    headOf(context, words(context, 'letter.kind')),
    paragraph(words(context, 'letter.title'), { italics: true, size: 24, align: 'left' }),
    paragraph(words(context, 'letter.to', { body: toName ?? bodyName(context, referral) }), { bold: true, align: 'center', before: 240 }),
    paragraph(words(context, 'letter.intro', { centre: centre.name.vi, number: view.record.number, time: timeWords(context, view.record.firstInboundAt) }), { align: 'both', indent: true, before: 240 }),
    paragraph(words(context, 'letter.ground', { ground: groundWords(context, referral) }), { align: 'both', indent: true }),
    section(words(context, 'letter.what')),
    rows.length === 0 ? paragraph(words(context, 'letter.nothing')) : table([2, 3], [[words(context, 'letter.field'), words(context, 'letter.value')], ...rows.map(({ label, value }) => [label, value])]),
    ...clockLine(context),
    paragraph(words(context, 'letter.ask', { centre: centre.name.vi, phone: centre.numbers.hotline.number }), { align: 'both', indent: true }),
    paragraph(words(context, 'letter.secret'), { align: 'both', indent: true, italics: true }),
    signedByRole(context),
  ]
  return toWord({ title: words(context, 'letter.title'), marks: marksOf(context), foot: words(context, 'mark.secret'), blocks })
}

/** What left, as it left; before sending, what is chosen now. */
export function leavingRows(context: PaperContext, { sent, chosen }: ReferralView): { part: PartKind; label: string; value: string }[] {
  const leaving = sent ?? context.view.parts.flatMap((part) => [...part.fields].flatMap(([field, { answer }]) => (
    chosen.includes(`${part.id}.${field}`) ? [{ part: part.kind, partId: part.id, field, answer }] : [])))
  return PART_KINDS.flatMap((kind) => leaving.filter(({ part }) => part === kind).map(({ field, answer }) => ({
    part: kind,
    label: context.locales.text('vi', 'cases', `field.${kind}.${field}`),
    value: valueWords(context, kind, field, answer) ?? (answer.status === 'value' ? '' : context.locales.text('vi', 'cases', `answer.${answer.status}`)),
  })))
}

export function groundWords(context: PaperContext, { ground }: ReferralView): string {
  if (!ground) return '……………'
  return ground.kind === 'legal' ? label(context, 'legalGround', ground.article) : words(context, 'letter.groundConsent', { date: shortDay(ground.on) })
}

export function bodyName(context: PaperContext, { bodyKind }: ReferralView): string {
  const code = context.view.parts.flatMap((part) => {
    const standing = part.kind === 'concern' ? part.fields.get('commune')?.answer : undefined
    return standing?.status === 'value' && typeof standing.value === 'string' ? [standing.value] : []
  })[0]
  const commune = code === undefined ? undefined : communeByCode(code)
  return bodyKind === 'commune' && commune ? words(context, 'letter.commune', { commune: communeTitle(commune) }) : label(context, 'body', bodyKind)
}

/** The 12 hours, when they run for this case. */
function clockLine(context: PaperContext): Block[] {
  const clock = context.view.clocks.find(({ id }) => id === 'emergency')
  return clock ? [paragraph(words(context, 'letter.clock', { due: timeWords(context, clock.dueAt) }), { align: 'both', indent: true, before: 160 })] : []
}
