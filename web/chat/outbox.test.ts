import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Answer, Said } from './api.ts'
import { createOutbox, newClientId } from './outbox.ts'
import type { Store } from './storage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const OK: Answer<true> = { kind: 'ok', body: true }
const AWAY: Answer<true> = { kind: 'away' }
const said = (text: string): Said => ({ clientId: newClientId(), text, locale: 'vi' })

function memoryStore(): Store {
  const items = new Map<string, string>()
  return { read: (name) => items.get(name), write: (name, value) => void items.set(name, value), clear: () => items.clear() }
}

/** A server that answers as told, then always yes. */
function outboxWith(answers: Answer<true>[], store = memoryStore()) {
  const sent: Said[] = []
  const troubles: (string | undefined)[] = []
  const send = async (one: Said) => {
    sent.push(one)
    return answers.shift() ?? OK
  }
  const outbox = createOutbox({ store, send, onChange: () => undefined, onTrouble: (trouble) => troubles.push(trouble) })
  return { outbox, sent, troubles, store, texts: () => sent.map((one) => one.text), states: () => outbox.all().map((item) => item.state) }
}

test('with the network away a message waits, is tried again under the same id, and nothing overtakes it', async () => {
  const { outbox, sent, states } = outboxWith([AWAY, AWAY])
  outbox.add(said('một'))
  outbox.add(said('hai'))
  await vi.advanceTimersByTimeAsync(0)
  expect(states()).toEqual(['waiting', 'waiting'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent.map((one) => one.text)).toEqual(['một', 'một', 'một', 'hai'])
  expect(new Set(sent.slice(0, 3).map((one) => one.clientId)).size).toBe(1)
  expect(states()).toEqual(['sent', 'sent'])
})

test('news of a network sends at once instead of waiting out the pause', async () => {
  const { outbox, texts } = outboxWith([AWAY, AWAY, AWAY])
  outbox.add(said('em'))
  await vi.advanceTimersByTimeAsync(4_000)
  const before = texts().length
  outbox.hurry()
  await vi.advanceTimersByTimeAsync(0)
  expect(texts()).toHaveLength(before + 1)
})

test('a busy server is asked again when it said, not before', async () => {
  const { outbox, texts, troubles } = outboxWith([{ kind: 'busy', seconds: 30 }])
  outbox.add(said('em'))
  await vi.advanceTimersByTimeAsync(29_000)
  expect(texts()).toEqual(['em'])
  expect(troubles).toEqual(['busy'])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(texts()).toEqual(['em', 'em'])
  expect(troubles).toEqual(['busy', undefined])
})

test('a refused message is shown as such, holds nothing up, and can be sent again', async () => {
  const { outbox, states, texts } = outboxWith([{ kind: 'refused' }])
  outbox.add(said('lạ'))
  outbox.add(said('tiếp'))
  await vi.advanceTimersByTimeAsync(0)
  expect(states()).toEqual(['refused', 'sent'])
  outbox.again(outbox.all()[0]?.clientId ?? '')
  await vi.advanceTimersByTimeAsync(0)
  expect(texts()).toEqual(['lạ', 'tiếp', 'lạ'])
})

test('after a reload what had not come back is sent again under its old id', async () => {
  const first = outboxWith([AWAY])
  first.outbox.add(said('em còn đây'))
  await vi.advanceTimersByTimeAsync(0)
  const second = outboxWith([], first.store)
  await vi.advanceTimersByTimeAsync(0)
  expect(second.sent[0]).toEqual(first.sent[0])
})

test('a message leaves the outbox when its row comes back', async () => {
  const { outbox } = outboxWith([])
  outbox.add(said('em'))
  await vi.advanceTimersByTimeAsync(0)
  outbox.settle(outbox.all()[0]?.clientId ?? '')
  expect(outbox.all()).toEqual([])
})
