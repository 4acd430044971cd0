/** The half-year and the annual report of the plan, as a Word file with tables and bars a head reads at a glance. Small figures are suppressed. */
import { barChart, dateWords, letterHead, MOST_BARS, paragraph, section, signatures, stackedChart, table, toWord, type Block } from '../cases/index.ts'
import type { Centre } from '../directory/index.ts'
import type { Locales } from '../locales.ts'
import type { Asking } from './calmly.ts'
import { OUTSIDE, type DimensionName } from './dimensions.ts'
import { labelOf } from './labels.ts'
import { yearBefore, type Period, type ReportKind } from './periods.ts'
import { pivot, type Pivot, type PivotQuery } from './pivot.ts'
import { HIDDEN } from './pivotSheet.ts'
import { contactsBy, serviceFigures } from './service.ts'
import { SMALLEST_GROUP, suppress } from './suppress.ts'

export type ReportRoom = { pool: Asking; centre: Centre; locales: Locales; now: Date }

export async function planReport(room: ReportRoom, { kind, period }: { kind: ReportKind; period: Period }): Promise<Buffer> {
  const { centre, locales, now } = room
  const say = (key: string, params: Record<string, string | number> = {}) => locales.text('vi', 'forms', key, params)
  const figures = await readFigures(room, period)
  const before = yearBefore(period)
  const previous = suppress(await count(room, before, 'cases', 'urgency')).total
  const subtitle = say(`report.subtitle-${kind}`, { year: period.to.slice(0, 4) })
  const { papers } = centre
  const blocks: Block[] = [
    letterHead({
      parent: papers.parent,
      agency: centre.name.vi,
      state: say('head.state'),
      motto: say('head.motto'),
      number: say('head.noNumber', { kind: say('report.kind'), agency: papers.abbreviation }),
      placeDate: say('head.date', { place: papers.place, ...dateWords(now, centre.timeZone) }),
    }),
    paragraph(say('report.titleHalf'), { bold: true, align: 'center', before: 240 }),
    paragraph(subtitle, { bold: true, align: 'center' }),
    paragraph(say('report.basis', { centre: centre.name.vi }), { align: 'both', indent: true, before: 160 }),
    paragraph(say('report.period', { from: dmy(period.from), to: dmy(period.to), before: dmy(before.from), beforeTo: dmy(before.to) }), { italics: true }),
    section(say('report.s1')),
    paragraph(say('report.summary', { contacts: figures.contacts.total ?? HIDDEN, cases: figures.urgency.total ?? HIDDEN, before: previous ?? HIDDEN }), { align: 'both', indent: true }),
    ...bars(room, say('report.byChannel'), 'channel', figures.contacts),
    ...bars(room, say('report.byUrgency'), 'urgency', figures.urgency),
    section(say('report.s2')),
    ...bars(room, say('report.by111'), 'group111', figures.group111),
    ...bars(room, say('report.byPlan'), 'plan', figures.plan),
    ...bars(room, say('report.byEnvironment'), 'environment', figures.environment),
    section(say('report.s3')),
    ...cross(room, say('report.byAge'), { rows: 'ageBand', columns: 'sex' }, figures.age),
    section(say('report.byCommune')),
    ...bars(room, '', 'commune', figures.commune),
    section(say('report.s5')),
    ...bars(room, say('report.byReferral'), 'referred', figures.referred),
    ...terms(room, figures.kept, figures.missed),
    section(say('report.s6')),
    await service(room, period),
    paragraph(say('report.hidden', { k: SMALLEST_GROUP }), { italics: true, size: 22, before: 160 }),
    paragraph(say('report.provisional', { time: say('mau01.timeValue', dateWords(now, centre.timeZone)) }), { italics: true, size: 22 }),
    signatures([{ title: papers.titles.preparer, how: say('sign.how'), name: '' }, { title: papers.titles.head, how: say('sign.how'), name: '' }]),
  ]
  return toWord({ title: subtitle, marks: [say('mark.draft'), ...(centre.demo ? [say('mark.trial')] : [])], foot: subtitle, blocks })
}

/** Every figure of the report, suppressed already. */
async function readFigures(room: ReportRoom, period: Period) {
  const cases = async (rows: DimensionName) => suppress(await count(room, period, 'cases', rows))
  const [urgency, group111, plan, environment, commune, referred, kept, missed] = await Promise.all([
    cases('urgency'), cases('group111'), cases('plan'), cases('environment'), cases('commune'), cases('referred'), cases('kept'), cases('missed'),
  ])
  const age = suppress(await pivot(room.pool, { ...period, count: 'children', rows: 'ageBand', columns: 'sex' }))
  const contacts = suppress(asPivot((await contactsBy(room.pool, 'channel', period)).map(({ code, contacts: n }) => [code, n])))
  return { urgency, group111, plan, environment, commune, referred, kept, missed, age, contacts }
}

function count({ pool }: ReportRoom, period: Period, what: PivotQuery['count'], rows: DimensionName): Promise<Pivot> {
  return pivot(pool, { ...period, count: what, rows })
}

/** A plain list of counts, so that it can be suppressed like any other. */
export function asPivot(counts: readonly (readonly [string, number])[]): Pivot {
  const total = counts.reduce((sum, [, n]) => sum + n, 0)
  return { rows: counts.map(([code]) => code), columns: [], cells: counts.map(() => []), rowTotals: counts.map(([, n]) => n), columnTotals: [], total, adds: true }
}

