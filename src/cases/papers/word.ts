/** Pieces of an official Vietnamese paper (Nghị định 30/2020/NĐ-CP: A4, Times New Roman, margins 20/20/30/15 mm) as docx elements. */
import {
  AlignmentType, BorderStyle, convertMillimetersToTwip, Document, Footer, Header, LeaderType, Packer, PageNumber, Paragraph, Tab, Table, TableCell, TableRow,
  TabStopType, TextRun, VerticalAlign, WidthType,
} from 'docx'

const FONT = 'Times New Roman'
/** Half points: 13 pt. */
const SIZE = 26
const SMALL = 22
const TEXT_WIDTH = convertMillimetersToTwip(210 - 30 - 15)
const RED = 'C00000'
/** In twips, as Word itself writes it. */
const A4 = { width: 11_906, height: 16_838 }
const MARGIN = { top: convertMillimetersToTwip(20), bottom: convertMillimetersToTwip(20), left: convertMillimetersToTwip(30), right: convertMillimetersToTwip(15) }

export type Block = Paragraph | Table

/** A run of text, always NFC: a decomposed letter prints its mark beside it. */
function run(text: string, style: { bold?: boolean; italics?: boolean; size?: number; color?: string } = {}): TextRun {
  return new TextRun({ text: text.normalize('NFC'), font: FONT, size: SIZE, ...style })
}

export function paragraph(
  text: string,
  style: { bold?: boolean; italics?: boolean; align?: 'left' | 'center' | 'both' | 'right'; size?: number; indent?: boolean; before?: number; keepNext?: boolean } = {},
): Paragraph {
  const { align, indent, before, keepNext, ...letters } = style
  return new Paragraph({
    children: [run(text, letters)],
    alignment: align === 'both' ? AlignmentType.JUSTIFIED : align === 'center' ? AlignmentType.CENTER : align === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
    spacing: { before: before ?? 40, after: 40 },
    ...(indent ? { indent: { firstLine: convertMillimetersToTwip(10) } } : {}),
    ...(keepNext ? { keepNext: true } : {}),
  })
}

export function section(text: string): Paragraph {
  return paragraph(text, { bold: true, before: 160, keepNext: true })
}

/** "Họ và tên: …": label and answer; without an answer, dots to the margin for the pen. `mark` follows in italics. */
export function line(label: string, answer: string | undefined, mark?: string): Paragraph {
  const noted = mark === undefined ? [] : [run(` ${mark}`, { italics: true, size: SMALL, color: RED })]
  const filled = answer === undefined ? [new TextRun({ children: [new Tab()], font: FONT, size: SIZE })] : [run(answer), ...noted]
  return new Paragraph({
    children: [run(label.endsWith('?') ? `${label} ` : `${label}: `), ...filled],
    tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH, leader: LeaderType.DOT }],
    spacing: { before: 40, after: 40 },
  })
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE } as const

/** The head of every official paper: who writes on the left, the state's name and motto on the right, number and date below. */
export function letterHead(head: { parent: string; agency: string; state: string; motto: string; number: string; placeDate: string }): Table {
  const cell = (share: number, children: Paragraph[]) => new TableCell({ children, width: { size: share, type: WidthType.PERCENTAGE }, borders: NO_BORDERS })
  const centred = (text: string, style: { bold?: boolean; italics?: boolean; size?: number } = {}) => paragraph(text, { ...style, align: 'center', before: 0 })
  // The rule under the motto, as long as the motto; under the agency, a third of its width.
  const ruled = (text: string, inset: number) => new Paragraph({
    children: [run(text, { bold: true, size: SIZE })], alignment: AlignmentType.CENTER, spacing: { after: 60 }, indent: { left: inset, right: inset },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 2 } },
  })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: [Math.round(TEXT_WIDTH * 0.4), Math.round(TEXT_WIDTH * 0.6)],
    borders: NO_BORDERS,
    rows: [
      new TableRow({ children: [cell(40, [...(head.parent === '' ? [] : [centred(head.parent.toLocaleUpperCase('vi'), { size: 24 })]), ruled(head.agency.toLocaleUpperCase('vi'), 200)]), cell(60, [centred(head.state, { bold: true, size: 24 }), ruled(head.motto, 900)])] }),
      new TableRow({ children: [cell(40, [centred(head.number)]), cell(60, [centred(head.placeDate, { italics: true })])] }),
    ],
  })
}

/** A ruled table; the first row is its head and repeats on each page. `widths` are shares of the page. */
export function table(widths: readonly number[], rows: readonly (readonly string[])[]): Table {
  const whole = widths.reduce((sum, one) => sum + one, 0)
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: widths.map((share) => Math.round((TEXT_WIDTH * share) / whole)),
    rows: rows.map((cells, at) => new TableRow({
      tableHeader: at === 0,
      cantSplit: true,
      children: cells.map((text) => new TableCell({
        verticalAlign: VerticalAlign.CENTER,
        margins: { left: 80, right: 80, top: 40, bottom: 40 },
        children: text.split('\n').map((part) => paragraph(part, { bold: at === 0, align: at === 0 ? 'center' : 'left', size: 24, before: 0 })),
      })),
    })),
  })
}

/** Where officers sign: one column each, on the right when there is one. */
export function signatures(columns: readonly { title: string; how: string; name: string }[]): Table {
  const all = columns.length === 1 ? [undefined, ...columns] : columns
  const share = 100 / all.length
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: all.map(() => Math.round(TEXT_WIDTH / all.length)),
    borders: NO_BORDERS,
    rows: [new TableRow({
      cantSplit: true,
      children: all.map((one) => new TableCell({
        width: { size: share, type: WidthType.PERCENTAGE },
        borders: NO_BORDERS,
        children: one ? [
          paragraph(one.title, { bold: true, align: 'center', before: 240 }),
          paragraph(one.how, { italics: true, align: 'center', before: 0, size: 24 }),
          paragraph('', { before: 700 }),
          paragraph(one.name, { bold: true, align: 'center' }),
        ] : [paragraph('')],
      })),
    })],
  })
}

/** Two tables that touch become one in Word: a thin paragraph keeps them apart. */
function apart(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block, at) => (block instanceof Table && blocks[at - 1] instanceof Table ? [paragraph('', { before: 0, size: 8 }), block] : [block]))
}

/** The finished file. `marks` stand in red on top of every page (draft, reconstruction, trial). */
export async function toWord(paper: { title: string; marks: readonly string[]; foot: string; blocks: readonly Block[] }): Promise<Buffer> {
  const centred = (...children: TextRun[]) => new Paragraph({ alignment: AlignmentType.CENTER, children })
  const document = new Document({
    title: paper.title.normalize('NFC'),
    creator: 'Lắng Nghe',
    styles: { default: { document: { run: { font: FONT, size: SIZE, language: { value: 'vi-VN' } } } } },
    sections: [{
      properties: { page: { size: A4, margin: MARGIN } },
      headers: { default: new Header({ children: [centred(run(paper.marks.join(' · '), { bold: true, size: SMALL, color: RED }))] }) },
      footers: { default: new Footer({ children: [centred(run(`${paper.foot} · `, { size: 18 }), new TextRun({ children: [PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES], font: FONT, size: 18 }))] }) },
      children: apart(paper.blocks),
    }],
  })
  return Packer.toBuffer(document)
}
