/** What each event of Zalo's list (wire-facts §1.4) means to us. What stands in no table is kept and ignored. */
import type { ChannelEvent, Inbound } from '../../conversation/channel.ts'
import type { MessageKind } from '../../conversation/content.ts'
import type { Incoming } from '../wire/index.ts'
import { anonymousAddress } from './address.ts'
import { contentOf } from './attachments.ts'
import type { ZaloEvent, ZaloMessage } from './schema.ts'

export type Known = {
  name: string
  event: ZaloEvent
  account: string
  at: Date
  /** Unique for this event, whatever its type. */
  eventKey: string
  /** The body as received. */
  raw: string
}

/** Undefined: the event lacks what makes it that event, such as a sender. */
type Reader = (known: Known) => Incoming | undefined

const said = (kind: MessageKind): Reader => ({ event, account, at, eventKey }) => {
  const externalId = event.sender?.id
  // The OA is nobody who writes to us, whatever an event says.
  if (!externalId || externalId === account || !event.message || isNothing(event.message)) return undefined
  return message({ externalId, kind, account, at, eventKey }, event)
}

const saidAnonymously = (kind: MessageKind): Reader => ({ event, account, at, eventKey }) => {
  const visitor = event.sender?.id
  if (!visitor || !event.message || isNothing(event.message)) return undefined
  const externalId = anonymousAddress(visitor, event.message.conversation_id ?? '')
  return message({ externalId, kind, account, at, eventKey }, event)
}

/** No id, no words, nothing sent along: a scrap, not something said. */
function isNothing({ msg_id: id, text, attachments }: ZaloMessage): boolean {
  return !id && !text && (attachments ?? []).length === 0
}

const arrival: Reader = (known) => {
  const externalId = known.event.follower?.id ?? known.event.user_id
  return externalId && externalId !== known.account ? happened(known, { type: 'arrival', externalId, at: known.at }) : undefined
}

const withdrawal: Reader = (known) => {
  const externalId = known.event.user_id ?? known.event.sender?.id
  return externalId && externalId !== known.account ? happened(known, { type: 'withdrawal', externalId, at: known.at }) : undefined
}

const receipt = (status: 'delivered' | 'read'): Reader => (known) => {
  const { event, account } = known
  // Receipts of template messages come from the OA itself and name a phone number: none of our sends.
  if (event.sender?.id === account) return happened(known, { type: 'ignored' })
  const ids = event.message?.msg_ids ?? (event.message?.msg_id ? [event.message.msg_id] : [])
  const externalId = event.sender?.id
  return happened(known, { type: 'receipt', status, providerMessageIds: ids, ...(externalId ? { externalId } : {}) })
}

/** `admin_id` is there only when a human typed it in Zalo's own chat tool. */
const spoken: Reader = (known) => {
  const { event, at } = known
  const to = event.recipient?.id
  const providerMessageId = event.message?.msg_id
  if (!to || !providerMessageId) return happened(known, { type: 'ignored' })
  const conversation = event.message?.conversation_id
  const externalId = known.name.startsWith('oa_send_anonymous_') ? anonymousAddress(to, conversation ?? '') : to
  const type = event.sender?.admin_id ? 'outside' : 'echo'
  return happened(known, { type, externalId, providerMessageId, text: event.message?.text ?? '', at })
}

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['user_send_text', said('text')],
  ['user_send_link', said('text')],
  ['user_send_image', said('image')],
  ['user_send_gif', said('image')],
  ['user_send_audio', said('audio')],
  ['user_send_video', said('video')],
  ['user_send_file', said('file')],
  ['user_send_sticker', said('sticker')],
  ['user_send_location', said('location')],
  ['user_send_business_card', said('other')],
  ['anonymous_send_text', saidAnonymously('text')],
  ['anonymous_send_image', saidAnonymously('image')],
  ['anonymous_send_file', saidAnonymously('file')],
  ['anonymous_send_sticker', saidAnonymously('sticker')],
  ['follow', arrival],
  ['user_click_chatnow', arrival],
  ['user_withdraw', withdrawal],
  ['user_received_message', receipt('delivered')],
  ['user_seen_message', receipt('read')],
  ...['text', 'image', 'gif', 'list', 'file', 'sticker'].map((what): [string, Reader] => [`oa_send_${what}`, spoken]),
  ...['text', 'image', 'file', 'sticker'].map((what): [string, Reader] => [`oa_send_anonymous_${what}`, spoken]),
])

/**
 * Who reads an event of this name. A kind of message that Zalo adds tomorrow is still something a person sends: better heard
 * as "something" than never.
 */
export function readerOf(name: string): Reader | undefined {
  const known = READERS.get(name)
  if (known || /_group(_|$)/.test(name)) return known
  if (name.startsWith('user_send_')) return said('other')
  return name.startsWith('anonymous_send_') ? saidAnonymously('other') : undefined
}

type Happening = ChannelEvent extends infer E ? (E extends ChannelEvent ? Omit<E, 'channel' | 'account' | 'eventKey' | 'kind' | 'body'> : never) : never

/** An event of ours around what happened. */
export function happened(known: Omit<Known, 'event' | 'at'>, what: Happening): Incoming {
  return { type: 'event', event: { channel: 'zalo', account: known.account, eventKey: known.eventKey, kind: known.name, body: known.raw, ...what } }
}

function message(part: Pick<Inbound, 'externalId' | 'kind' | 'account' | 'eventKey'> & { at: Date }, event: ZaloEvent): Incoming {
  const { at, ...who } = part
  const id = event.message?.msg_id
  return {
    type: 'message',
    message: { channel: 'zalo', ...who, ...(id ? { providerMessageId: id } : {}), content: contentOf(event.message ?? {}, part.kind), saidAt: at },
  }
}
