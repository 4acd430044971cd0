/**
 * Mẫu số 08, the notice of a breach of personal data (NĐ 356/2025 Điều 28). Its printed form was not found: the paper holds
 * what Luật 91/2025 Điều 23 asks for, and says on every page that it is a reconstruction.
 */
import type { Breach } from '../breaches.ts'
import { headOf, marksOf, timeWords, words, type PaperContext } from './context.ts'
import { line, paragraph, section, signatures, toWord, type Block } from './word.ts'

export type BreachPaperContext = Omit<PaperContext, 'view'>

export async function mau08(context: BreachPaperContext, breach: Breach): Promise<Buffer> {
  const { centre } = context
  const say = (key: string, params: Record<string, string | number> = {}) => words(context, `mau08.${key}`, params)
  const blocks: Block[] = [
    headOf(context, say('kind')),
    paragraph(say('title'), { bold: true, align: 'center', before: 240 }),
    paragraph(say('to'), { bold: true, align: 'center', before: 120 }),
    paragraph(say('basis', { centre: centre.name.vi }), { align: 'both', indent: true, before: 160 }),
    section(say('s1')),
    line(say('centre'), centre.name.vi),
    line(say('officer'), centre.papers.dataOfficer === '' ? undefined : centre.papers.dataOfficer),
    line(say('contact'), breach.contact),
    section(say('s2')),
    line(say('discovered'), timeWords(context, breach.discoveredAt)),
    line(say('what'), breach.what),
    line(say('whose'), breach.whose),
    line(say('howMany'), String(breach.howMany)),
    section(say('s3')),
    line(say('consequences'), breach.consequences),
    section(say('s4')),
    line(say('measures'), breach.measures),
    paragraph(say('due', { due: timeWords(context, breach.dueAt) }), { italics: true, before: 160 }),
    ...(context.now > breach.dueAt && breach.notifiedAt === null ? [line(say('late'), undefined)] : []),
    paragraph(say('noNames'), { italics: true, size: 22 }),
    signatures([{ title: centre.papers.titles.preparer, how: words(context, 'sign.how'), name: context.officer.name }, { title: centre.papers.titles.head, how: words(context, 'sign.how'), name: '' }]),
  ]
  return toWord({ title: say('title'), marks: marksOf(context, words(context, 'mark.reconstructed')), foot: say('title'), blocks })
}
