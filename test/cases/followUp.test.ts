/** Asking again after a day and a week: one neutral line, only as agreed (issue 7, point 6). */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCase, recordStep, sweepClocks, type Officer } from '../../src/cases/index.ts'
import { sweepFollowUps } from '../../src/conversation/index.ts'
import { createSpeech } from '../../src/bot/speech.ts'
import { readLocales } from '../../src/locales.ts'
import { createLog } from '../../src/log.ts'
import { startTestCases, type TestCases, type Told } from './support.ts'

const HOUR = 3_600_000
const FIRST = new Date('2026-06-01T19:30:00+07:00')
let cases: TestCases
let an: Officer
let sweep: () => Promise<number>
beforeAll(async () => {
  cases = await startTestCases()
  an = await cases.officer('supervisor', 'Nguyễn An')
  const locales = await readLocales()
  const room = { ...cases.room, locales, log: createLog('silent') }
  const { followUp } = createSpeech(locales, () => cases.centre)
  sweep = () => sweepFollowUps(room, followUp)
})
afterAll(() => cases.drop())

const AGREED = { contactSafe: { status: 'value', value: true }, contactHour: { status: 'value', value: 'buổi tối' } }

/** A closed talk of FIRST's evening, with its case and its clocks. */
async function caseOf(told: Told = {}, lastInboundHours = 0) {
  cases.clock.now = FIRST
  const made = await cases.caseOf({ slots: AGREED, firstInboundAt: FIRST, ...told })
  await cases.db.pool.query('update case_record set first_inbound_at = $2 where id = $1', [made.id, FIRST])
  await cases.db.pool.query('update conversation set last_inbound_at = $2 where id = $1', [made.conversationId, new Date(FIRST.getTime() + lastInboundHours * HOUR)])
  await sweepClocks(cases.room, async () => undefined)
  return made
}
async function at(hours: number) {
  cases.clock.now = new Date(FIRST.getTime() + hours * HOUR)
  return sweep()
}
async function said(personId: string): Promise<{ text: string; conversationId: string; caseId: string | null; review: boolean }[]> {
  const { rows } = await cases.db.pool.query(`select m.id, m.content_enc, m.conversation_id, c.case_id, c.review, p.key_id from message m join conversation c on c.id = m.conversation_id join person p on p.id = c.person_id where p.id = $1 and m.direction = 'out' and m.author = 'bot' order by m.said_at`, [personId])
  return Promise.all(rows.map(async (row) => ({
    text: JSON.parse(cases.vault.open(await cases.vault.key(cases.db.pool, row.key_id), `message.content:${row.id}`, row.content_enc)).text,
    conversationId: row.conversation_id, caseId: row.case_id, review: row.review,
  })))
}
const eventsOf = async (id: string) => (await readCase(cases.room, an, id)).events.map(({ kind, detail }) => [kind, detail['why']].filter(Boolean).join(' '))
const tasksOf = async (id: string) => (await readCase(cases.room, an, id)).tasks.map(({ kind, text }) => `${kind}: ${text}`)

test('after a day, at the agreed hour, exactly one neutral line by two instances, and the step stands on the case', async () => {
  const { id, personId } = await caseOf()
  expect(await at(23)).toBe(0)
  // 24 h and 8 h later: due, and half past three in the night.
  expect(await at(32)).toBe(0)
  cases.clock.now = new Date(FIRST.getTime() + 48 * HOUR)
  expect((await Promise.all([sweep(), sweep(), sweep()])).reduce((a, b) => a + b)).toBe(1)
  expect(await sweep()).toBe(0)
  expect(await said(personId)).toEqual([{ text: 'Chào bạn, mình là Trung tâm đã nói chuyện với bạn hôm trước. Bạn cần gì cứ nhắn ở đây nhé.', conversationId: expect.any(String), caseId: id, review: true }])
  const { events, clocks } = await readCase(cases.room, an, id)
  expect(events.at(-1)).toMatchObject({ kind: 'followed-up.day', by: null, detail: { clock: 'follow-up-day' } })
  expect(clocks.find((clock) => clock.id === 'follow-up-day')?.stoppedAt).toEqual(cases.clock.now)
})

