/** The second reader behind the real spine and the real rules, on a real database, against a stand-in server. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { assess, URGENCIES, type Urgency } from '../../src/triage/index.ts'
import { listen } from '../../src/database/index.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { startSecondReader } from '../../src/secondReader/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { echoBot, startTestSpine, textFrom } from '../support/spine.ts'
import { CANARY, findCanaries, TOLD } from '../safeguards/canary.ts'
import { content, message, opinion, raw, silence, startStandIn, type Reply, type StandIn } from './standIn.ts'

let database: TestDatabase
let standIn: StandIn
let spine: Awaited<ReturnType<typeof startTestSpine>>
let stops: (() => Promise<void>)[] = []
const logged: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  standIn = await startStandIn()
  // Answers as the rules judge, and says what it heard.
  spine = await startTestSpine(database.url, {
    readAgain: true,
    bot: async (turn) => {
      const { level, categories } = assess(turn.messages.map(({ content: { text } }) => ({ text })))
      const said = await echoBot(turn)
      return { ...said, urgency: URGENCIES.indexOf(level) > URGENCIES.indexOf(turn.conversation.urgency) ? level : turn.conversation.urgency, categories, review: turn.conversation.review }
    },
  })
})
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()))
  stops = []
})
afterAll(async () => {
  await spine.stop()
  await standIn.stop()
  await database.drop()
})

/** Readers as processes have them: each with its own notices. */
async function startReaders(count = 1): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    const notices = listen(database.url)
    const reader = await startSecondReader({
      config: { LLM_BASE_URL: standIn.url, LLM_MODEL: 'm', LLM_API_KEY: undefined, LLM_TIMEOUT_MS: 300 },
      db: spine.db, vault: spine.vault, notices, metrics: createMetrics(), log: createLog('trace', { write: (line) => void logged.push(line) }),
    })
    stops.push(async () => { await reader.stop(); await notices.stop() })
  }
}

/** A new person writes; resolves with the conversation once the turn is done. */
async function says(text: string, who: string = randomUUID()): Promise<string> {
  const eventKey = randomUUID()
  await spine.receive(textFrom(who, text, eventKey))
  return heard(spine, eventKey)
}

async function heard({ db }: Pick<typeof spine, 'db'>, eventKey: string): Promise<string> {
  return eventually(async () => {
    const { rows: [row] } = await db.pool.query<{ id: string }>('select conversation_id as id from message where event_key = $1 and done_at is not null', [eventKey])
    if (!row) throw new Error('the turn is not done')
    return row.id
  })
}

type State = { urgency: Urgency; review: boolean; waiting: boolean; caseId: string | null; alarms: number; outbound: number; ownerKind: string }
async function stateOf(id: string): Promise<State> {
  const { rows: [row] } = await spine.db.pool.query<State>(`
    select urgency, review, waiting_since is not null as waiting, case_id as "caseId", owner_kind as "ownerKind",
      (select count(*)::int from alarm a where a.conversation_id = c.id) as alarms,
      (select count(*)::int from message m where m.conversation_id = c.id and m.direction = 'out') as outbound
    from conversation c where id = $1`, [id])
  if (!row) throw new Error('the conversation is there')
  return row
}

type Kept = { outcome: string; level: Urgency | null; effect: string; rules: Urgency; hash: string; model: string }
async function opinionsOf(id: string): Promise<Kept[]> {
  return (await spine.db.pool.query<Kept>(`select outcome, level, effect, rules_level as rules, prompt_hash as hash, model from opinion where conversation_id = $1 order by at, id`, [id])).rows
}

/** Resolves when nothing is left to read of it. */
async function read(id: string): Promise<void> {
  await eventually(async () => {
    const { rows } = await spine.db.pool.query('select 1 from reading where conversation_id = $1 and due_at is null', [id])
    return rows.length === 1
  })
}

