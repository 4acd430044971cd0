import { afterAll, beforeAll, expect, test } from 'vitest'
import { notify } from '../../src/conversation/index.ts'
import { eventually } from '../support/eventually.ts'
import { startTestChat } from './support.ts'

let chat: Awaited<ReturnType<typeof startTestChat>>
beforeAll(async () => { chat = await startTestChat() })
afterAll(() => chat.stop())

test('a stream opened before the first word hears the talk live, in order, and who speaks', async () => {
  const child = await chat.visitor()
  const stream = await child.listen()
  expect(stream.status).toBe(200)
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  expect(stream.headers.get('x-accel-buffering')).toBe('no')
  expect(stream.headers.get('cache-control')).toContain('no-transform')
  await child.say('một')
  await child.say('hai')
  await eventually(() => expect(stream.texts().toSorted()).toEqual(['hai', 'một', 're: hai', 're: một']))
  expect(stream.heard.filter(({ event }) => event === 'message').map(({ data }) => data)).toEqual((await child.read()).messages)
  expect(stream.lastState()).toEqual({ owner: 'bot', open: true })
  const id = await child.conversation()
  await chat.db.pool.query(`update conversation set owner_kind = 'queue' where id = $1`, [id])
  await notify(chat.db.pool, 'conversation', id)
  await eventually(() => expect(stream.lastState()).toEqual({ owner: 'queue', open: true }))
  await stream.close()
})

test('after a lost line the stream goes on behind the last event, neither losing nor repeating', async () => {
  const child = await chat.visitor()
  const first = await child.listen()
  await child.say('trước')
  await eventually(() => expect(first.texts()).toEqual(['trước', 're: trước']))
  const last = first.heard.findLast(({ id }) => id !== '')?.id
  await first.close()
  await child.say('trong lúc mất mạng')
  const second = await child.listen(last)
  await eventually(() => expect(second.texts()).toEqual(['trong lúc mất mạng', 're: trong lúc mất mạng']))
  await second.close()
})

test('a talk goes on in the same stream when a closed conversation is followed by a new one', async () => {
  const child = await chat.visitor()
  const stream = await child.listen()
  await child.say('lần một')
  await eventually(() => expect(stream.texts()).toContain('re: lần một'))
  const id = await child.conversation()
  await chat.db.pool.query(`update conversation set state = 'closed', closed_at = now() where id = $1`, [id])
  await notify(chat.db.pool, 'conversation', id)
  await eventually(() => expect(stream.lastState().open).toBe(false))
  await child.say('lần hai')
  await eventually(() => expect(stream.texts()).toEqual(['lần một', 're: lần một', 'lần hai', 're: lần hai']))
  expect(stream.lastState().open).toBe(true)
  const places = stream.heard.filter(({ event }) => event === 'message').map(({ id }) => id)
  expect((await child.read(places[1])).messages.map(({ text }) => text)).toEqual(['lần hai', 're: lần hai'])
  await stream.close()
})

test('a place nobody knows reads from the beginning rather than nothing', async () => {
  const child = await chat.visitor()
  await child.say('em')
  await eventually(async () => expect((await child.read('00000000-0000-4000-8000-000000000000:7')).messages).toHaveLength(2))
  expect((await child.read("'; drop table message; --")).messages).toHaveLength(2)
})

test('a fourth stream of one visitor ends the first', async () => {
  const child = await chat.visitor()
  const streams = [await child.listen(), await child.listen(), await child.listen(), await child.listen()]
  await eventually(() => expect(streams.map((stream) => stream.ended())).toEqual([true, false, false, false]))
  await Promise.all(streams.map((stream) => stream.close()))
})

test('what is said through one instance is heard on a stream of another', async () => {
  const other = await chat.second()
  const child = await chat.visitor()
  const stream = await (await other.visitor(child.token)).listen()
  await child.say('qua máy chủ khác')
  await eventually(() => expect(stream.texts()).toEqual(['qua máy chủ khác', 're: qua máy chủ khác']))
  await other.stop()
})

test('a change whose notice was lost is found by looking', async () => {
  const other = await startTestChat({ pollMs: 50 })
  const child = await other.visitor()
  const stream = await child.listen()
  await child.say('em')
  await eventually(() => expect(stream.texts()).toHaveLength(2))
  await other.db.pool.query(`update conversation set owner_kind = 'queue' where id = $1`, [await child.conversation()])
  await eventually(() => expect(stream.lastState().owner).toBe('queue'))
  await other.stop()
})

test('stopping ends the open streams, so that the server can close', async () => {
  const other = await startTestChat()
  const stream = await (await other.visitor()).listen()
  await other.stop()
  await eventually(() => expect(stream.ended()).toBe(true))
})
