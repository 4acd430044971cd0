/** Messenger's events in the shapes of wire-facts §3.4, one item a body unless the case is about bodies. */
import type { Case } from './cases.ts'
import { META_APP, PAGE, PSID } from './harness.ts'

const AT = 1_795_400_000_000
const MID = 'm_AbCdEf0123456789_x-Y'
const parties = { sender: { id: PSID }, recipient: { id: PAGE }, timestamp: AT }
const from = { channel: 'messenger', account: PAGE, externalId: PSID } as const
const saidAt = new Date(AT)

function body(...entries: Record<string, unknown>[]): Record<string, unknown> {
  return { object: 'page', entry: entries.map((entry) => ({ id: PAGE, time: 1_795_400_000_500, ...entry })) }
}
const item = (rest: Record<string, unknown>) => body({ messaging: [{ ...parties, ...rest }] })
const standby = (rest: Record<string, unknown>) => body({ standby: [{ ...parties, ...rest }] })
const message = (rest: Record<string, unknown>) => item({ message: { mid: MID, ...rest } })
const attached = (type: string, payload: unknown, rest: Record<string, unknown> = {}) => message({ attachments: [{ type, ...(payload === undefined ? {} : { payload }) }], ...rest })
const echo = (rest: Record<string, unknown>) => ({ sender: { id: PAGE }, recipient: { id: PSID }, timestamp: AT, message: { is_echo: true, mid: MID, text: 'x', ...rest } })
const CDN = 'https://scontent.xx.fbcdn.net/v/x'

