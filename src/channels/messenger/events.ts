/** What each shape of a Messenger item means to us. The first reader that finds its own part reads it. */
import type { ChannelEvent } from '../../conversation/channel.ts'
import { readTime, type Incoming } from '../wire/index.ts'
import { readContent } from './attachments.ts'
import { messageIdOf } from './metadata.ts'
import type { MetaItem } from './schema.ts'

export type Known = {
  item: MetaItem
  account: string
  /** Our app; without it, echoes of ours are known by their metadata alone. */
  appId: string | undefined
  at: Date
  now: Date
  standby: boolean
  /** A short digest of the item, for keys of what has no id of its own. */
  digest: string
  body: string
}

/** Undefined: not this reader's business. */
type Reader = (known: Known) => Incoming | 'malformed' | undefined

const unsent: Reader = (known) => {
  const { message, sender } = known.item
  if (!message?.is_deleted || message.is_echo) return undefined
  if (!sender?.id || !message.mid) return 'malformed'
  return happened(known, 'unsend', message.mid, { type: 'unsent', externalId: sender.id, providerMessageId: message.mid, at: known.at })
}

const echo: Reader = (known) => {
  const { message, recipient } = known.item
  if (!message?.is_echo) return undefined
  if (!recipient?.id || !message.mid || message.is_deleted) return happened(known, 'echo', known.digest, { type: 'ignored' })
  const spoken = { externalId: recipient.id, providerMessageId: message.mid, text: message.text ?? '', at: known.at }
  const messageId = messageIdOf(message.metadata)
  const ours = messageId !== undefined || (known.appId !== undefined && message.app_id === known.appId)
  if (!ours) return happened(known, 'echo', message.mid, { type: 'outside', ...spoken })
  return happened(known, 'echo', message.mid, { type: 'echo', ...spoken, ...(messageId === undefined ? {} : { messageId }) })
}

const said: Reader = (known) => {
  const { message, sender } = known.item
  if (!message) return undefined
  // No id, no words, nothing sent along: a scrap, not something said.
  const nothing = !message.mid && !message.text && (message.attachments ?? []).length === 0 && message.sticker_id === undefined
  if (!sender?.id || nothing) return 'malformed'
  return heard(known, sender.id, `message:${message.mid ?? known.digest}`, { mid: message.mid, ...readContent(message) })
}

/** A tap on a button or on "Get started". Its `mid` is that of the message tapped, so all of it is the key: two buttons may be tapped in one second. */
const tapped: Reader = (known) => {
  const { postback, sender } = known.item
  if (!postback) return undefined
  if (!sender?.id || (!postback.mid && !postback.title && !postback.payload)) return 'malformed'
  const content = { text: postback.title ?? '', ...(postback.payload ? { payload: postback.payload } : {}) }
  return heard(known, sender.id, `postback:${sender.id}:${known.digest}`, { mid: undefined, kind: 'text', content })
}

/** What somebody changes their words to is something they say: it is heard like the first time, and both stay. */
const edited: Reader = (known) => {
  const { message_edit: edit, sender } = known.item
  if (!edit) return undefined
  if (!sender?.id || !edit.mid) return 'malformed'
  return heard(known, sender.id, `edit:${edit.mid}:${edit.num_edit ?? known.digest}`, { mid: undefined, kind: 'text', content: { text: edit.text ?? '' } })
}

const receipt: Reader = (known) => {
  const { delivery, read, sender } = known.item
  const part = read ?? delivery
  if (!part) return undefined
  const watermark = part.watermark
  return happened(known, read ? 'read' : 'delivery', known.digest, {
    type: 'receipt',
    status: read ? 'read' : 'delivered',
    providerMessageIds: delivery?.mids ?? [],
    ...(sender?.id ? { externalId: sender.id } : {}),
    ...(watermark ? { upTo: readTime(watermark, known.now) } : {}),
  })
}

/** Somebody who knows us came back by an m.me link. (Who comes for the first time taps "Get started".) */
const referred: Reader = (known) => {
  const { referral, sender } = known.item
  if (!referral || !sender?.id) return undefined
  return happened(known, 'referral', known.digest, { type: 'arrival', externalId: sender.id, at: known.at })
}

const control: Reader = (known) => {
  const { pass_thread_control: passed, take_thread_control: taken, sender } = known.item
  const change = passed ?? taken
  if (!change) return undefined
  if (!sender?.id) return happened(known, 'thread-control', known.digest, { type: 'ignored' })
  // Routing tells us of control that comes to us and of control that leaves; without our app id, "passed" means to us.
  const ours = known.appId === undefined ? passed !== undefined && passed !== null : change.new_owner_app_id === known.appId
  return happened(known, 'thread-control', known.digest, { type: 'control', externalId: sender.id, ours, at: known.at })
}

const policy: Reader = (known) => {
  const { policy_enforcement: enforcement } = known.item
  if (!enforcement) return undefined
  return happened(known, 'policy', known.digest, { type: 'notice', code: `policy-${enforcement.action ?? 'unknown'}`, at: known.at })
}

/** Order matters: an unsend and an echo are messages too. */
export const READERS: readonly Reader[] = [unsent, echo, said, tapped, edited, receipt, referred, control, policy]

type Happening = ChannelEvent extends infer E ? (E extends ChannelEvent ? Omit<E, 'channel' | 'account' | 'eventKey' | 'kind' | 'body'> : never) : never

/** An event of ours around what happened. */
export function happened(known: Pick<Known, 'account' | 'body'>, kind: string, key: string, what: Happening): Incoming {
  return { type: 'event', event: { channel: 'messenger', account: known.account, eventKey: `${kind}:${key}`, kind, body: known.body, ...what } }
}

function heard(known: Known, externalId: string, eventKey: string, said: { mid: string | null | undefined } & ReturnType<typeof readContent>): Incoming {
  const { mid, kind, content } = said
  return {
    type: 'message',
    message: {
      channel: 'messenger',
      account: known.account,
      externalId,
      eventKey,
      ...(mid ? { providerMessageId: mid } : {}),
      kind,
      content,
      saidAt: known.at,
      ...(known.standby ? { standby: true } : {}),
    },
  }
}
