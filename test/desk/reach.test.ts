import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueSchema } from '../../src/desk/api.ts'
import { NEAR_DAYS, REACH, ROLES } from '../../src/staff/index.ts'
import { startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
let lan: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2'), room.signIn('supervisor')])
})
afterAll(() => room.stop())

/** A conversation that ended so many days ago. */
async function ended(days: number): Promise<{ id: string; externalId: string }> {
  const externalId = randomUUID()
  const id = await room.write(externalId, 'em buồn')
  await room.db.pool.query(
    `update conversation set state = 'closed', owner_kind = 'bot', owner_id = null, waiting_since = null, review = false, close_reason = 'done', closed_at = now() - make_interval(days => $2) where id = $1`, [id, days])
  return { id, externalId }
}
const opens = async (who: Browser, id: string) => [(await who.get(`/conversations/${id}`)).status, (await who.get(`/conversations/${id}/messages`)).status]
const lists = async (who: Browser, id: string) => queueSchema.parse((await who.get('/queue?view=closed&limit=100')).body).rows.some((row) => row.id === id)

test('what ended lately is everybody\'s who counsels; what ended long ago is gone from a counsellor\'s list and door alike', async () => {
  const [late, old] = [await ended(NEAR_DAYS - 1), await ended(NEAR_DAYS + 1)]
  for (const who of [hoa, nam, lan]) expect([await opens(who, late.id), await lists(who, late.id)]).toEqual([[200, 200], true])
  expect([await opens(hoa, old.id), await lists(hoa, old.id)]).toEqual([[404, 404], false])
  expect([await opens(lan, old.id), await lists(lan, old.id)]).toEqual([[200, 200], true])
  expect((await hoa.post(`/conversations/${old.id}/notes`, { clientId: randomUUID(), text: 'x' })).status).toBe(404)
})

test.each([
  ['closed it', `update conversation set closed_by = $2 where id = $1`],
  ['wrote in it', `insert into message (id, conversation_id, seq, direction, author, staff_id, content_enc, channel, account, said_at, status) values (gen_random_uuid(), $1, 90, 'out', 'staff', $2, '\\x01', 'zalo', 'a-1', now(), 'sent')`],
  ['should read it, as everybody', `update conversation set review = $2::uuid is not null where id = $1`],
])('a counsellor who %s keeps it, in list and door alike', async (_, mine) => {
  const { id } = await ended(NEAR_DAYS + 1)
  await room.db.pool.query(mine, [id, hoa.me.id])
  const [status] = await opens(hoa, id)
  expect([status, await lists(hoa, id)]).toEqual([200, true])
})

test('a counsellor who holds the same person\'s new talk reads the earlier ones; a colleague who does not, does not', async () => {
  const { id, externalId } = await ended(NEAR_DAYS + 1)
  const now = await room.write(externalId, 'em lại đây')
  await room.db.pool.query(`update conversation set owner_kind = 'queue', waiting_since = now() where id = $1`, [now])
  expect((await hoa.post(`/conversations/${now}/claim`)).status).toBe(200)
  expect([await opens(hoa, id), await opens(nam, id)]).toEqual([[200, 200], [404, 404]])
})

test('every role has its reach written down', () => {
  expect(Object.keys(REACH).toSorted()).toEqual([...ROLES].toSorted())
})