export const MESSENGER_MESSAGES: Case[] = [
  { name: 'text', body: message({ text: 'hello' }), messages: [{ ...from, eventKey: `message:${MID}`, providerMessageId: MID, kind: 'text', content: { text: 'hello' }, saidAt }] },
  { name: 'escaped and decomposed text is composed', body: `{"object":"page","entry":[{"id":"${PAGE}","time":1,"messaging":[{"sender":{"id":"${PSID}"},"recipient":{"id":"${PAGE}"},"timestamp":${AT},"message":{"mid":"m","text":"so\\u031b\\u0323 \\/"}}]}]}`, messages: [{ content: { text: 'sợ /' } }] },
  { name: 'quick reply', body: message({ text: 'Em là trẻ em', quick_reply: { payload: '#greeting/who:child' }, reply_to: { mid: 'm_1' } }), messages: [{ kind: 'text', content: { text: 'Em là trẻ em', payload: '#greeting/who:child' } }] },
  { name: 'an odd quick reply costs only itself', body: message({ text: 'a', quick_reply: 7 }), messages: [{ content: { text: 'a' } }] },
  { name: 'seconds', body: body({ messaging: [{ ...parties, timestamp: 1_795_400_000, message: { mid: MID, text: 'a' } }] }), messages: [{ saidAt }] },
  { name: 'a time as text', body: body({ messaging: [{ ...parties, timestamp: '1795400000000', message: { mid: MID, text: 'a' } }] }), messages: [{ saidAt }] },
  { name: 'no time at all', body: body({ messaging: [{ sender: { id: PSID }, recipient: { id: PAGE }, message: { mid: MID, text: 'a' } }] }), messages: [{ content: { text: 'a' } }] },
  { name: 'no mid', body: item({ message: { text: 'a' } }), messages: [{ content: { text: 'a' } }] },
  { name: 'no recipient', body: body({ messaging: [{ sender: { id: PSID }, timestamp: AT, message: { mid: MID, text: 'a' } }] }), messages: [{ externalId: PSID }] },
  { name: 'numeric ids beyond 2^53', body: `{"object":"page","entry":[{"id":${PAGE},"time":1,"messaging":[{"sender":{"id":71000000000000012345},"recipient":{"id":${PAGE}},"timestamp":${AT},"message":{"mid":"m","text":"a"}}]}]}`, messages: [{ externalId: '71000000000000012345' }] },
  { name: 'image', body: attached('image', { url: `${CDN}.jpg` }), messages: [{ kind: 'image', content: { text: '', media: [{ url: `${CDN}.jpg` }] } }] },
  { name: 'image with text', body: attached('image', { url: CDN }, { text: 'đây' }), messages: [{ kind: 'image', content: { text: 'đây', media: [{ url: CDN }] } }] },
  ...(['audio', 'video', 'file'] as const).map((kind): Case => ({ name: kind, body: attached(kind, { url: CDN }), messages: [{ kind }] })),
  { name: 'reel', body: attached('reel', { url: CDN }), messages: [{ kind: 'video' }] },
  { name: 'location', body: attached('location', { coordinates: { lat: 1.2, long: -1.3 } }), messages: [{ kind: 'location', content: { text: '', media: [{ latitude: 1.2, longitude: -1.3 }] } }] },
  { name: 'sticker of the old form', body: attached('image', { url: CDN, sticker_id: 369239263222822 }, { sticker_id: 369239263222822 }), messages: [{ kind: 'sticker' }] },
  { name: 'sticker of the new form', body: attached('sticker', { url: CDN, sticker_id: 369239263222822 }), messages: [{ kind: 'sticker', content: { text: '', media: [{ url: CDN }] } }] },
  { name: 'fallback alone is not dropped', body: attached('fallback', { url: 'https://example.vn/x', title: 'x' }), messages: [{ kind: 'other', content: { text: '', media: [{ url: 'https://example.vn/x', name: 'x' }] } }] },
  { name: 'fallback without payload', body: message({ attachments: [{ type: 'fallback', payload: null, title: 't', url: 'https://example.vn/y' }] }), messages: [{ kind: 'other', content: { text: '', media: [{ url: 'https://example.vn/y', name: 't' }] } }] },
  { name: 'fallback beside text is about the text', body: attached('fallback', { url: 'https://example.vn/x' }, { text: 'xem https://example.vn/x' }), messages: [{ kind: 'text', content: { text: 'xem https://example.vn/x', media: [{ url: 'https://example.vn/x' }] } }] },
  { name: 'template', body: attached('template', undefined), messages: [{ kind: 'other' }] },
  { name: 'an attachment of next year is not dropped', body: attached('hologram', { url: CDN }), messages: [{ kind: 'other', content: { text: '', media: [{ url: CDN }] } }] },
  { name: 'a broken attachment is not dropped', body: message({ attachments: ['x'] }), messages: [{ kind: 'other', content: { text: '' } }] },
  { name: 'a message with nothing in it is not dropped', body: message({}), messages: [{ kind: 'other', content: { text: '' } }] },
  { name: 'get started', body: item({ postback: { mid: MID, title: 'Bắt đầu', payload: 'GET_STARTED', referral: { ref: 'x', source: 'SHORTLINK', type: 'OPEN_THREAD' } } }), messages: [{ ...from, kind: 'text', content: { text: 'Bắt đầu', payload: 'GET_STARTED' } }] },
  { name: 'a postback of old samples, without mid', body: item({ postback: { title: 'Báo tin', payload: 'R1' } }), messages: [{ content: { text: 'Báo tin', payload: 'R1' } }] },
  { name: 'an edit is heard like a message', body: item({ message_edit: { mid: MID, text: 'new text', num_edit: 1 } }), messages: [{ ...from, eventKey: `edit:${MID}:1`, kind: 'text', content: { text: 'new text' } }] },
  { name: 'an edit counted in text', body: item({ message_edit: { mid: MID, text: 'new text', num_edit: '2' } }), messages: [{ eventKey: `edit:${MID}:2` }] },
  { name: 'two buttons tapped in one second', body: body({ messaging: [{ ...parties, postback: { title: 'Có', payload: 'A' } }, { ...parties, postback: { title: 'Không', payload: 'B' } }] }), messages: [{ content: { text: 'Có', payload: 'A' } }, { content: { text: 'Không', payload: 'B' } }] },
  { name: 'one entry, one item and one attachment without their brackets', body: { object: 'page', entry: { id: PAGE, messaging: { ...parties, message: { mid: MID, attachments: { type: 'image', payload: { url: CDN } } } } } }, messages: [{ kind: 'image', content: { text: '', media: [{ url: CDN }] } }] },
  { name: 'no echo, said in letters', body: message({ text: 'a', is_echo: 'false', is_deleted: 'false' }), messages: [{ content: { text: 'a' } }] },
  { name: 'an entry that has lost its id and is for us', body: { object: 'page', entry: [{ messaging: [{ ...parties, message: { mid: MID, text: 'a' } }] }] }, messages: [{ content: { text: 'a' } }] },
  { name: 'a picture beside a text that cannot be read', body: message({ text: {}, attachments: [{ type: 'image', payload: { url: CDN } }] }), messages: [{ kind: 'image' }] },
  { name: 'standby: heard, and marked', body: standby({ message: { mid: MID, text: 'cứu em' } }), messages: [{ standby: true, content: { text: 'cứu em' } }] },
  { name: 'standby postback has no payload', body: standby({ postback: { mid: MID, title: 'x' } }), messages: [{ standby: true, content: { text: 'x' } }] },
  { name: 'two entries', body: body({ messaging: [{ ...parties, message: { mid: 'b', text: '2' } }] }, { messaging: [{ ...parties, timestamp: AT - 1000, message: { mid: 'a', text: '1' } }] }), messages: [{ content: { text: '1' } }, { content: { text: '2' } }] },
  { name: 'two items in one entry', body: body({ messaging: [{ ...parties, message: { mid: 'a', text: '1' } }, { ...parties, message: { mid: 'b', text: '2' } }] }), messages: [{ eventKey: 'message:a' }, { eventKey: 'message:b' }] },
  { name: 'messaging and standby in one entry', body: body({ messaging: [{ ...parties, message: { mid: 'a', text: '1' } }], standby: [{ ...parties, message: { mid: 'b', text: '2' } }] }), messages: [{ eventKey: 'message:a' }, { eventKey: 'message:b', standby: true }] },
  { name: 'one malformed item costs no other', body: body({ messaging: [{ ...parties, message: 5 }, { ...parties, message: { mid: 'b', text: '2' } }] }), messages: [{ eventKey: 'message:b' }] },
  { name: 'another page’s entry in our batch', body: { object: 'page', entry: [{ id: '42', time: 1, messaging: [{ ...parties, recipient: { id: '42' }, message: { mid: 'x', text: 'x' } }] }, { id: PAGE, time: 1, messaging: [{ ...parties, message: { mid: 'b', text: '2' } }] }] }, messages: [{ eventKey: 'message:b' }] },
  { name: 'a change that really is for our page', body: body({ changes: [{ field: 'messages', value: { ...parties, timestamp: '1795400000', message: { mid: MID, text: 'a' } } }] }), messages: [{ saidAt, content: { text: 'a' } }] },
]