/** A chart and its table: one line a code with its number and share; the largest first. */
function bars(room: ReportRoom, title: string, name: DimensionName, figures: Pivot): Block[] {
  const say = (key: string, params: Record<string, string | number> = {}) => room.locales.text('vi', 'forms', key, params)
  const head = title === '' ? [] : [paragraph(title, { italics: true, keepNext: true, before: 180 })]
  if (figures.rows.length === 0) return [...head, paragraph(say('report.none'))]
  const lines = figures.rows
    .map((code, at) => ({ label: labelOf(room.locales, 'vi', name, code), value: figures.rowTotals[at] ?? null, named: code !== OUTSIDE && code !== 'unknown' }))
    .toSorted((a, b) => Number(b.named) - Number(a.named) || (b.value ?? 0) - (a.value ?? 0))
  // What is in no group stands in the table; the picture is of the groups.
  const drawn = lines.filter((one) => one.named)
  const share = (n: number | null) => (n === null || figures.total === null || figures.total === 0 ? HIDDEN : `${((100 * n) / figures.total).toLocaleString('vi', { maximumFractionDigits: 1 })} %`)
  const named = title === '' ? say('report.byCommune') : title
  return [
    ...head,
    ...(drawn.some(({ value }) => (value ?? 0) > 0) ? [barChart({ bars: drawn, name: say('report.number'), alt: altOf(room, named, drawn.slice(0, MOST_BARS)) })] : []),
    ...(drawn.length > MOST_BARS ? [paragraph(say('report.firstBars', { n: MOST_BARS }), { italics: true, size: 22, align: 'center', keepNext: true })] : []),
    table([6, 2, 2], [
      [say('report.code'), say('report.number'), say('report.share')],
      ...lines.map(({ label, value }) => [label, figure(value), share(value)]),
      ...(figures.adds ? [[room.locales.text('vi', 'cases', 'total'), figure(figures.total), '']] : []),
    ]),
  ]
}

/** The chart in words, for those who hear the paper instead of seeing it. */
function altOf({ locales }: ReportRoom, title: string, lines: readonly { label: string; value: number | null }[]): string {
  const figures = lines.map(({ label, value }) => `${label}: ${value === null ? locales.text('vi', 'forms', 'report.hiddenWord') : figure(value)}`).join('; ')
  return locales.text('vi', 'forms', 'report.chartAlt', { title, figures })
}

function cross(room: ReportRoom, title: string, { rows, columns }: { rows: DimensionName; columns: DimensionName }, figures: Pivot): Block[] {
  const { locales } = room
  if (figures.rows.length === 0) return [paragraph(title, { italics: true }), paragraph(locales.text('vi', 'forms', 'report.none'))]
  const categories = figures.rows.map((code) => labelOf(locales, 'vi', rows, code))
  const series = figures.columns.map((code, column) => ({ name: labelOf(locales, 'vi', columns, code), values: figures.cells.map((line) => line[column] ?? null) }))
  const lines = figures.rows.map((_, at) => ({ label: categories[at] ?? '', value: figures.rowTotals[at] ?? null }))
  const drawn = series.some(({ values }) => values.some((n) => (n ?? 0) > 0))
  return [
    paragraph(title, { italics: true, keepNext: true }),
    ...(drawn ? [stackedChart({ categories, series, alt: altOf(room, title, lines) })] : []),
    table([3, ...figures.columns.map(() => 2), 2], [
      [locales.text('vi', 'cases', `dimension.${rows}`), ...series.map(({ name }) => name), locales.text('vi', 'cases', 'total')],
      ...figures.rows.map((_, at) => [categories[at] ?? '', ...(figures.cells[at] ?? []).map(figure), figure(figures.rowTotals[at] ?? null)]),
      [locales.text('vi', 'cases', 'total'), ...figures.columnTotals.map(figure), figure(figures.total)],
    ]),
  ]
}

function terms(room: ReportRoom, kept: Pivot, missed: Pivot): Block[] {
  const say = (key: string) => room.locales.text('vi', 'forms', key)
  const of = (figures: Pivot, code: string) => (figures.rows.includes(code) ? figure(figures.rowTotals[figures.rows.indexOf(code)] ?? null) : '0')
  const codes = [...new Set([...kept.rows, ...missed.rows])]
  const head = paragraph(say('report.byKept'), { italics: true, keepNext: true })
  if (codes.length === 0) return [head, paragraph(say('report.none'))]
  return [head, table([4, 2, 2], [
    [say('report.term'), say('report.kept'), say('report.missed')],
    ...codes.map((code) => [labelOf(room.locales, 'vi', 'kept', code), of(kept, code), of(missed, code)]),
  ])]
}

async function service(room: ReportRoom, period: Period): Promise<Block> {
  const say = (key: string) => room.locales.text('vi', 'forms', key)
  const rows = await serviceFigures(room.pool, period)
  const small = (n: number) => (n > 0 && n < SMALLEST_GROUP ? HIDDEN : String(n))
  const minutes = (seconds: number | null, of: number) => (seconds === null || of < SMALLEST_GROUP ? HIDDEN : String(Math.round(seconds / 60)))
  return table([4, 2, 2, 2, 2, 2, 2], [
    ['level', 'contacts', 'counselled', 'inTarget', 'wait', 'night', 'abandoned'].map((key) => say(`report.${key}`)),
    ...rows.map((one) => [
      labelOf(room.locales, 'vi', 'urgency', one.urgency),
      small(one.contacts),
      small(one.counselled),
      small(one.answeredInTarget),
      minutes(one.waitSecondsMedian, one.counselled),
      small(one.night),
      small(one.abandoned),
    ]),
  ])
}

function figure(n: number | null): string {
  return n === null ? HIDDEN : n.toLocaleString('vi')
}

function dmy(day: string): string {
  return day.split('-').toReversed().join('/')
}