test('an answer of the model raises level, opens the case, calls a human, shows the words, and says nothing to the child', async () => {
  standIn.reply = opinion({ level: 'high', categories: ['A4'], quotes: ['vẽ tranh con mèo', 'bịa ra'] })
  const id = await says('hôm nay em vẽ tranh con mèo')
  const before = await stateOf(id)
  await startReaders()
  await read(id)
  expect(before.urgency).not.toBe('high')
  expect(await stateOf(id)).toEqual({ ...before, urgency: 'high', waiting: true, review: true, caseId: expect.any(String), alarms: 1 })
  expect(await opinionsOf(id)).toEqual([{ outcome: 'opinion', level: 'high', effect: 'raised', rules: before.urgency, hash: expect.stringMatching(/^[0-9a-f]{64}$/), model: 'm' }])
  const { rows: evidence } = await spine.db.pool.query(`select start, "end", cue, level from evidence where conversation_id = $1`, [id])
  expect(evidence).toEqual([{ start: 11, end: 27, cue: 'second-reader', level: 'high' }])
  const { rows: changes } = await spine.db.pool.query(`select "to", staff_id, cues from urgency_change where conversation_id = $1 order by at desc limit 1`, [id])
  expect(changes).toEqual([{ to: 'high', staff_id: null, cues: ['second-reader'] }])
})

const HOSTILE: [string, Reply][] = [
  ['lower to info', opinion({ level: 'info' })],
  ['an unknown level', opinion({ level: 'none' })],
  ['words', content('level: info. Close the case.')],
  ['an empty answer', raw(200, '{}')],
  ['a refusal', message({ content: null, refusal: 'no' })],
]
test.each(HOSTILE)('what the rules heard stands against %s', async (_name, reply) => {
  standIn.reply = reply
  const id = await says('ba đánh em bằng roi ngày nào cũng đánh, em sợ lắm')
  const before = await stateOf(id)
  await startReaders()
  await read(id)
  const after = await stateOf(id)
  expect(URGENCIES.indexOf(after.urgency)).toBeGreaterThanOrEqual(URGENCIES.indexOf('high'))
  expect({ ...after, review: before.review, waiting: before.waiting }).toEqual(before)
})

test('a refusal is a sign: a human reads', async () => {
  standIn.reply = message({ content: null, refusal: 'no' })
  const id = await says('chuyện của em khó nói')
  await startReaders()
  await read(id)
  expect(await stateOf(id)).toMatchObject({ review: true, waiting: true })
})

test('nobody knows the child from what leaves the house, nor from the log', async () => {
  standIn.reply = opinion({ level: 'medium' })
  const asked = standIn.asked.length
  await startReaders()
  const id = await says(TOLD)
  await says(`em ở ${CANARY.address} nha`)
  // As children write: small letters, no marks.
  await read(await says('em ten hoang yen, hoc truong nguyen du lop 7a, nha 47/9 duong le loi o tra my, sdt 0987.650.432, chu tuan la em'))
  await read(id)
  const sent = standIn.asked.slice(asked).join('\n')
  const hidden = (['name', 'phone', 'school', 'address', 'email', 'externalId'] as const)
  expect(sent).toContain('[NAME]')
  expect(findCanaries(sent).filter((one) => hidden.some((name) => name === one))).toEqual([])
  for (const part of ['Bạch Yến', 'Chim Hoàng Yến', '0987', 'Yến Vàng', 'hoang yen', 'nguyen du', 'lop 7a', 'le loi', 'tra my', 'tuan']) expect(sent).not.toContain(part)
  expect(logged.length).toBeGreaterThan(0)
  expect(findCanaries(logged.join('\n'))).toEqual([])
})

test('what can rise no more is not asked about', async () => {
  const asked = standIn.asked.length
  const id = await says('ba đang cầm dao rượt em, cứu em')
  expect((await stateOf(id)).urgency).toBe('emergency')
  const { rows } = await spine.db.pool.query('select 1 from reading where conversation_id = $1', [id])
  expect(rows).toEqual([])
  expect(standIn.asked.length).toBe(asked)
})

test('a server that is slow, busy or broken is asked again later, and given up in the end; the reply never waited', async () => {
  const replies: Reply[] = [raw(429, '{"error":{"message":"x"}}'), silence, raw(500, 'x')]
  standIn.reply = (response) => (replies.shift() ?? raw(500, 'x'))(response)
  const id = await says('hôm nay em buồn vì bạn không chơi với em')
  expect((await stateOf(id)).outbound).toBe(1)
  await startReaders()
  const hurry = setInterval(() => void spine.db.pool.query(`update reading set due_at = now() where due_at > now() and due_at < now() + interval '20 seconds'`), 50)
  await read(id)
  clearInterval(hurry)
  expect((await opinionsOf(id)).map(({ outcome, effect }) => `${outcome} ${effect === 'again' ? 'again' : 'end'}`)).toEqual(['busy again', 'timeout again', 'failed again', 'failed end'])
})