export const MESSENGER_EVENTS: Case[] = [
  { name: 'our echo, known by its app', body: body({ messaging: [echo({ app_id: Number(META_APP) })] }), events: [{ type: 'echo', externalId: PSID, providerMessageId: MID, text: 'x' }] },
  { name: 'our echo, known by its metadata', body: body({ messaging: [echo({ metadata: 'lang-nghe:our-1' })] }), events: [{ type: 'echo', messageId: 'our-1' }] },
  { name: 'a human in the Page inbox', body: body({ messaging: [echo({ app_id: 263902037430900, text: 'Chào em' })] }), events: [{ type: 'outside', externalId: PSID, providerMessageId: MID, text: 'Chào em' }] },
  { name: 'an echo of nobody’s app is outside', body: body({ messaging: [echo({})] }), events: [{ type: 'outside' }] },
  { name: 'an echo in standby', body: body({ standby: [echo({ app_id: 263902037430900 })] }), events: [{ type: 'outside' }] },
  { name: 'an echo of a picture', body: body({ messaging: [echo({ app_id: Number(META_APP), text: undefined, attachments: [{ type: 'image', payload: { url: CDN } }] })] }), events: [{ type: 'echo', text: '' }] },
  { name: 'an echo taken back is not the person’s', body: body({ messaging: [echo({ is_deleted: true })] }), events: [{ type: 'ignored' }] },
  { name: 'delivered', body: item({ delivery: { mids: [MID], watermark: 1_795_400_001_500 } }), events: [{ type: 'receipt', status: 'delivered', providerMessageIds: [MID], upTo: new Date(1_795_400_001_500), externalId: PSID }] },
  { name: 'delivered without mids', body: item({ delivery: { watermark: 1_795_400_001_500, seq: 3 } }), events: [{ type: 'receipt', status: 'delivered', providerMessageIds: [] }] },
  { name: 'read', body: item({ read: { watermark: 1_795_400_001_500 } }), events: [{ type: 'receipt', status: 'read', upTo: new Date(1_795_400_001_500) }] },
  { name: 'reaction', body: item({ reaction: { reaction: 'love', emoji: '❤️', action: 'react', mid: MID } }), events: [{ type: 'ignored', kind: 'reaction' }] },
  { name: 'unsend', body: message({ is_deleted: true }), events: [{ type: 'unsent', externalId: PSID, providerMessageId: MID }] },
  { name: 'referral', body: item({ referral: { ref: 'poster-12', source: 'SHORTLINK', type: 'OPEN_THREAD' } }), events: [{ type: 'arrival', externalId: PSID }] },
  { name: 'optin', body: item({ optin: { ref: 'x', user_ref: 'x' } }), events: [{ type: 'ignored', kind: 'optin' }] },
  { name: 'a guest’s optin, without a person', body: body({ messaging: [{ sender: { user_ref: 'u' }, recipient: { id: PAGE }, timestamp: AT, optin: { ref: 'x', user_ref: 'u' } }] }), events: [{ type: 'ignored' }] },
  { name: 'control comes to us, app ids numeric', body: item({ pass_thread_control: { previous_owner_app_id: null, new_owner_app_id: Number(META_APP), metadata: 'x' } }), events: [{ type: 'control', ours: true, externalId: PSID }] },
  { name: 'control goes to the inbox', body: item({ pass_thread_control: { new_owner_app_id: '263902037430900' } }), events: [{ type: 'control', ours: false }] },
  { name: 'the inbox takes control', body: item({ take_thread_control: { previous_owner_app_id: '111', new_owner_app_id: '263902037430900', metadata: 'x' } }), events: [{ type: 'control', ours: false }] },
  { name: 'control where an older protocol put it', body: body({ messaging_handovers: [{ ...parties, take_thread_control: { new_owner_app_id: 263902037430900 } }] }), events: [{ type: 'control', ours: false }] },
  { name: 'a request for control', body: item({ request_thread_control: { requested_owner_app_id: 263902037430900, metadata: 'x' } }), events: [{ type: 'ignored', kind: 'request_thread_control' }] },
  { name: 'app roles, without a sender', body: body({ messaging: [{ recipient: { id: PAGE }, timestamp: AT, app_roles: { '123456789': ['primary_receiver'] } }] }), events: [{ type: 'ignored', kind: 'app_roles' }] },
  { name: 'policy enforcement, without a sender', body: body({ messaging: [{ recipient: { id: PAGE }, timestamp: AT, policy_enforcement: { action: 'block', reason: 'x' } }] }), events: [{ type: 'notice', code: 'policy-block' }] },
  { name: 'account linking', body: item({ account_linking: { status: 'linked', authorization_code: 'x' } }), events: [{ type: 'ignored', kind: 'account_linking' }] },
  { name: 'an item of next year', body: item({ teleport: { a: 1 } }), events: [{ type: 'ignored', kind: 'teleport' }] },
  { name: 'the dashboard’s test button is not a person', body: { object: 'page', entry: [{ id: '0', time: 1, changes: [{ field: 'messages', value: { sender: { id: '12334' }, recipient: { id: '23245' }, timestamp: '1527459824', message: { mid: 'test_message_id', text: 'test_message' } } }] }] }, events: [{ type: 'ignored' }] },
  { name: 'an item for another page in our entry', body: body({ messaging: [{ ...parties, recipient: { id: '42' }, message: { mid: 'x', text: 'x' } }] }), events: [{ type: 'ignored' }] },
  { name: 'the Page as sender, not marked as an echo', body: body({ messaging: [{ sender: { id: PAGE }, timestamp: AT, message: { mid: MID, text: 'x' } }] }), events: [{ type: 'ignored' }] },
  { name: 'an object that is no page', body: { object: 'instagram', entry: [] }, events: [{ type: 'ignored' }] },
  { name: 'nothing in it', body: { object: 'page', entry: [] }, events: [] },
  { name: 'an entry with nothing in it', body: body({}), events: [] },
]

