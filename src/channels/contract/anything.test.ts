/** Whatever a signed body holds: no crash, no 5xx, and no person made out of nothing. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseMessenger } from '../messenger/parse.ts'
import { parseZalo } from '../zalo/parse.ts'
import { APP, META_APP, NOW, OA, PAGE, PSID, startHarness, USER, type Harness } from './harness.ts'
import { MESSENGER_EVENTS, MESSENGER_MESSAGES } from './messengerCases.ts'
import { ZALO_EVENTS, ZALO_MESSAGES } from './zaloCases.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const zalo = (body: unknown) => parseZalo(body, { account: OA, now: NOW, raw: JSON.stringify(body) ?? '' })
const messenger = (body: unknown) => parseMessenger(body, { account: PAGE, appId: META_APP, now: NOW })

const bodies = [...ZALO_MESSAGES, ...ZALO_EVENTS, ...MESSENGER_MESSAGES, ...MESSENGER_EVENTS].map(({ body }) => body).filter((body) => typeof body === 'object' && body !== null)

/** A known body with one part, anywhere in it, replaced by anything. */
const damaged = fc.tuple(fc.constantFrom(...bodies), fc.nat(), fc.jsonValue()).map(([body, place, value]) => {
  const copy: unknown = structuredClone(body)
  const places = placesIn(copy)
  const chosen = places[place % places.length]
  if (chosen) Reflect.set(chosen.parent, chosen.key, value)
  return copy
})

function placesIn(value: unknown): { parent: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => [{ parent: value, key }, ...placesIn(Reflect.get(value, key))])
}

test('the parsers take any JSON', () => {
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), damaged), (body) => {
    for (const parsed of [zalo(body), messenger(body)]) {
      if (!parsed.ok) continue
      for (const item of parsed.incoming) {
        const subject = item.type === 'message' ? item.message : item.event
        expect(subject.eventKey).toMatch(/^[\x20-\x7e]+$/)
        if ('externalId' in subject) expect(subject.externalId).toMatch(/^[\x20-\x7e]+$/)
      }
    }
  }), { numRuns: 3000 })
})

test('a signed body of any shape is answered with 200 or 4xx', async () => {
  await fc.assert(fc.asyncProperty(damaged, async (body) => {
    for (const { status } of [await harness.zalo(body), await harness.messenger(body)]) expect(status).toBeLessThan(500)
  }), { numRuns: 300 })
})

test('any text comes out composed and whole', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
    const heard = [
      zalo({ app_id: APP, event_name: 'user_send_text', timestamp: '1795400000000', sender: { id: USER }, recipient: { id: OA }, message: { msg_id: 'm', text: text.normalize('NFD') } }),
      messenger({ object: 'page', entry: [{ id: PAGE, messaging: [{ sender: { id: PSID }, recipient: { id: PAGE }, message: { mid: 'm', text: text.normalize('NFD') } }] }] }),
    ].flatMap((parsed) => (parsed.ok ? parsed.incoming : [])).flatMap((item) => (item.type === 'message' ? [item.message.content.text] : []))
    const expected = text.normalize('NFC').replaceAll('\0', '')
    expect(heard).toEqual([expected, expected])
  }))
})
