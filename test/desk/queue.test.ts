import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { queueSchema, type Queue } from '../../src/desk/api.ts'
import { URGENCIES } from '../../src/triage/index.ts'
import { startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
beforeAll(async () => {
  room = await startTestDesk()
  hoa = await room.signIn('counsellor')
})
beforeEach(() => room.db.pool.query(`update conversation set state = 'closed', closed_at = now() - interval '1 day'`))
afterAll(() => room.stop())

async function queue(query: string): Promise<Queue> {
  return queueSchema.parse((await hoa.get(`/queue?${query}`)).body)
}

test('F25: of 300 who wait everyone is reached, the most urgent first, then the longest wait', async () => {
  const levels = ['emergency', 'high', 'medium', 'low', 'info'] as const
  const one = await room.waiting('mẫu')
  await room.db.pool.query(
    `insert into person (id, channel, account, external_hash, external_enc, key_id)
       select gen_random_uuid(), 'zalo', 'a-1', decode(md5(n::text), 'hex'), 'x', key_id from generate_series(1, 299) n, person p join conversation c on c.person_id = p.id where c.id = $1`, [one])
  await room.db.pool.query(
    `insert into conversation (id, person_id, channel, owner_kind, urgency, waiting_since)
       select gen_random_uuid(), id, 'zalo', 'queue', ($1::urgency[])[1 + row_number() over () % 5], now() - make_interval(secs => (row_number() over () * 7919 % 5000)::int)
       from person where external_enc = 'x'`, [levels])

  const seen: Queue['rows'] = []
  for (let after = ''; ;) {
    const page = await queue(`view=waiting&limit=40${after}`)
    seen.push(...page.rows)
    if (page.next === null) break
    after = `&after=${page.next}`
  }

  expect(new Set(seen.map(({ id }) => id)).size).toBe(300)
  const order = seen.map(({ urgency, waitingSince }) => [URGENCIES.length - URGENCIES.indexOf(urgency), Date.parse(waitingSince ?? '')] as const)
  expect(order).toEqual([...order].sort((a, b) => a[0] - b[0] || a[1] - b[1]))
  const { counts, oldest } = await queue('view=waiting&limit=1')
  expect(counts.waiting).toBe(300)
  expect(Object.values(counts.levels).reduce((sum, count) => sum + count, 0)).toBe(300)
  expect(oldest?.waitingSince).toBe(seen.map(({ waitingSince }) => waitingSince ?? '').sort()[0])
})

test('the four views: mine, waiting, all, closed', async () => {
  const mine = await room.waiting('của tôi')
  await hoa.post(`/conversations/${mine}/claim`)
  const waiting = await room.waiting('đang chờ')
  const bots = await room.write(randomUUID(), 'nói với máy')
  const closed = await room.waiting('xong')
  await room.db.pool.query(`update conversation set state = 'closed', closed_at = now() where id = $1`, [closed])

  const ids = async (view: string) => (await queue(`view=${view}`)).rows.map(({ id }) => id)
  expect(await ids('mine')).toEqual([mine])
  expect(await ids('waiting')).toEqual([waiting])
  expect(new Set(await ids('all'))).toEqual(new Set([mine, waiting, bots]))
  expect((await ids('closed'))[0]).toBe(closed)
  expect((await queue('view=mine')).counts).toMatchObject({ mine: 1, waiting: 1, all: 3 })
})

test('whom the bot still talks to but a human must see counts as waiting', async () => {
  const id = await room.write(randomUUID(), 'nó đe doạ em')
  await room.db.pool.query(`update conversation set urgency = 'medium', waiting_since = now() where id = $1`, [id])
  expect((await queue('view=waiting')).rows).toMatchObject([{ id, ownerKind: 'bot' }])
})

test('in "mine" whoever wrote last and waits longest for my answer stands first of the level', async () => {
  const answered = await room.waiting('một')
  const long = await room.waiting('hai')
  const short = await room.waiting('ba')
  for (const id of [answered, long, short]) await hoa.post(`/conversations/${id}/claim`)
  await room.db.pool.query(`update conversation set last_inbound_at = now() - interval '10 minutes' where id = any($1)`, [[answered, long]])
  await hoa.post(`/conversations/${answered}/reply`, { clientId: randomUUID(), text: 'chào', lastSeenSeq: 1 })
  expect((await queue('view=mine')).rows.map(({ id }) => id)).toEqual([long, short, answered])
})

test('filters narrow by level, channel, category and review flag', async () => {
  const a = await room.waiting('a', { level: 'high', channel: 'messenger' })
  const b = await room.waiting('b', { level: 'medium', channel: 'web' })
  await room.db.pool.query(`update conversation set categories = '{A1,C2}', review = true where id = $1`, [b])
  const ids = async (query: string) => (await queue(`view=waiting&${query}`)).rows.map(({ id }) => id)
  expect(await ids('level=high')).toEqual([a])
  expect(await ids('channel=web')).toEqual([b])
  expect(await ids('category=C2')).toEqual([b])
  expect(await ids('review=true')).toEqual([b])
  expect(await ids('level=high&channel=web')).toEqual([])
})

test('a row tells the last words short and in one line, the promise of its level, the case and the alarm', async () => {
  const id = await room.waiting(`dòng một\n${'rất dài '.repeat(40)}`, { level: 'emergency', minutes: 3 })
  await hoa.post(`/conversations/${id}/open-case`)
  await room.db.pool.query(`insert into alarm (id, conversation_id, level) values (gen_random_uuid(), $1, 'emergency')`, [id])
  const { rows: [row] } = await queue('view=waiting')
  expect(row?.preview).toMatch(/^dòng một rất dài .{50,}…$/)
  expect(row?.preview.length).toBeLessThanOrEqual(120)
  expect(Date.parse(row?.answerDueAt ?? '') - Date.parse(row?.waitingSince ?? '')).toBe(5 * 60_000)
  expect(row?.caseNumber).toMatch(/^\d{4}-\d{6}$/)
  expect(Date.parse(row?.clockDueAt ?? '') - Date.parse(row?.firstInboundAt ?? '')).toBe(12 * 3600_000)
  expect(row?.alarmOpen).toBe(true)
})

test('a row whose last words tell nothing names the gravest sign, none graver than the level a human set', async () => {
  const id = await room.waiting('cô ơi', { level: 'emergency' })
  await room.db.pool.query(`
    insert into evidence (id, conversation_id, message_id, start, "end", cue, level)
    select gen_random_uuid(), $1, m.id, n, n + 1, cue, level::urgency from message m, (values (0, 'model.fear', 'emergency'), (1, 'weapon.now', 'emergency'), (2, 'harm.hit', 'medium'), (3, 'sad', 'info')) as v(n, cue, level) where m.conversation_id = $1`, [id])
  const sign = async () => (await queue('view=waiting&limit=200')).rows.find((row) => row.id === id)?.sign
  expect(await sign()).toBe('weapon.now')
  await room.db.pool.query(`update conversation set urgency = 'medium' where id = $1`, [id])
  expect(await sign()).toBe('harm.hit')
  await room.db.pool.query(`update conversation set urgency = 'info' where id = $1`, [id])
  expect(await sign()).toBeNull()
})

test('a person whose key was destroyed is still in the list, without words', async () => {
  const id = await room.waiting('sẽ xoá')
  await room.db.pool.query(`update data_key set wrapped = null, destroyed_at = now() where id = (select p.key_id from person p join conversation c on c.person_id = p.id where c.id = $1)`, [id])
  expect((await queue('view=waiting')).rows).toMatchObject([{ id, preview: '' }])
})
