/** F8 (Aselo 121): the child goes away at each step of a hand-over. Somebody owns the talk, or it waits and calls. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { returnUnanswered } from '../../src/desk/index.ts'
import { startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2')])
})
beforeEach(async () => {
  await room.db.pool.query(`update conversation set state = 'closed', closed_at = now() where state = 'open'`)
  for (const who of [hoa, nam]) await who.post('/presence', { viewing: null, typing: false })
})
afterAll(() => room.stop())

const say = (who: Browser, id: string) => who.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'cô nghe em', lastSeenSeq: 99 })
const hand = (id: string, warm: boolean) => hoa.post(`/conversations/${id}/transfer`, { staffId: nam.me.id, note: 'theo giúp chị', warm })

/** What has happened when the child falls silent, and where the talk then stands. */
const STEPS: [string, (id: string) => Promise<unknown>, { owner: string; waits: boolean; rings: boolean }][] = [
  ['claimed, not a word yet', async () => undefined, { owner: 'queue', waits: true, rings: true }],
  ['claimed and answered', (id) => say(hoa, id), { owner: 'Hoa', waits: false, rings: false }],
  ['offered to a colleague, answered before', async (id) => { await say(hoa, id); await hand(id, true) }, { owner: 'Hoa', waits: false, rings: false }],
  ['offered to a colleague, never answered', (id) => hand(id, true), { owner: 'queue', waits: true, rings: true }],
  ['taken by the colleague, answered before', async (id) => { await say(hoa, id); await hand(id, true); await nam.post(`/conversations/${id}/accept`) }, { owner: 'Nam', waits: false, rings: false }],
  ['handed over cold, answered before', async (id) => { await say(hoa, id); await hand(id, false) }, { owner: 'Nam', waits: false, rings: false }],
  ['handed over cold, never answered', (id) => hand(id, false), { owner: 'queue', waits: true, rings: true }],
  ['released to the queue', (id) => hoa.post(`/conversations/${id}/release`, { to: 'queue' }), { owner: 'queue', waits: true, rings: true }],
]

test.each(STEPS)('F8: the child falls silent when the talk is %s: its state is defined, and whoever is owed a human is called for', async (_step, act, expected) => {
  const id = await room.waiting('em sợ lắm', { level: 'high' })
  await hoa.post(`/conversations/${id}/claim`)
  await act(id)
  await room.db.pool.query(`update conversation set owner_since = owner_since - interval '30 minutes' where id = $1`, [id])
  await room.db.pool.query(`update message set received_at = received_at - interval '30 minutes' where conversation_id = $1`, [id])
  for (const who of [hoa, nam]) await who.post('/presence', { viewing: null, typing: false })
  await returnUnanswered(room.desk)
  const { rows: [now] } = await room.db.pool.query<{ owner: string; waits: boolean; rings: boolean }>(`
    select coalesce(s.name, c.owner_kind::text) as owner, c.waiting_since is not null as waits,
      exists (select 1 from alarm a where a.conversation_id = c.id and a.acknowledged_at is null) as rings
    from conversation c left join staff s on s.id = c.owner_id where c.id = $1`, [id])
  expect(now).toEqual(expected)
})
