/** Word's own charts, which the Centre can restyle and whose figures it can open: drawn by Word and LibreOffice, not by us. */
import { AlignmentType, Paragraph } from 'docx'
import { ChartRun } from 'docx/charts'

/** Dark enough for print in grey, apart enough for eyes that see few colours. */
const COLOURS = ['1F5F7A', 'C9722B', '7A8F3C', '8A5A83', '5B6770'] as const
const FONT = 'Times New Roman'
const [WIDTH, BAR_HEIGHT, AROUND, COLUMNS_HEIGHT] = [600, 26, 46, 300]
/** More bars than this are no picture any more; the table below has all. */
export const MOST_BARS = 12

/** A figure that may not be told is null: no bar, and nothing of it in the file. */
export type BarFigure = { label: string; value: number | null }

/** Lying bars, the first on top, each with its number. `alt` is read out instead of the picture. */
export function barChart({ bars, name, alt }: { bars: readonly BarFigure[]; name: string; alt: string }): Paragraph {
  const shown = bars.slice(0, MOST_BARS).toReversed()
  return placed(new ChartRun({
    ...looks(alt),
    type: 'bar',
    categories: shown.map(({ label }) => label.normalize('NFC')),
    series: [{ name: name.normalize('NFC'), values: shown.map(({ value }) => value), color: COLOURS[0] }],
    legend: false,
    gapWidth: 45,
    transformation: { width: WIDTH, height: shown.length * BAR_HEIGHT + AROUND },
    dataLabels: { value: true, numberFormat: '#,##0', font: { size: 10 } },
    valueAxis: { minimum: 0, visible: false, gridlines: false },
    categoryAxis: { font: { size: 10 } },
  }))
}

/** Standing stacked columns: one a category, one colour a series. */
export function stackedChart({ categories, series, alt }: { categories: readonly string[]; series: readonly { name: string; values: readonly (number | null)[] }[]; alt: string }): Paragraph {
  return placed(new ChartRun({
    ...looks(alt),
    type: 'column',
    stacking: 'stacked',
    categories: categories.map((one) => one.normalize('NFC')),
    series: series.map(({ name, values }, at) => ({ name: name.normalize('NFC'), values, color: COLOURS[at % COLOURS.length] ?? COLOURS[0] })),
    gapWidth: 60,
    transformation: { width: WIDTH, height: COLUMNS_HEIGHT },
    dataLabels: { value: true, numberFormat: '#,##0;;', font: { size: 9, color: 'FFFFFF' } },
    valueAxis: { minimum: 0, font: { size: 9 } },
    categoryAxis: { font: { size: 10 } },
  }))
}

function looks(alt: string) {
  return { font: { name: FONT }, chartArea: { fill: 'none', border: 'none' } as const, altText: { name: 'chart', description: alt.normalize('NFC') } }
}

function placed(chart: ChartRun): Paragraph {
  return new Paragraph({ children: [chart], alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 60, after: 60 } })
}