export const MESSENGER_REFUSED: Case[] = [
  { name: 'an array', body: [1], status: 400 },
  { name: 'null', body: 'null', status: 400 },
  { name: 'no JSON', body: '{"object":"page"', status: 400 },
  { name: 'nothing', body: '', status: 400 },
  { name: 'hostile nesting', body: `{"object":${'['.repeat(200_000)}`, status: 400 },
  { name: 'no entry', body: { object: 'page' }, status: 400 },
  { name: 'entry is a text', body: { object: 'page', entry: 'x' }, status: 400 },
  { name: 'an entry without id', body: { object: 'page', entry: [{ messaging: [] }] }, status: 400 },
  { name: 'object is a number', body: { object: 5, entry: [] }, status: 400 },
  { name: 'a message with neither id nor anything in it', body: item({ message: {} }), status: 400 },
  { name: 'a tap on nothing', body: item({ postback: {} }), status: 400 },
  { name: 'an entry without id that speaks of another page', body: { object: 'page', entry: [{ messaging: [{ ...parties, recipient: { id: '42' }, message: { mid: MID, text: 'a' } }] }] }, status: 400 },
  { name: 'an echo or not, nobody can tell', body: message({ text: 'a', is_echo: {} }), status: 400 },
  { name: 'messaging is a text', body: body({ messaging: 'x' }), status: 400 },
  { name: 'an item is a number', body: body({ messaging: [5] }), status: 400 },
  { name: 'a message is a number', body: item({ message: 5 }), status: 400 },
  { name: 'a text is an object', body: message({ text: {} }), status: 400 },
  { name: 'a sender without id', body: body({ messaging: [{ ...parties, sender: {}, message: { mid: MID, text: 'a' } }] }), status: 400 },
  { name: 'a sender id is a list', body: body({ messaging: [{ ...parties, sender: { id: [] }, message: { mid: MID, text: 'a' } }] }), status: 400 },
  { name: 'a guest’s message has no person', body: body({ messaging: [{ ...parties, sender: { user_ref: 'u' }, message: { mid: MID, text: 'a' } }] }), status: 400 },
  { name: 'an unsend of nothing', body: item({ message: { is_deleted: true } }), status: 400 },
  { name: 'another page', body: { object: 'page', entry: [{ id: '42', time: 1, messaging: [] }] }, status: 200 },
]
