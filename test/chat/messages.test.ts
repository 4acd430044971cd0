import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStaff } from '../../src/staff/index.ts'
import { eventually } from '../support/eventually.ts'
import { startTestChat, type TestChat } from './support.ts'

let chat: TestChat
beforeAll(async () => { chat = await startTestChat() })
afterAll(() => chat.stop())

const count = async (sql: string, values: unknown[]) => (await chat.db.pool.query(sql, values)).rowCount

test('what a visitor writes is answered, and both stand in their talk in order', async () => {
  const child = await chat.visitor()
  expect((await child.say('em chào cô')).status).toBe(202)
  await eventually(async () => expect((await child.read()).messages.map(({ author, text }) => [author, text])).toEqual([['person', 'em chào cô'], ['bot', 're: em chào cô']]))
  expect((await child.read()).state).toEqual({ owner: 'bot', open: true })
})

test('one client id sent five times at once is one message', async () => {
  const child = await chat.visitor()
  const clientId = randomUUID()
  const answers = await Promise.all(Array.from({ length: 5 }, () => child.say('một lần', { clientId })))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  await eventually(async () => expect((await child.read()).messages).toHaveLength(2))
  expect((await child.read()).messages[0]).toMatchObject({ text: 'một lần', clientId })
})

test('another visitor with the same client id loses nothing, and neither reads the other', async () => {
  const [one, other] = [await chat.visitor(), await chat.visitor()]
  const clientId = 'same-client-id'
  await Promise.all([one.say('của em', { clientId }), other.say('của bạn', { clientId })])
  await eventually(async () => {
    expect((await one.read()).messages.map(({ text }) => text)).toEqual(['của em', 're: của em'])
    expect((await other.read()).messages.map(({ text }) => text)).toEqual(['của bạn', 're: của bạn'])
  })
  const [place] = (await one.read()).messages.map((message) => message.place)
  expect((await other.read(place)).messages).toHaveLength(2)
})

test('only tokens this service made open anything', async () => {
  for (const token of ['', 'x'.repeat(43), Buffer.alloc(32).toString('base64url')]) {
    expect((await chat.call('GET', '/messages', { token })).status).toBe(401)
    expect((await chat.call('POST', '/messages', { token, body: { clientId: randomUUID(), text: 'x' } })).status).toBe(401)
    expect((await chat.call('GET', '/events', { token })).status).toBe(401)
  }
  expect((await chat.call('GET', '/messages')).status).toBe(401)
})

test('decomposed Vietnamese is kept composed, and the limit of 2,000 is counted after composing', async () => {
  const child = await chat.visitor()
  const longest = 'ế'.repeat(2_000)
  expect((await child.say(longest.normalize('NFD'))).status).toBe(202)
  expect((await child.say(`${longest}.`.normalize('NFD'))).status).toBe(400)
  await eventually(async () => expect((await child.read()).messages[0]?.text).toBe(longest))
})

const wrong: [string, string, number][] = [
  ['not JSON', '{"clientId":', 400],
  ['a list', '[]', 400],
  ['null', 'null', 400],
  ['a number for a text', '{"clientId":"abcdefgh","text":7}', 400],
  ['blank words', '{"clientId":"abcdefgh","text":" \\n "}', 400],
  ['no client id', '{"text":"em"}', 400],
  ['a client id with odd signs', '{"clientId":"../../etc","text":"em"}', 400],
  ['two megabytes', JSON.stringify({ clientId: 'abcdefgh', text: 'a'.repeat(2_000_000) }), 413],
]
test.each(wrong)('%s is refused clearly and nothing is kept', async (_name, raw, status) => {
  const child = await chat.visitor()
  const answer = await chat.call('POST', '/messages', { token: child.token, raw })
  expect(answer.status).toBe(status)
  expect((await child.read()).messages).toEqual([])
})

test('whatever bytes are posted, the answer is a 4xx or the message is kept', async () => {
  const child = await chat.visitor()
  await fc.assert(fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (raw) => {
    expect((await chat.call('POST', '/messages', { token: child.token, raw })).status).toSatisfy((status: number) => status === 202 || (status >= 400 && status < 500))
  }), { numRuns: 30 })
})

test('a word of the bot that a human silenced is never shown; what waits to be sent is not shown early', async () => {
  const child = await chat.visitor()
  await child.say('một')
  await eventually(async () => expect((await child.read()).messages).toHaveLength(2))
  const id = await child.conversation()
  // Written and not yet sent. Then a human takes over, and sending finds that out.
  const early = await chat.write(id, { author: 'bot', text: 'lời của máy' }, async (client) => {
    await client.query(`update outbox set due_at = 'infinity' where conversation_id = $1`, [id])
  })
  const written = await chat.write(id, { author: 'bot', text: 'lời sau' })
  expect((await child.read()).messages.map(({ text }) => text)).not.toContain('lời sau')
  await chat.db.pool.query(`with gone as (delete from outbox where message_id = $1) update message set status = 'withheld' where id = $1`, [early])
  await eventually(async () => expect((await child.read()).messages.at(-1)).toMatchObject({ id: written, text: 'lời sau' }))
  expect((await child.read()).messages.map(({ text }) => text)).not.toContain('lời của máy')
})

test('a counsellor is shown by given name and nothing more', async () => {
  const staffId = (await createStaff(chat.db, { email: 'an@demo.local', name: 'Nguyễn Thị Bình An', role: 'counsellor', password: randomUUID() })) ?? ''
  const child = await chat.visitor()
  await child.say('chào')
  const id = await child.conversation()
  await chat.write(id, { author: 'staff', text: 'Cô đây', staffId })
  await chat.db.pool.query(`update conversation set owner_kind = 'staff', owner_id = $2 where id = $1`, [id, staffId])
  await eventually(async () => expect((await child.read()).messages.at(-1)).toMatchObject({ author: 'staff', text: 'Cô đây', staffName: 'An' }))
  const { messages, state } = await child.read()
  expect(state).toEqual({ owner: 'staff', open: true, staffName: 'An' })
  expect(JSON.stringify({ messages, state })).not.toContain('Nguyễn')
})

test('an arrival is greeted once, in the visitor\'s language, though nothing was said', async () => {
  const child = await chat.visitor()
  await Promise.all([child.post('/arrival', { locale: 'en' }), child.post('/arrival', { locale: 'en' })])
  await eventually(async () => expect((await child.read()).messages.map(({ text }) => text)).toEqual(['hello in en']))
})

test('replies on the screen are told to the desk as read; another visitor cannot tell it', async () => {
  const [child, other] = [await chat.visitor(), await chat.visitor()]
  await child.say('em đây')
  const reply = await eventually(async () => (await child.read()).messages.find(({ author }) => author === 'bot')?.id ?? false)
  await other.say('ai đó')
  expect((await other.post('/seen', { messages: [reply] })).status).toBe(204)
  expect(await count(`select 1 from message where id = $1 and status = 'read'`, [reply])).toBe(0)
  expect((await child.post('/seen', { messages: [reply] })).status).toBe(204)
  await eventually(async () => expect(await count(`select 1 from message where id = $1 and status = 'read'`, [reply])).toBe(1))
})

test('a person whose key was destroyed leaves nothing to read', async () => {
  const child = await chat.visitor()
  await child.say('xóa giúp em')
  await eventually(async () => expect((await child.read()).messages).toHaveLength(2))
  await chat.db.pool.query(`update data_key set wrapped = null, destroyed_at = now() where id = (select p.key_id from person p join conversation c on c.person_id = p.id where c.id = $1)`, [await child.conversation()])
  expect((await child.read()).messages).toEqual([])
})
