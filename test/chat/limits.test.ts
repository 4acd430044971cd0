import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestChat, type TestChat } from './support.ts'

const wide = { points: 1_000, duration: 60 }
let chat: TestChat
beforeAll(async () => {
  chat = await startTestChat({ limits: { sessionsOfAddress: { points: 3, duration: 60 }, sessionsOfAll: wide, messagesOfVisitor: { points: 2, duration: 60 }, messagesOfAddress: wide, readsOfVisitor: wide, codesOfVisitor: wide } })
})
afterAll(() => chat.stop())

test('a flood of one visitor is told to wait and how long; others are not slowed', async () => {
  const [one, other] = [await chat.visitor(), await chat.visitor()]
  const answers = [await one.say('1'), await one.say('2'), await one.say('3')]
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 429])
  expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await other.say('em')).status).toBe(202)
})

test('one address cannot make visitors without end', async () => {
  expect((await chat.call('POST', '/session')).status).toBe(201)
  expect((await chat.call('POST', '/session')).status).toBe(429)
})

test('looking through the plain form counts as looking: it reads several times while it waits for an answer', async () => {
  const narrow = await startTestChat({ limits: { sessionsOfAddress: wide, sessionsOfAll: wide, messagesOfVisitor: wide, messagesOfAddress: wide, readsOfVisitor: { points: 2, duration: 60 }, codesOfVisitor: wide } })
  const { token } = await narrow.visitor()
  const look = () => fetch(`${narrow.url}/chat/plain`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ token }).toString() })
  const statuses = [(await look()).status, (await look()).status, (await look()).status]
  expect(statuses).toEqual([200, 200, 429])
  await narrow.stop()
})
