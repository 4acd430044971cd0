/** What can be read is heard: an odd part beside a person's words costs the words nothing. */
import { expect, test } from 'vitest'
import { parseMessenger } from '../messenger/parse.ts'
import type { Parsed } from '../wire/index.ts'
import { parseZalo } from '../zalo/parse.ts'
import { APP, META_APP, NOW, OA, PAGE, PSID, USER } from './harness.ts'

const ODD: readonly unknown[] = [null, 0, -1.5, true, '', 'x'.repeat(5_000), 'Ằ\u0000\ud83d', [], [[[]]], {}, { id: {} }, [null], 1e300]
const TEXT = 'ba đánh con đau lắm'

/** A body with one odd value at this path, each along the way made where it is missing. */
function withOdd(body: object, path: string, value: unknown): unknown {
  const copy = structuredClone(body)
  const keys = path.split('.')
  let place: object = copy
  for (const key of keys.slice(0, -1)) {
    const next: unknown = Reflect.get(place, key)
    const made: object = typeof next === 'object' && next !== null ? next : {}
    Reflect.set(place, key, made)
    place = made
  }
  Reflect.set(place, keys.at(-1) ?? '', value)
  return copy
}

const heard = (parsed: Parsed) => (parsed.ok ? parsed.incoming.flatMap((one) => (one.type === 'message' ? [[one.message.externalId, one.message.content.text]] : [])) : parsed.why)

const ZALO = { app_id: APP, event_name: 'user_send_text', timestamp: '1795400000174', sender: { id: USER }, recipient: { id: OA }, message: { msg_id: 'm', text: TEXT } }
const zalo = (body: unknown) => parseZalo(body, { account: OA, now: NOW, raw: JSON.stringify(body) })

test.each(['user_id_by_app', 'user_id', 'oa_id', 'follower', 'follower.id', 'recipient', 'sender.admin_id', 'message.msg_id', 'message.msg_ids', 'message.attachments', 'message.conversation_id', 'message.quote_msg_id', 'info'])('Zalo: %s may be anything', (path) => {
  // Another OA's id is none of ours, whatever else the body says: only what can be no id is odd here.
  const values = ODD.filter((value) => !(path === 'oa_id' && (value === true || typeof value === 'number' || (typeof value === 'string' && value !== ''))))
  for (const value of values) expect(heard(zalo(withOdd(ZALO, path, value))), JSON.stringify(value)?.slice(0, 40)).toEqual([[USER, TEXT]])
})

const ITEM = 'entry.0.messaging.0'
const MESSENGER = { object: 'page', entry: [{ id: PAGE, time: 1, messaging: [{ sender: { id: PSID }, recipient: { id: PAGE }, timestamp: 1_795_400_000_000, message: { mid: 'm', text: TEXT } }] }] }
const messenger = (body: unknown) => parseMessenger(body, { account: PAGE, appId: META_APP, now: NOW })

test.each([
  'entry.0.time', 'entry.0.changes', 'entry.0.standby', 'entry.0.messaging_handovers', `${ITEM}.timestamp`, `${ITEM}.postback`, `${ITEM}.referral`, `${ITEM}.delivery`, `${ITEM}.read`, `${ITEM}.message_edit`, `${ITEM}.pass_thread_control`, `${ITEM}.take_thread_control`, `${ITEM}.policy_enforcement`,
  `${ITEM}.recipient`, `${ITEM}.sender.user_ref`, `${ITEM}.message.mid`, `${ITEM}.message.attachments`, `${ITEM}.message.quick_reply`, `${ITEM}.message.app_id`, `${ITEM}.message.metadata`, `${ITEM}.message.reply_to`, `${ITEM}.message.sticker_id`, `${ITEM}.message.nlp`,
])('Messenger: %s may be anything', (path) => {
  for (const value of ODD) expect(heard(messenger(withOdd(MESSENGER, path, value))), JSON.stringify(value)?.slice(0, 40)).toEqual([[PSID, TEXT]])
})

test.each([['Zalo', 'sender.id', ZALO, zalo], ['Zalo', 'sender', ZALO, zalo], ['Messenger', `${ITEM}.sender.id`, MESSENGER, messenger], ['Messenger', `${ITEM}.sender`, MESSENGER, messenger]] as const)('%s: nobody is made of an odd %s', (_platform, path, body, parse) => {
  for (const value of ODD) {
    const parsed = parse(withOdd(body, path, value))
    expect(parsed.ok ? parsed.incoming.filter((one) => 'externalId' in (one.type === 'message' ? one.message : one.event)) : [], JSON.stringify(value)?.slice(0, 40)).toEqual([])
  }
})

test('two buttons tapped in one second are two things said; the platform repeating one of them is none', () => {
  const tap = (payload: string) => ({ object: 'page', entry: [{ id: PAGE, messaging: [{ sender: { id: PSID }, recipient: { id: PAGE }, timestamp: '1795400000', postback: { title: 'x', payload } }] }] })
  const keys = ['A', 'B', 'B'].flatMap((payload) => {
    const parsed = messenger(tap(payload))
    return parsed.ok ? parsed.incoming.flatMap((one) => (one.type === 'message' ? one.message.eventKey : [])) : []
  })
  expect([keys.length, new Set(keys).size]).toEqual([3, 2])
})
