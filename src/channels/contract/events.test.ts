/** Every documented event of both platforms, through HTTP with a true signature: what it means, or why it is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Case } from './cases.ts'
import { startHarness, type Harness } from './harness.ts'
import { MESSENGER_EVENTS, MESSENGER_MESSAGES, MESSENGER_REFUSED } from './messengerCases.ts'
import { ZALO_EVENTS, ZALO_MESSAGES, ZALO_REFUSED } from './zaloCases.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const TABLES: [channel: 'zalo' | 'messenger', what: string, cases: Case[]][] = [
  ['zalo', 'what a person says', ZALO_MESSAGES],
  ['zalo', 'what else happens', ZALO_EVENTS],
  ['zalo', 'what is refused', ZALO_REFUSED],
  ['messenger', 'what a person says', MESSENGER_MESSAGES],
  ['messenger', 'what else happens', MESSENGER_EVENTS],
  ['messenger', 'what is refused', MESSENGER_REFUSED],
]

describe.each(TABLES)('%s, %s', (channel, _what, cases) => {
  test.each(cases)('$name', async ({ body, status = 200, messages = [], events = [] }) => {
    const outcome = await harness[channel](body)
    expect(outcome.status).toBe(status)
    expect(outcome.messages).toEqual(messages.map((message) => expect.objectContaining(message)))
    expect(outcome.events).toEqual(events.map((event) => expect.objectContaining(event)))
  })

  test.each(cases)('again: $name has the same key, so that a repeat does nothing', async ({ body }) => {
    const keys = async () => {
      const { messages, events } = await harness[channel](body)
      return [...messages, ...events].map(({ eventKey }) => eventKey)
    }
    expect(await keys()).toEqual(await keys())
  })
})

test('no two events of the tables share a key by accident', async () => {
  const { messages } = await harness.messenger({ object: 'page', entry: [] })
  expect(messages).toEqual([])
  const said = await harness.zalo(ZALO_MESSAGES[0]?.body)
  const seen = await harness.zalo(ZALO_EVENTS[0]?.body)
  expect(seen.events[0]?.eventKey).not.toBe(said.messages[0]?.eventKey)
})
