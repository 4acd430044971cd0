/** What counsellors decide becomes examples and figures: on the real desk, over HTTP. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementByMonth, exportLabels, type Label } from '../../src/learning/index.ts'
import { assess, type Urgency } from '../../src/triage/index.ts'
import { parseExample } from '../../src/triage/examples.ts'
import { CANARY, findCanaries, findInDatabase, TOLD } from '../safeguards/canary.ts'
import { startTestDesk, type Browser, type TestDesk } from '../desk/support.ts'

let room: TestDesk
let hoa: Browser
let lan: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('supervisor')])
})
afterAll(() => room.stop())

async function labels(since = new Date(Date.now() - 3_600_000)): Promise<Label[]> {
  const found: Label[] = []
  await exportLabels(room.db.pool, room.vault, since, (label) => found.push(label))
  return found
}

async function sets(id: string, from: Urgency, level: Urgency): Promise<void> {
  const { status } = await hoa.post(`/conversations/${id}/level`, { from, level, reason: `${CANARY.reason} ${level}` })
  expect(status).toBeLessThan(300)
}

test('a level set by hand is an example of the guide: the words up to then, redacted, and the level', async () => {
  const who = randomUUID()
  const id = await room.write(who, TOLD)
  await room.write(who, 'em sợ về nhà')
  await room.db.pool.query(`update conversation set urgency = 'medium' where id = $1`, [id])
  await room.db.pool.query(`update message set done_at = now()`)
  await sets(id, 'medium', 'high')
  const before = await labels()
  await room.write(who, 'câu này viết sau')
  const after = await labels()
  expect(after).toEqual(before)
  expect(after).toHaveLength(1)
  const [label] = after
  expect(label).toMatchObject({ level: 'high', slices: ['counsellor'], note: 'medium → high', turns: [expect.stringContaining('[NAME]'), 'em sợ về nhà'] })
  expect(parseExample(JSON.stringify(label))).toMatchObject({ ok: true })
  const line = JSON.stringify(after)
  for (const canary of [CANARY.name, CANARY.phone, CANARY.school, CANARY.address, CANARY.email, CANARY.reason]) expect(line).not.toContain(canary)
  expect((await room.logged('report.export', 'triage.labels')).length).toBeGreaterThan(0)
})

test('only the last word of the staff on the same words is a label; what is erased is none', async () => {
  const since = new Date()
  const id = await room.waiting('con hay bị la', { level: 'medium' })
  await sets(id, 'medium', 'emergency')
  await sets(id, 'emergency', 'low')
  expect((await labels(since)).map(({ level }) => level)).toEqual(['low'])
  await room.db.pool.query(`update data_key set wrapped = null where id = (select key_id from person p join conversation c on c.person_id = p.id where c.id = $1)`, [id])
  expect(await labels(since)).toEqual([])
})

test('agreement, misses and false alarms by month count triage, not colleagues', async () => {
  const month = async () => (await agreementByMonth(room.db.pool, { since: new Date(Date.now() - 3_600_000), timeZone: 'Asia/Ho_Chi_Minh' }))[0]
  const none = { judged: 0, same: 0, tooLow: 0, missed: 0, tooHigh: 0, falseAlarms: 0, opinions: 0, raised: 0, silent: 0 }
  const before = { ...none, ...(await month()) }
  const [missed, alarm, same, twice] = await Promise.all([room.waiting('a', { level: 'info' }), room.waiting('b', { level: 'emergency' }), room.waiting('c', { level: 'high' }), room.waiting('d', { level: 'low' })])
  await sets(missed, 'info', 'high')
  await sets(alarm, 'emergency', 'low')
  await sets(same, 'high', 'high')
  await sets(twice, 'low', 'info')
  await sets(twice, 'info', 'emergency')
  await room.db.pool.query(`insert into opinion (id, conversation_id, up_to_seq, model, prompt_version, prompt_hash, outcome, level, rules_level, effect, ms)
    values (gen_random_uuid(), $1, 1, 'm', '1', 'x', 'opinion', 'high', 'info', 'raised', 1), (gen_random_uuid(), $1, 1, 'm', '1', 'x', 'refusal', null, 'info', 'review', 1)`, [missed])
  const after = await month()
  expect(after).toEqual({
    month: after?.month, judged: before.judged + 4, same: before.same + 1, tooLow: before.tooLow + 1, missed: before.missed + 1,
    tooHigh: before.tooHigh + 2, falseAlarms: before.falseAlarms + 1, opinions: 1, raised: 1, silent: 1,
  })
  expect(after?.month).toMatch(/^\d{4}-\d{2}$/)
  expect((await lan.get('/triage/agreement')).body).toEqual({ months: [after] })
})

test('a supervisor sees what triage hears in a text, and nothing of it is kept', async () => {
  const turns = ['chào bạn', `ba lấy roi đánh em, ${CANARY.text}`]
  const answer = await lan.post('/triage/try', { turns })
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual(JSON.parse(JSON.stringify(assess(turns.map((text) => ({ text }))))))
  const { found } = await findInDatabase(room.db.pool)
  expect(found.filter((one) => one.endsWith('text'))).toEqual([])
  expect(findCanaries(JSON.stringify(answer.body))).toEqual([])
  for (const body of [{ turns: [] }, { turns: ['x'.repeat(5_001)] }, { text: 'a' }]) expect((await lan.post('/triage/try', body)).status).toBe(400)
})
