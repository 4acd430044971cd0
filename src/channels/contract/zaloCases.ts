/** Zalo's events, in the shapes and key orders of its documentation and its console (wire-facts §1.4–1.6). */
import type { Case } from './cases.ts'
import { APP, OA, USER } from './harness.ts'

const AT = '1795400000174'
const base = { app_id: APP, user_id_by_app: '2000000000000000002' }
const parties = { sender: { id: USER }, recipient: { id: OA } }
const MID = 'a1b2c3d4e5f60718293a'

function message(event_name: string, rest: Record<string, unknown>, timestamp: unknown = AT): Record<string, unknown> {
  return { ...base, event_name, timestamp, ...parties, message: { msg_id: MID, ...rest } }
}
function attached(event_name: string, type: string, payload: unknown, text?: string): Record<string, unknown> {
  return message(event_name, { ...(text === undefined ? {} : { text }), attachments: [{ payload, type }] })
}
function management(event_name: string, rest: Record<string, unknown>): Record<string, unknown> {
  return { oa_id: OA, ...base, event_name, timestamp: AT, ...rest }
}
const from = { channel: 'zalo', account: OA, externalId: USER } as const
const saidAt = new Date(Number(AT))

export const ZALO_MESSAGES: Case[] = [
  { name: 'text', body: message('user_send_text', { text: 'message' }), messages: [{ ...from, eventKey: `user_send_text:${MID}`, providerMessageId: MID, kind: 'text', content: { text: 'message' }, saidAt }] },
  { name: 'text with the documentation’s key order', body: { app_id: APP, sender: { id: USER }, user_id_by_app: '552177279717587730', recipient: { id: OA }, event_name: 'user_send_text', message: { text: 'message', msg_id: '96d3cdf3af150460909' }, timestamp: '154390853474' }, messages: [{ ...from, content: { text: 'message' }, saidAt: new Date(1_543_908_534_740) }] },
  { name: 'decomposed text is composed', body: message('user_send_text', { text: 'Cháu sợ quá'.normalize('NFD') }), messages: [{ content: { text: 'Cháu sợ quá' } }] },
  { name: 'emoji and newlines stay', body: message('user_send_text', { text: 'a\n😢 b' }), messages: [{ content: { text: 'a\n😢 b' } }] },
  { name: 'a NUL and half a surrogate do not reach the database', body: message('user_send_text', { text: 'a\u0000b\ud800' }), messages: [{ content: { text: 'ab\ufffd' } }] },
  { name: 'a tap comes as text, title and code', body: message('user_send_text', { text: 'Em cần giúp #greeting/who:child' }), messages: [{ kind: 'text', content: { text: 'Em cần giúp', payload: '#greeting/who:child' } }] },
  { name: 'a tap on a button of before, a code alone', body: message('user_send_text', { text: '#greeting/who:child' }), messages: [{ kind: 'text', content: { text: '#greeting/who:child', payload: '#greeting/who:child' } }] },
  { name: 'a number sign is no tap', body: message('user_send_text', { text: 'em lớp #6 #a/b' }), messages: [{ content: { text: 'em lớp #6 #a/b' } }] },
  { name: 'a code amid words is no tap', body: message('user_send_text', { text: 'em thấy #greeting/who:child hiện ra' }), messages: [{ content: { text: 'em thấy #greeting/who:child hiện ra' } }] },
  { name: 'a quote of another message', body: message('user_send_text', { text: 'dạ', quote_msg_id: 'zz' }), messages: [{ content: { text: 'dạ' } }] },
  { name: 'an empty text is still a message', body: message('user_send_text', { text: '' }), messages: [{ kind: 'text', content: { text: '' } }] },
  { name: 'a text that is missing is still a message', body: message('user_send_text', {}), messages: [{ kind: 'text', content: { text: '' } }] },
  { name: 'a kind of message that Zalo adds tomorrow', body: message('user_send_poll', { text: 'a' }), messages: [{ ...from, kind: 'other', content: { text: 'a' } }] },
  { name: 'one attachment without its brackets', body: message('user_send_image', { attachments: { type: 'image', payload: { url: 'https://f6.photo.talk.zdn.vn/t.jpg' } } }), messages: [{ kind: 'image', content: { text: '', media: [{ url: 'https://f6.photo.talk.zdn.vn/t.jpg' }] } }] },
  { name: 'a null text is still a message', body: message('user_send_text', { text: null }), messages: [{ content: { text: '' } }] },
  { name: 'a text written as a number', body: message('user_send_text', { text: 113 }), messages: [{ content: { text: '113' } }] },
  { name: 'a numeric timestamp', body: message('user_send_text', { text: 'a' }, 1_795_400_000_174), messages: [{ saidAt }] },
  { name: 'a timestamp in seconds', body: message('user_send_text', { text: 'a' }, '1795400000'), messages: [{ saidAt: new Date(1_795_400_000_000) }] },
  { name: 'a timestamp one digit short', body: message('user_send_text', { text: 'a' }, '179540000017'), messages: [{ saidAt: new Date(1_795_400_000_170) }] },
  { name: 'an id beyond 2^53 written as a number keeps its digits', body: `{"app_id":"${APP}","event_name":"user_send_text","timestamp":"${AT}","sender":{"id":3000000000000000003},"recipient":{"id":${OA}},"message":{"msg_id":"n1","text":"a"}}`, messages: [{ externalId: USER, eventKey: 'user_send_text:n1' }] },
  { name: 'without msg_id the key is the event itself', body: { ...base, event_name: 'user_send_text', timestamp: AT, ...parties, message: { text: 'a' } }, messages: [{ content: { text: 'a' } }] },
  { name: 'without user_id_by_app', body: { app_id: APP, event_name: 'user_send_text', timestamp: AT, ...parties, message: { msg_id: MID, text: 'a' } }, messages: [{ externalId: USER }] },
  { name: 'unknown extra fields', body: { ...message('user_send_text', { text: 'a', mentions: [] }), brand_new: { a: 1 } }, messages: [{ content: { text: 'a' } }] },
  { name: 'white space in the JSON', body: JSON.stringify(message('user_send_text', { text: 'a' }), undefined, 2), messages: [{ content: { text: 'a' } }] },
  { name: 'image with text', body: attached('user_send_image', 'image', { thumbnail: 'https://f6.photo.talk.zdn.vn/t.jpg', url: 'https://f6.photo.talk.zdn.vn/i.jpg' }, 'nội dung'), messages: [{ kind: 'image', content: { text: 'nội dung', media: [{ url: 'https://f6.photo.talk.zdn.vn/i.jpg' }] } }] },
  { name: 'image without text', body: attached('user_send_image', 'image', { url: 'https://f6.photo.talk.zdn.vn/i.jpg' }), messages: [{ kind: 'image', content: { text: '', media: [{ url: 'https://f6.photo.talk.zdn.vn/i.jpg' }] } }] },
  { name: 'two images', body: message('user_send_image', { attachments: [{ type: 'image', payload: { url: 'https://a.zdn.vn/1' } }, { type: 'image', payload: { url: 'https://a.zdn.vn/2' } }] }), messages: [{ content: { text: '', media: [{ url: 'https://a.zdn.vn/1' }, { url: 'https://a.zdn.vn/2' }] } }] },
  { name: 'an image whose attachment is broken is still a message', body: message('user_send_image', { attachments: [{ type: 5, payload: 'x' }] }), messages: [{ kind: 'image', content: { text: '' } }] },
  { name: 'an image without attachments is still a message', body: message('user_send_image', {}), messages: [{ kind: 'image', content: { text: '' } }] },
  { name: 'gif', body: attached('user_send_gif', 'gif', { url: 'https://f6.photo.talk.zdn.vn/t.gif' }), messages: [{ kind: 'image' }] },
  { name: 'link: its address joins the text', body: attached('user_send_link', 'link', { thumbnail: 'https://x/t.jpg', description: 'mô tả', url: 'https://example.vn/x' }, 'xem này'), messages: [{ kind: 'text', content: { text: 'xem này\nhttps://example.vn/x' } }] },
  { name: 'link whose address is the text already', body: attached('user_send_link', 'link', { url: 'https://example.vn/x' }, 'https://example.vn/x'), messages: [{ content: { text: 'https://example.vn/x' } }] },
  { name: 'link without text', body: attached('user_send_link', 'link', { url: 'https://example.vn/x' }), messages: [{ content: { text: 'https://example.vn/x' } }] },
  { name: 'sticker', body: attached('user_send_sticker', 'sticker', { id: '46037', url: 'https://s.zdn.vn/x' }), messages: [{ kind: 'sticker', content: { text: '', media: [{ url: 'https://s.zdn.vn/x' }] } }] },
  { name: 'voice', body: attached('user_send_audio', 'audio', { url: 'https://f6.voice.talk.zdn.vn/v.amr' }), messages: [{ kind: 'audio', content: { text: '', media: [{ url: 'https://f6.voice.talk.zdn.vn/v.amr' }] } }] },
  { name: 'video', body: attached('user_send_video', 'video', { thumbnail: 'https://x/t.jpg', description: 'mô tả', url: 'https://f6.video.talk.zdn.vn/v.mp4' }), messages: [{ kind: 'video' }] },
  { name: 'file, its size a string', body: attached('user_send_file', 'file', { url: 'https://f6.file.talk.zdn.vn/f.pdf', size: '20480', name: 'f.pdf', checksum: 'd41d8cd98f00b204e9800998ecf8427e', type: 'pdf' }), messages: [{ kind: 'file', content: { text: '', media: [{ url: 'https://f6.file.talk.zdn.vn/f.pdf', name: 'f.pdf', size: 20480 }] } }] },
  { name: 'file with a size that is no number', body: attached('user_send_file', 'file', { url: 'https://f/x', size: 'big', name: 'f' }), messages: [{ content: { text: '', media: [{ url: 'https://f/x', name: 'f' }] } }] },
  { name: 'location, its coordinates strings', body: attached('user_send_location', 'location', { coordinates: { latitude: '10.762622', longitude: '106.660172' } }), messages: [{ kind: 'location', content: { text: '', media: [{ latitude: 10.762622, longitude: 106.660172 }] } }] },
  { name: 'location that is nowhere', body: attached('user_send_location', 'location', { coordinates: { latitude: '999', longitude: '0' } }), messages: [{ kind: 'location', content: { text: '' } }] },
  { name: 'business card: the phone number is its name', body: attached('user_send_business_card', 'link', { thumbnail: 'https://s.zdn.vn/t.jpg', description: '{"phone":"84900000000","qrCodeUrl":"https://qr.zdn.vn/x"}', url: 'https://zalo.me/84900000000' }, ''), messages: [{ kind: 'other', content: { text: '', media: [{ url: 'https://zalo.me/84900000000', name: '84900000000' }] } }] },
  { name: 'business card with a broken description', body: attached('user_send_business_card', 'link', { description: '{"phone', url: 'https://zalo.me/x' }), messages: [{ kind: 'other', content: { text: '', media: [{ url: 'https://zalo.me/x' }] } }] },
  { name: 'visitor of the web widget', body: { app_id: APP, event_name: 'anonymous_send_text', timestamp: AT, sender: { id: 'anonymous-7f3a' }, recipient: { id: OA }, message: { msg_id: 'v1', text: 'alo', conversation_id: '5f0c1c7e' } }, messages: [{ externalId: 'anonymous:anonymous-7f3a:5f0c1c7e', content: { text: 'alo' } }] },
  ...['image', 'file', 'sticker'].map((kind): Case => ({ name: `visitor sends ${kind}`, body: { app_id: APP, event_name: `anonymous_send_${kind}`, timestamp: AT, sender: { id: 'a' }, recipient: { id: OA }, message: { msg_id: 'v', conversation_id: 'c', attachments: [{ type: kind, payload: { url: 'https://a.zdn.vn/x' } }] } }, messages: [{ externalId: 'anonymous:a:c', content: { text: '', media: [{ url: 'https://a.zdn.vn/x' }] } }] })),
]