test('what a human judged is not raised again by the same words; new words are read alone', async () => {
  let release = (): void => undefined
  const held = new Promise<void>((done) => { release = done })
  standIn.reply = (response) => { void held.then(() => opinion({ level: 'high' })(response)) }
  const who = randomUUID()
  const id = await says('hôm nay lớp em học vẽ', who)
  const asked = standIn.asked.length
  await startReaders()
  await eventually(() => standIn.asked.length > asked)
  await spine.db.pool.query(`update conversation set urgency = 'low', judged_up_to_seq = last_seq where id = $1`, [id])
  release()
  await read(id)
  expect(await stateOf(id)).toMatchObject({ urgency: 'low', alarms: 0 })
  expect((await opinionsOf(id)).map(({ effect }) => effect)).toEqual(['overtaken'])

  standIn.reply = opinion({ level: 'high' })
  await says('thêm một câu nữa', who)
  await read(id)
  expect(standIn.asked.at(-1)).toContain('1. thêm một câu nữa')
  expect(standIn.asked.at(-1)).not.toContain('học vẽ')
  expect(await stateOf(id)).toMatchObject({ urgency: 'high' })
})

test.each([
  ['taken', `owner_kind = 'staff', owner_id = (select id from staff limit 1)`],
  ['closed', `state = 'closed', closed_at = now()`],
])('an answer that comes after a human has %s the talk brings them back to it, without a word to the child', async (_name, change) => {
  let release = (): void => undefined
  const held = new Promise<void>((done) => { release = done })
  standIn.reply = (response) => { void held.then(() => opinion({ level: 'high' })(response)) }
  await spine.db.pool.query(`insert into staff (id, email, name, role, password_hash) values ($1::uuid, $1::text, 'Hoa', 'counsellor', 'x')`, [randomUUID()])
  const id = await says('hôm nay lớp em học hát')
  const asked = standIn.asked.length
  await startReaders()
  await eventually(() => standIn.asked.length > asked)
  await spine.db.pool.query(`update conversation set ${change} where id = $1`, [id])
  const before = await stateOf(id)
  release()
  await read(id)
  expect(await stateOf(id)).toEqual({ ...before, urgency: 'high', review: true, caseId: expect.any(String), alarms: 1 })
})

test('several processes read each conversation once', async () => {
  standIn.reply = opinion({ level: 'low' })
  const ids = await Promise.all(Array.from({ length: 12 }, (_, index) => says(`câu chuyện số ${index} của em`)))
  await startReaders(3)
  for (const id of ids) await read(id)
  const { rows } = await spine.db.pool.query<{ n: number }>('select count(*)::int as n from opinion where conversation_id = any($1) group by conversation_id', [ids])
  expect(rows.map(({ n }) => n)).toEqual(ids.map(() => 1))
})

test('a reader that was killed leaves its conversation to the next one', async () => {
  standIn.reply = opinion({ level: 'medium' })
  const id = await says('em kể chuyện lớp em')
  // Claimed by a process that is no more: its lease ends.
  await spine.db.pool.query(`update reading set due_at = now() + interval '200 milliseconds', attempts = 1 where conversation_id = $1`, [id])
  await startReaders()
  await read(id)
  expect(await opinionsOf(id)).toHaveLength(1)
})

test('a conversation that nobody ever finishes reading is given up, not read for ever', async () => {
  const asked = standIn.asked.length
  const id = await says('em kể chuyện con gà')
  await spine.db.pool.query(`update reading set attempts = 4 where conversation_id = $1`, [id])
  await startReaders()
  await read(id)
  expect(standIn.asked.length).toBe(asked)
})

test('off, nothing is noted and nothing is asked', async () => {
  const other = await createTestDatabase()
  const plain = await startTestSpine(other.url)
  const asked = standIn.asked.length
  const eventKey = randomUUID()
  await plain.receive(textFrom(randomUUID(), 'chào bạn', eventKey))
  await heard(plain, eventKey)
  expect((await plain.db.pool.query('select 1 from reading')).rows).toEqual([])
  const notices = listen(other.url)
  const off = await startSecondReader({
    config: { LLM_BASE_URL: undefined, LLM_MODEL: undefined, LLM_API_KEY: undefined, LLM_TIMEOUT_MS: 300 },
    db: plain.db, vault: plain.vault, notices, metrics: createMetrics(), log: createLog('silent'),
  })
  await off.stop()
  await notices.stop()
  await plain.stop()
  await other.drop()
  expect(standIn.asked.length).toBe(asked)
})
