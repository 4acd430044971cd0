import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sendReply, takeBack } from './outgoing.ts'
import { typeDraft } from './drafts.ts'

/** The server as the browser meets it: each answer once, in order; what it was sent is kept. */
type Answer = 'cut' | { status: number; body: object }
let answers: Answer[] = []
let sent: { path: string; body: { clientId?: string; text?: string; lastSeenSeq?: number } }[] = []
const replies = () => sent.filter(({ path }) => path.endsWith('/reply')).map(({ body }) => body)
const drafts = () => sent.filter(({ path }) => path.endsWith('/draft')).map(({ body }) => body.text)
const OK: Answer = { status: 200, body: { messageId: 'm', seq: 9 } }
const STALE: Answer = { status: 409, body: { error: { code: 'conflict', key: 'error.stale', details: { lastSeq: 8 } } } }

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  sent = []
  vi.stubGlobal('fetch', (path: string, { body }: { body?: string }) => {
    sent.push({ path, body: JSON.parse(body ?? '{}') })
    if (!path.endsWith('/reply')) return Promise.resolve(new Response(null, { status: 204 }))
    const answer = answers.shift() ?? 'cut'
    if (answer === 'cut') return Promise.reject(new TypeError('network'))
    return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status }))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a reply that meets a cut goes again by itself under the same id until the server has it, and then never more', async () => {
  answers = ['cut', 'cut', OK]
  sendReply('cut', 'em ở yên nhé', 7)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(replies()).toHaveLength(3)
  expect(new Set(replies().map(({ clientId }) => clientId)).size).toBe(1)
})

test('while its answer is awaited a reply cannot be taken back or sent a second time', async () => {
  answers = ['cut', OK]
  sendReply('wait', 'chào em', 1)
  sendReply('wait', 'chào em', 1)
  await vi.advanceTimersByTimeAsync(10)
  takeBack('wait')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(replies().map(({ text }) => text)).toEqual(['chào em', 'chào em'])
  expect(new Set(replies().map(({ clientId }) => clientId)).size).toBe(1)
})

test('a stale reply stays with the counsellor: nothing is sent until they send again with what they have read', async () => {
  answers = [STALE, OK]
  sendReply('stale', 'ổn mà', 7)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(replies()).toHaveLength(1)
  sendReply('stale', 'ổn mà', 8)
  await vi.advanceTimersByTimeAsync(10)
  expect(replies().map(({ lastSeenSeq }) => lastSeenSeq)).toEqual([7, 8])
})

test('a refused reply that is taken back and changed is a new one', async () => {
  answers = [STALE, OK]
  sendReply('edit', 'một', 7)
  await vi.advanceTimersByTimeAsync(10)
  takeBack('edit')
  sendReply('edit', 'hai', 8)
  await vi.advanceTimersByTimeAsync(10)
  expect(new Set(replies().map(({ clientId }) => clientId)).size).toBe(2)
})

test('the draft is on the server a moment after typing stops and is dropped only once the reply is there', async () => {
  answers = ['cut', OK]
  typeDraft('draft', 'em')
  typeDraft('draft', 'em kể')
  await vi.advanceTimersByTimeAsync(700)
  expect(drafts()).toEqual(['em kể'])
  sendReply('draft', 'em kể', 3)
  await vi.advanceTimersByTimeAsync(100)
  expect(drafts()).toEqual(['em kể'])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(drafts()).toEqual(['em kể', ''])
})

test('what was typed while a reply was on its way is not dropped with it', async () => {
  answers = [OK]
  typeDraft('next', 'câu một')
  await vi.advanceTimersByTimeAsync(700)
  sendReply('next', 'câu một', 3)
  typeDraft('next', 'câu hai')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(drafts()).toEqual(['câu một', 'câu hai'])
})