export const ZALO_EVENTS: Case[] = [
  { name: 'delivered', body: message('user_received_message', {}), events: [{ type: 'receipt', status: 'delivered', providerMessageIds: [MID], externalId: USER }] },
  { name: 'seen, several at once', body: { ...base, event_name: 'user_seen_message', timestamp: AT, ...parties, message: { msg_ids: ['c1', 'c2'] } }, events: [{ type: 'receipt', status: 'read', providerMessageIds: ['c1', 'c2'] }] },
  { name: 'a template’s receipt names a phone and is none of ours', body: { sender: { id: OA }, recipient: { id: '84123456789' }, event_name: 'user_received_message', message: { delivery_time: '1602960467432', msg_id: '15a0cc0bbb13bd4ce403', tracking_id: 'order-88213' }, app_id: APP, timestamp: '1602560967477' }, events: [{ type: 'ignored', kind: 'user_received_message' }] },
  { name: 'our own send comes back', body: { ...base, event_name: 'oa_send_text', timestamp: AT, sender: { id: OA }, recipient: { id: USER }, message: { msg_id: MID, text: 'nội dung' } }, events: [{ type: 'echo', externalId: USER, providerMessageId: MID, text: 'nội dung' }] },
  { name: 'a human typed in Zalo’s chat tool', body: { ...base, event_name: 'oa_send_text', timestamp: '1795400001000', sender: { id: OA, admin_id: '4321000000000000001' }, recipient: { id: USER }, message: { msg_id: 'h1', text: 'Chào em, chị là tư vấn viên.' } }, events: [{ type: 'outside', externalId: USER, providerMessageId: 'h1', text: 'Chào em, chị là tư vấn viên.' }] },
  ...['image', 'gif', 'list', 'file', 'sticker'].map((what): Case => ({ name: `oa_send_${what}`, body: { ...base, event_name: `oa_send_${what}`, timestamp: AT, sender: { id: OA }, recipient: { id: USER }, message: { msg_id: MID, attachments: [] } }, events: [{ type: 'echo', text: '' }] })),
  { name: 'a reply to a widget visitor comes back', body: { app_id: APP, event_name: 'oa_send_anonymous_text', timestamp: AT, sender: { id: OA }, recipient: { id: 'a' }, message: { msg_id: 'v2', text: 'x', conversation_id: 'c' } }, events: [{ type: 'echo', externalId: 'anonymous:a:c' }] },
  { name: 'follow', body: { oa_id: OA, follower: { id: USER }, user_id_by_app: '5', event_name: 'follow', source: 'oa_profile', app_id: APP, timestamp: '154397978274' }, events: [{ type: 'arrival', externalId: USER, kind: 'follow' }] },
  { name: 'unfollow', body: management('unfollow', { follower: { id: USER }, source: 'oa_profile' }), events: [{ type: 'ignored', kind: 'unfollow' }] },
  { name: 'opens the chat', body: management('user_click_chatnow', { user_id: USER }), events: [{ type: 'arrival', externalId: USER }] },
  { name: 'withdraws consent', body: management('user_withdraw', { user_id: USER }), events: [{ type: 'withdrawal', externalId: USER }] },
  { name: 'a reaction keeps the other message’s id out of its key', body: message('user_reacted_message', { react_icon: '/-strong' }), events: [{ type: 'ignored', kind: 'user_reacted_message' }] },
  { name: 'submitted contact details', body: { ...parties, event_name: 'user_submit_info', app_id: APP, timestamp: '1540368141908', info: { name: 'Name Example', phone: '84912345678', full_address: { user_city: 'x' } } }, events: [{ type: 'ignored', kind: 'user_submit_info' }] },
  { name: 'tagging, which names no person of ours', body: management('add_user_to_tag', { tag: { user_ids: [USER], name: 'example' } }), events: [{ type: 'ignored', kind: 'add_user_to_tag' }] },
  { name: 'a call, whose numbers are strings', body: management('user_call_oa', { user_id: USER, call_id: 'c-1', call_type: 'AUDIO', call_duration: '61000', status_code: '0' }), events: [{ type: 'ignored', kind: 'user_call_oa' }] },
  ...['oa_reacted_message', 'user_reply_consent', 'oa_send_consent', 'oa_call_user', 'update_user_info', 'remove_user_from_tag', 'remove_tag', 'create_group', 'user_join_group', 'user_send_group_text', 'oa_send_group_text', 'user_out_group', 'widget_interaction_accepted', 'extension_purchased', 'change_template_status', 'change_oa_daily_quota', 'user_feedback', 'user_asking_product', 'user_click_button', 'a_name_of_next_year', 'constructor'].map((name): Case => ({ name: `${name} is kept and ignored`, body: management(name, { user_id: USER }), events: [{ type: 'ignored', kind: name }] })),
  { name: 'an unknown event with odd parts', body: { app_id: APP, event_name: 'brand_new', timestamp: AT, sender: 'x', message: [1] }, events: [{ type: 'ignored', kind: 'brand_new' }] },
]