test('M3 is asked after seven days only', async () => {
  const { id, personId } = await caseOf({ urgency: 'medium', categories: [] }, 30)
  expect(await at(48)).toBe(0)
  expect(await at(7 * 24)).toBe(1)
  expect(await said(personId)).toHaveLength(1)
  expect(await eventsOf(id)).toContain('followed-up.week')
})

test.for([
  ['without agreement', { slots: {} }, 'no-agreement', 'chưa đồng ý'],
  ['after Messenger’s 24 hours', { channel: 'messenger' }, 'window-closed', 'không còn cho gửi'],
  ['after a telephone call', { channel: 'phone' }, 'no-channel', 'không có kênh'],
] as const)('%s nothing is sent: a task with the plain reason, once', async ([, told, why, words]) => {
  const { id, personId } = await caseOf(told)
  await at(24.5)
  await at(24.6)
  expect(await said(personId)).toEqual([])
  expect(await eventsOf(id)).toContain(`follow-up.held ${why}`)
  expect(await tasksOf(id)).toEqual([expect.stringContaining(words)])
})

test('Messenger within its 24 hours is written to', async () => {
  const { personId } = await caseOf({ channel: 'messenger' }, 2)
  expect(await at(24.5)).toBe(1)
  expect(await said(personId)).toHaveLength(1)
})

test('a blocked person, and one who asked for erasure, hear nothing and nobody is told to write', async () => {
  const blocked = await caseOf()
  const erased = await caseOf()
  await cases.db.pool.query(`insert into person_block (id, person_id, conversation_id, reason, note_enc, blocked_by, until) values ($1, $2, $3, 'hunting', '', $4, now() + interval '1 day')`, [randomUUID(), blocked.personId, blocked.conversationId, an.id])
  await cases.db.pool.query(`insert into erasure_request (id, person_id, cause, asked_at, answer_due_at, erase_due_at, outcome, kept) values ($1, $2, 'chat', now(), now(), now(), 'asked', '[]')`, [randomUUID(), erased.personId])
  expect(await at(24.5)).toBe(0)
  expect(await eventsOf(blocked.id)).toContain('follow-up.held blocked')
  expect(await eventsOf(erased.id)).toContain('follow-up.held erased')
  for (const { id, personId } of [blocked, erased]) {
    expect(await said(personId)).toEqual([])
    expect(await tasksOf(id)).toEqual([])
  }
})

test('while a human holds a talk it waits; released, it continues in that talk', async () => {
  const { personId } = await caseOf()
  const openId = randomUUID()
  await cases.db.pool.query(`insert into conversation (id, person_id, channel, owner_kind, owner_id) values ($1, $2, 'zalo', 'staff', $3)`, [openId, personId, an.id])
  await cases.db.pool.query(`insert into lane (conversation_id, kind) values ($1, 'turn')`, [openId])
  expect(await at(24.5)).toBe(0)
  expect(await said(personId)).toEqual([])
  await cases.db.pool.query(`update conversation set owner_kind = 'bot', owner_id = null where id = $1`, [openId])
  // Here no second talk can refuse a second message: only the case's lock and the step on it do.
  expect((await Promise.all([at(24.6), at(24.6), at(24.6)])).reduce((a, b) => a + b)).toBe(1)
  expect(await said(personId)).toMatchObject([{ conversationId: openId }])
})

test('switched off by a counsellor it stays unsent, and on again it goes', async () => {
  const { id, personId } = await caseOf()
  await recordStep(cases.room, an, id, { kind: 'follow-up.off' })
  expect(await at(24.5)).toBe(0)
  expect(await said(personId)).toEqual([])
  await recordStep(cases.room, an, id, { kind: 'follow-up.on' })
  expect(await at(24.6)).toBe(1)
})

test('a message the platform refused becomes a task', async () => {
  const { id, personId } = await caseOf()
  await at(24.5)
  await cases.db.pool.query(`update message m set status = 'failed' from conversation c where c.id = m.conversation_id and c.person_id = $1 and m.direction = 'out'`, [personId])
  await at(24.6)
  await at(24.7)
  expect(await tasksOf(id)).toEqual([expect.stringContaining('kênh đã từ chối tin')])
})
