import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bot } from '../../src/conversation/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { echoBot, startTestSpine, textFrom } from '../support/spine.ts'

let database: TestDatabase
let spine: Awaited<ReturnType<typeof startTestSpine>>
const refused: Record<string, number> = {}

/** Fails on every message that says "poison", and twice on one that says "stumble". */
let stumbles = 0
const fragileBot: Bot = async (turn) => {
  const texts = turn.messages.filter((one) => one.open).map((one) => one.content.text)
  if (texts.includes('poison')) throw new TypeError('broken on purpose')
  if (texts.includes('stumble') && stumbles < 2) {
    stumbles += 1
    throw new TypeError('broken on purpose')
  }
  return echoBot(turn)
}

beforeAll(async () => {
  database = await createTestDatabase()
  spine = await startTestSpine(database.url, {
    bot: fragileBot,
    send: async ({ text, messageId }) => {
      const times = (refused[messageId] = (refused[messageId] ?? 0) + 1)
      if (text === 're: rate' && times < 3) return { outcome: 'retry', code: 'rate-limit', afterSeconds: 0.05 }
      if (text === 're: blocked') return { outcome: 'failed', code: 'blocked' }
      if (text === 're: silent') return { outcome: 'unknown', code: 'timeout' }
      return { outcome: 'sent', providerMessageId: `p-${messageId}` }
    },
  })
})
afterAll(async () => {
  await spine.stop()
  await database.drop()
})

const one = async <T extends object>(sql: string, values: unknown[] = []) => (await database.db.pool.query<T>(sql, values)).rows[0]
const sentTo = (person: string) => spine.sent.filter((message) => message.to.externalId === person).map((message) => message.text)

test('F16: a turn that fails and then succeeds answers once, and nothing overtakes it', async () => {
  await spine.receive(textFrom('stumbler', 'stumble', 's1'))
  await spine.receive(textFrom('stumbler', 'after', 's2'))
  await eventually(() => expect(sentTo('stumbler')).toEqual(['re: stumble', 're: after']))
})

test('F16: after repeated failure the conversation goes to a human as it is: high, flagged, alarm, case, and the person is told', async () => {
  await spine.receive(textFrom('unlucky', 'poison', 'p1'))
  // Back-off takes minutes in life: the test moves the lane's clock.
  await eventually(async () => {
    await database.db.pool.query(`update lane set due_at = now() where attempts > 0`)
    expect(sentTo('unlucky')).toEqual(['machine failed'])
  })
  const row = await one<{ owner: string; urgency: string; review: boolean; waiting: boolean; case: boolean; open: number; alarm: string }>(`
    select c.owner_kind as owner, c.urgency, c.review, c.waiting_since is not null as waiting, c.case_id is not null as case,
      (select count(*)::int from message m where m.conversation_id = c.id and m.direction = 'in' and m.done_at is null) as open,
      (select level::text from alarm a where a.conversation_id = c.id and a.acknowledged_at is null) as alarm
    from conversation c join message m on m.conversation_id = c.id where m.event_key = 'p1'`)
  expect(row).toEqual({ owner: 'queue', urgency: 'high', review: true, waiting: true, case: true, open: 0, alarm: 'high' })
})

test('a provider that asks to wait gets the message again, once, in its place', async () => {
  await spine.receive(textFrom('limited', 'rate', 'r1'))
  await spine.receive(textFrom('limited', 'next', 'r2'))
  await eventually(() => expect(sentTo('limited')).toEqual(['re: rate', 're: next']))
})

test('a refused message is settled with its code and does not hold up the next one', async () => {
  await spine.receive(textFrom('blocked', 'blocked', 'b1'))
  await spine.receive(textFrom('blocked', 'next', 'b2'))
  await eventually(() => expect(sentTo('blocked')).toEqual(['re: next']))
  const row = await one<{ status: string; error_code: string }>(`
    select m.status, m.error_code from message m join message i on i.conversation_id = m.conversation_id
    where i.event_key = 'b1' and m.direction = 'out' order by m.seq limit 1`)
  expect(row).toEqual({ status: 'failed', error_code: 'blocked' })
})

test('a send without an answer is not repeated blindly; the echo of the platform settles it, and later receipts only move forward', async () => {
  await spine.receive(textFrom('silent', 'silent', 'q1'))
  const status = () => one<{ id: string; status: string; provider_message_id: string | null }>(`
    select m.id, m.status, m.provider_message_id from message m join message i on i.conversation_id = m.conversation_id
    where i.event_key = 'q1' and m.direction = 'out'`)
  await eventually(async () => expect((await status())?.status).toBe('unknown'))
  const base = { channel: 'zalo', account: 'oa-1', kind: 'oa_send_text', body: '{}' } as const
  await spine.receiveEvent({ ...base, eventKey: 'e1', type: 'echo', externalId: 'silent', providerMessageId: 'z-9', text: 're: silent', at: new Date() })
  expect(await status()).toMatchObject({ status: 'sent', provider_message_id: 'z-9' })
  await spine.receiveEvent({ ...base, eventKey: 'e2', type: 'receipt', status: 'read', providerMessageIds: ['z-9'] })
  await spine.receiveEvent({ ...base, eventKey: 'e3', type: 'receipt', status: 'delivered', providerMessageIds: ['z-9'] })
  expect((await status())?.status).toBe('read')
  expect(Object.values(refused).every((times) => times <= 3)).toBe(true)
})

test('an event that nobody knows is kept once and changes nothing', async () => {
  const event = { channel: 'zalo', account: 'oa-1', kind: 'something_new', body: '{"a":1}', eventKey: 'n1', type: 'ignored' } as const
  await spine.receiveEvent(event)
  await spine.receiveEvent(event)
  expect(await one(`select count(*)::int as n from channel_event where kind = 'something_new'`)).toEqual({ n: 1 })
})