export const ZALO_REFUSED: Case[] = [
  { name: 'an array', body: [1, 2], status: 400 },
  { name: 'a number', body: 5, status: 400 },
  { name: 'null', body: 'null', status: 400 },
  { name: 'no JSON', body: '{"app_id":', status: 400 },
  { name: 'nothing', body: '', status: 400 },
  { name: 'hostile nesting', body: '['.repeat(200_000), status: 400 },
  { name: 'no event name', body: { app_id: APP, timestamp: AT }, status: 400 },
  { name: 'an event name that is a number', body: { app_id: APP, event_name: 5, timestamp: AT }, status: 400 },
  { name: 'an event name that would be a page', body: { app_id: APP, event_name: 'x'.repeat(500), timestamp: AT }, status: 400 },
  { name: 'a message that is a text', body: { ...base, event_name: 'user_send_text', timestamp: AT, ...parties, message: 'x' }, status: 400 },
  { name: 'a text that is an object', body: message('user_send_text', { text: { a: 1 } }), status: 400 },
  { name: 'a message with neither id nor anything in it', body: { ...base, event_name: 'user_send_text', timestamp: AT, ...parties, message: {} }, status: 400 },
  { name: 'a sender that is a text', body: { ...message('user_send_text', { text: 'a' }), sender: USER }, status: 400 },
  { name: 'a sender id that is an object', body: { ...message('user_send_text', { text: 'a' }), sender: { id: {} } }, status: 400 },
  { name: 'a sender without id', body: { ...message('user_send_text', { text: 'a' }), sender: {} }, status: 400 },
  { name: 'the OA as sender', body: { ...message('user_send_text', { text: 'a' }), sender: { id: OA }, recipient: { id: USER } }, status: 400 },
  { name: 'no sender', body: { ...base, event_name: 'user_send_text', timestamp: AT, recipient: { id: OA }, message: { msg_id: MID, text: 'a' } }, status: 400 },
  { name: 'no message', body: { ...base, event_name: 'user_send_text', timestamp: AT, ...parties }, status: 400 },
  { name: 'a sender id with a NUL', body: { ...message('user_send_text', { text: 'a' }), sender: { id: 'a\u0000b' } }, status: 400 },
  { name: 'an id of a thousand characters', body: { ...message('user_send_text', { text: 'a' }), sender: { id: '1'.repeat(1000) } }, status: 400 },
  { name: 'attachments that are no list', body: message('user_send_image', { attachments: 'x' }), status: 400 },
  { name: 'a timestamp that is an object', body: message('user_send_text', { text: 'a' }, {}), status: 400 },
  { name: 'a follow of nobody', body: management('follow', {}), status: 400 },
  { name: 'the OA follows itself', body: management('follow', { follower: { id: OA } }), status: 400 },
  { name: 'a withdrawal of nobody', body: management('user_withdraw', {}), status: 400 },
  { name: 'another OA', body: { ...message('user_send_text', { text: 'a' }), recipient: { id: '9999999999' } }, status: 200 },
  { name: 'another OA’s follow', body: { ...management('follow', { follower: { id: USER } }), oa_id: '9999999999' }, status: 200 },
  { name: 'another app', body: { ...message('user_send_text', { text: 'a' }), app_id: '42' }, status: 200 },
]
