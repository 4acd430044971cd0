/** A person on Zalo, as a test or the page drives them. */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Courier, Delivery, DeliverOptions } from '../courier.ts'
import { hexId } from '../ids.ts'
import { withAddress, type SimMedia } from '../media.ts'
import type { Bubble, People, Person } from '../people.ts'
import type { ZaloAccount } from './account.ts'
import type { ZaloEvent } from './wire.ts'

export type SayOptions = DeliverOptions & {
  messageId?: string
  /** When it was said, in ms; now otherwise. */
  at?: number
  /** How the time is written: Zalo's own string, a number, or one digit short, all seen in its documentation. */
  timestamp?: 'string' | 'number' | 'short'
}

export type ZaloMedia = 'image' | 'gif' | 'link' | 'audio' | 'video' | 'sticker' | 'location' | 'business_card' | 'file'

export type ZaloPerson = {
  readonly id: string
  readonly name: string
  /** Everything in the chat; `inbox` only what came from the OA. */
  readonly chat: readonly Bubble[]
  readonly inbox: readonly Bubble[]
  says(text: string, options?: SayOptions): Promise<Delivery>
  /** Taps a button by payload or title; it need not be on screen any more. */
  taps(payloadOrTitle: string, options?: SayOptions): Promise<Delivery>
  sends(kind: ZaloMedia, payload?: Record<string, unknown>, options?: SayOptions): Promise<Delivery>
  follows(): Promise<Delivery>
  unfollows(): Promise<Delivery>
  opensChat(): Promise<Delivery>
  reacts(messageId: string, icon?: string): Promise<Delivery>
  /** The phone got it; the eyes saw it. */
  receives(messageId?: string): Promise<Delivery>
  sees(...messageIds: string[]): Promise<Delivery>
  withdraws(): Promise<Delivery>
  /** The OA's messages no longer reach them. */
  blocks(blocked?: boolean): void
}

type Parts = { person: Person; account: ZaloAccount; clock: Clock; courier: Courier<ZaloEvent>; people: People; media?: SimMedia | undefined }

const SAMPLES: Readonly<Record<ZaloMedia, Record<string, unknown>>> = {
  image: { thumbnail: 'https://f6.photo.talk.zdn.vn/t.jpg', url: 'https://f6.photo.talk.zdn.vn/t.jpg' },
  gif: { thumbnail: 'https://f6.photo.talk.zdn.vn/t.gif', url: 'https://f6.photo.talk.zdn.vn/t.gif' },
  link: { thumbnail: 'https://f6.photo.talk.zdn.vn/t.jpg', description: 'mô tả', url: 'https://example.vn/x' },
  audio: { url: 'https://f6.voice.talk.zdn.vn/v.amr' },
  video: { thumbnail: 'https://f6.photo.talk.zdn.vn/t.jpg', description: 'mô tả', url: 'https://f6.video.talk.zdn.vn/v.mp4' },
  sticker: { id: '46037', url: 'https://s.zdn.vn/sticker.png' },
  location: { coordinates: { latitude: '16.054407', longitude: '108.202167' } },
  business_card: { thumbnail: 'https://s.zdn.vn/t.jpg', description: '{"phone":"84900000000","qrCodeUrl":"https://qr.zdn.vn/x"}', url: 'https://zalo.me/84900000000' },
  file: { url: 'https://f6.file.talk.zdn.vn/f.pdf', size: '20480', name: 'f.pdf', checksum: 'd41d8cd98f00b204e9800998ecf8427e', type: 'pdf' },
}

export function zaloPerson({ person, account, clock, courier, people, media }: Parts): ZaloPerson {
  const byApp = { user_id_by_app: `2${createHash('sha256').update(person.id).digest().readUIntBE(0, 6)}` }
  const app = { app_id: account.appId }

  function acted(): void {
    person.lastActAt = clock.now()
    people.changed(person)
  }

  function message(name: string, body: Record<string, unknown>, options: SayOptions = {}): Promise<Delivery> {
    const at = options.at ?? clock.now()
    const event = { ...app, ...byApp, event_name: name, timestamp: stamp(at, options.timestamp), sender: { id: person.id }, recipient: { id: account.oaId }, message: body }
    return courier.deliver(event, options)
  }

  function say(name: string, shown: string, body: Record<string, unknown>, options: SayOptions = {}): Promise<Delivery> {
    const id = options.messageId ?? hexId()
    person.chat.push({ id, author: 'person', text: shown, buttons: [], at: options.at ?? clock.now(), status: 'sent' })
    acted()
    return message(name, { msg_id: id, ...body }, options)
  }

  function happens(name: string, rest: Record<string, unknown>): Promise<Delivery> {
    return courier.deliver({ ...app, oa_id: account.oaId, ...byApp, event_name: name, timestamp: stamp(clock.now()), ...rest })
  }

  const page = () => person.chat.filter((bubble) => bubble.author === 'page')

  return {
    id: person.id,
    get name() {
      return person.name
    },
    chat: person.chat,
    get inbox() {
      return page()
    },
    says: (text, options) => say('user_send_text', text, { text }, options),
    taps(wanted, options) {
      const button = page().flatMap(({ buttons }) => buttons).findLast(({ payload, title }) => payload === wanted || title === wanted)
      const payload = button?.payload ?? wanted
      return say('user_send_text', button?.title ?? wanted, { text: payload }, options)
    },
    sends: (kind, payload, options) =>
      say(`user_send_${kind}`, `[${kind}]`, { attachments: [{ payload: payload ?? withAddress(media, kind, SAMPLES[kind]), type: kind === 'business_card' ? 'link' : kind }] }, options),
    follows() {
      acted()
      return happens('follow', { follower: { id: person.id }, source: 'oa_profile' })
    },
    unfollows: () => happens('unfollow', { follower: { id: person.id }, source: 'oa_profile' }),
    opensChat() {
      acted()
      return happens('user_click_chatnow', { user_id: person.id })
    },
    reacts: (messageId, icon = '/-strong') => message('user_reacted_message', { msg_id: messageId, react_icon: icon }),
    receives(messageId) {
      const bubble = messageId === undefined ? page().at(-1) : page().find(({ id }) => id === messageId)
      if (bubble?.status === 'sent') bubble.status = 'delivered'
      people.changed(person)
      return message('user_received_message', { msg_id: bubble?.id ?? messageId })
    },
    sees(...messageIds) {
      const seen = page().filter(({ id, status }) => (messageIds.length > 0 ? messageIds.includes(id) : status !== 'read'))
      for (const bubble of seen) bubble.status = 'read'
      people.changed(person)
      return message('user_seen_message', { msg_ids: seen.map(({ id }) => id) })
    },
    withdraws: () => happens('user_withdraw', { user_id: person.id }),
    blocks(blocked = true) {
      person.blocked = blocked
      people.changed(person)
    },
  }
}

function stamp(at: number, style: SayOptions['timestamp'] = 'string'): string | number {
  if (style === 'number') return at
  return style === 'short' ? String(at).slice(0, 12) : String(at)
}
