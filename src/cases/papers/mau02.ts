/** The initial assessment after Mẫu số 02: levels counted in two blocks; marked as a reconstruction until somebody has checked it. */
import { valueOf } from '../answers.ts'
import { standingOf } from '../store.ts'
import { ASSESSMENT, countLevels, isLevel, LEVELS, suggestedConclusion, type Count } from './assessmentRows.ts'
import { headOf, label, marksOf, partsOf, said, words, type PaperContext } from './context.ts'
import { line, paragraph, section, signatures, table, toWord, type Block } from './word.ts'

const NEEDS = ['needHome', 'needMedical', 'needSafety', 'needMind'] as const

/** The assessment of that id, or the latest. */
export async function mau02(context: PaperContext, assessmentId?: string): Promise<Buffer> {
  const assessment = assessmentId === undefined ? partsOf(context, 'assessment').at(-1) : partsOf(context, 'assessment').find(({ id }) => id === assessmentId)
  const [child] = partsOf(context, 'child')
  const levelOf = (id: string) => valueOf(standingOf(assessment, id).answer)
  const counted = countLevels(levelOf)
  const suggested = label(context, 'conclusion', suggestedConclusion(counted)).toLocaleLowerCase('vi')
  const blocks: Block[] = [
    paragraph(words(context, 'mau02.form'), { align: 'right', bold: true, size: 24 }),
    headOf(context, 'BC'),
    paragraph(ASSESSMENT.title.toLocaleUpperCase('vi'), { bold: true, align: 'center', before: 240 }),
    line(words(context, 'mau02.name'), said(context, child, 'name')),
    line(words(context, 'mau02.assessor'), said(context, assessment, 'assessor')),
    line(words(context, 'mau02.date'), said(context, assessment, 'assessedOn')),
    section(words(context, 'mau02.s1')),
    ...ASSESSMENT.blocks.map(({ id, title, rows }) => table([3, 4], [
      [title, words(context, 'mau02.level')],
      ...rows.map((row) => [row.text, levelWords(context, row.levels, levelOf(row.id))]),
      [words(context, 'mau02.total'), countWords(context, counted[id])],
    ])),
    line(words(context, 'mau02.conclusion'), said(context, assessment, 'conclusion')),
    ...(counted.complete ? [paragraph(words(context, 'mau02.suggested', { conclusion: suggested }), { italics: true, size: 22 })] : []),
    section(words(context, 'mau02.s2')),
    table([2, 3], [
      [words(context, 'mau02.need'), words(context, 'mau02.service')],
      ...NEEDS.map((field) => [context.locales.text('vi', 'cases', `field.assessment.${field}`), said(context, assessment, field) ?? '']),
    ]),
    signatures([{ title: context.centre.papers.titles.assessor, how: words(context, 'sign.how'), name: context.number === undefined ? '' : context.officer.name }]),
    paragraph(words(context, 'mau02.source', { source: ASSESSMENT.source }), { italics: true, size: 20, before: 240 }),
  ]
  const marks = ASSESSMENT.verifiedOn === null ? [words(context, 'mark.reconstructed')] : []
  return toWord({ title: ASSESSMENT.title, marks: marksOf(context, ...marks), foot: words(context, 'mark.secret'), blocks })
}

function levelWords(context: PaperContext, levels: Readonly<Record<'high' | 'medium' | 'low', string>>, level: unknown): string {
  return isLevel(level) ? `${label(context, 'level', level)} (${levels[level]})` : words(context, 'mau02.notYet')
}

function countWords(context: PaperContext, count: Count): string {
  return words(context, 'mau02.counts', Object.fromEntries(LEVELS.map((level) => [level, count[level]])))
}
