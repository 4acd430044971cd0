import type { Client } from '../database/index.ts'
import { localTime } from '../directory/index.ts'
import type { Urgency } from '../triage/index.ts'
import { textOf, valueOf, type Answer } from './answers.ts'
import { listEvents } from './events.ts'
import type { CaseState } from './flow.ts'
import type { CaseRoom } from './room.ts'
import { caseKey, findCase, readParts, type CaseRow, type Part } from './store.ts'

/** What statistics keep of one child of a case: codes only. `unknown`: nobody could tell, or was asked. */
export type CaseCodes = {
  caseId: string
  child: number
  day: string
  channel: string
  urgency: Urgency
  category: string
  categories: string[]
  reporter: string
  commune: string
  sex: string
  age: number | null
  ethnicity: string
  environment: string
  relation: string
  form: string
  groups: string[]
  outcome: string
  state: CaseState
  kept: string[]
  missed: string[]
  referred: string[]
  closedDay: string | null
}

const CHANNEL = `select channel from conversation where case_id = $1 order by opened_at limit 1`
const CLOCKS = `select clock, stopped_at <= due_at and not ended as kept, stopped_at > due_at or missed_at is not null as missed from case_clock where case_id = $1`

/**
 * The codes of a case, one entry a child (one for a case without a child part), in the caller's transaction. Opens the
 * record, hands out nothing but codes.
 */
export async function caseCodes(client: Client, room: CaseRoom, caseId: string): Promise<CaseCodes[]> {
  const record = await findCase(client, caseId)
  const parts = await readParts(client, room.vault, await caseKey(client, room.vault, record), caseId)
  const { rows: [first] } = await client.query<{ channel: string }>(CHANNEL, [caseId])
  const { rows: clocks } = await client.query<{ clock: string; kept: boolean | null; missed: boolean | null }>(CLOCKS, [caseId])
  const events = await listEvents(client, caseId)
  const timeZone = room.centre().timeZone
  const [concern, harmer, reporter, contact] = (['concern', 'harmer', 'reporter', 'contact'] as const).map((kind) => parts.find((part) => part.kind === kind))
  const shared = {
    caseId,
    day: localTime(record.firstInboundAt, timeZone).day,
    channel: first?.channel ?? code(contact, 'via'),
    urgency: record.urgency,
    ...categoriesOf(record, parts),
    reporter: code(reporter, 'kind'),
    environment: code(concern, 'environment'),
    form: code(concern, 'form'),
    relation: code(harmer, 'relation'),
    outcome: record.outcome ?? 'unknown',
    state: record.state,
    kept: clocks.filter(({ kept }) => kept === true).map(({ clock }) => clock),
    missed: clocks.filter(({ missed }) => missed === true).map(({ clock }) => clock),
    referred: [...new Set(events.flatMap(({ kind, detail }) => (kind === 'referral.sent' && detail['body'] !== undefined ? [detail['body']] : [])))],
    closedDay: record.closedAt ? localTime(record.closedAt, timeZone).day : null,
  }
  const children = parts.filter(({ kind }) => kind === 'child')
  return (children.length === 0 ? [undefined] : children).map((part, child) => ({
    ...shared,
    child,
    commune: known(code(concern, 'commune'), code(part, 'commune')),
    sex: code(part, 'sex'),
    age: ageOf(part, shared.day),
    ethnicity: code(part, 'ethnicity'),
    groups: [...codes(part, 'childGroup'), ...codes(part, 'special')],
  }))
}

/** The concerns a human recorded, the first as the main one; before that, what triage said. */
function categoriesOf(record: CaseRow, parts: readonly Part[]): { category: string; categories: string[] } {
  const recorded = parts.filter(({ kind }) => kind === 'concern').map((part) => code(part, 'category')).filter((one) => one !== 'unknown')
  const all = [...new Set([...recorded, ...record.categories])]
  return { category: all[0] ?? 'unknown', categories: all }
}

function answer(part: Part | undefined, field: string): Answer | undefined {
  return part?.fields.get(field)?.answer
}

function code(part: Part | undefined, field: string): string {
  return textOf(answer(part, field)) ?? 'unknown'
}

function codes(part: Part | undefined, field: string): string[] {
  const value = valueOf(answer(part, field))
  return Array.isArray(value) ? value : typeof value === 'string' ? [value] : []
}

function known(...candidates: readonly string[]): string {
  return candidates.find((one) => one !== 'unknown') ?? 'unknown'
}

/** Whole years on the day of the first message: by date of birth, else as estimated. */
function ageOf(part: Part | undefined, day: string): number | null {
  const birth = textOf(answer(part, 'birthDate'))
  const estimated = valueOf(answer(part, 'age'))
  if (birth === undefined) return typeof estimated === 'number' ? estimated : null
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0)
  return years < 0 ? null : years
}
