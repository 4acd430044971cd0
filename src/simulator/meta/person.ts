/** A person on Messenger, as a test or the page drives them. */
import type { Clock } from '../clock.ts'
import type { Courier, Delivery, DeliverOptions } from '../courier.ts'
import { hexId } from '../ids.ts'
import { withAddress, type SimMedia } from '../media.ts'
import type { Bubble, People, Person } from '../people.ts'
import type { MetaAccount } from './account.ts'
import type { MetaEvent } from './wire.ts'

export type MetaSayOptions = DeliverOptions & {
  messageId?: string
  at?: number
  /** Seconds and strings have both been seen. */
  timestamp?: 'number' | 'seconds' | 'string'
  /** Another app holds the thread: the event comes in `standby`. */
  standby?: boolean
}

export type MetaMedia = 'image' | 'audio' | 'video' | 'file' | 'sticker' | 'location' | 'fallback'

export type MetaPerson = {
  readonly id: string
  readonly name: string
  readonly chat: readonly Bubble[]
  readonly inbox: readonly Bubble[]
  says(text: string, options?: MetaSayOptions): Promise<Delivery>
  /** Taps a quick reply (by payload or title) of the last message that has it. */
  taps(payloadOrTitle: string, options?: MetaSayOptions): Promise<Delivery>
  /** Taps a template button or "Get started". */
  postbacks(payload: string, title?: string, options?: MetaSayOptions): Promise<Delivery>
  sends(kind: MetaMedia, payload?: Record<string, unknown>, options?: MetaSayOptions): Promise<Delivery>
  edits(messageId: string, text: string): Promise<Delivery>
  unsends(messageId: string): Promise<Delivery>
  reacts(messageId: string): Promise<Delivery>
  follows(ref?: string): Promise<Delivery>
  receives(): Promise<Delivery>
  sees(): Promise<Delivery>
  blocks(blocked?: boolean): void
  /** Any item at all. */
  emits(item: Record<string, unknown>, options?: MetaSayOptions): Promise<Delivery>
}

type Parts = { person: Person; account: MetaAccount; clock: Clock; courier: Courier<MetaEvent>; people: People; media?: SimMedia | undefined }

const CDN = 'https://scontent.xx.fbcdn.net/v'
const SAMPLES: Readonly<Record<MetaMedia, Record<string, unknown>>> = {
  image: { url: `${CDN}/x.jpg` },
  audio: { url: `${CDN}/x.mp4` },
  video: { url: `${CDN}/x.mp4` },
  file: { url: `${CDN}/x.pdf` },
  sticker: { url: `${CDN}/x`, sticker_id: 369239263222822 },
  location: { coordinates: { lat: 16.05, long: 108.2 } },
  fallback: { url: 'https://example.vn/x', title: 'x' },
}

export function metaPerson({ person, account, clock, courier, people, media }: Parts): MetaPerson {
  const parties = { sender: { id: person.id }, recipient: { id: account.pageId } }

  function item(rest: Record<string, unknown>, options: MetaSayOptions = {}): Promise<Delivery> {
    const at = options.at ?? clock.now()
    return courier.deliver({ at: clock.now(), in: options.standby ? 'standby' : 'messaging', item: { ...parties, timestamp: stamp(at, options.timestamp), ...rest } }, options)
  }

  function say(shown: string, rest: (id: string) => Record<string, unknown>, options: MetaSayOptions = {}): Promise<Delivery> {
    const id = options.messageId ?? `m_${hexId(16)}`
    person.chat.push({ id, author: 'person', text: shown, buttons: [], at: options.at ?? clock.now(), status: 'sent' })
    person.lastActAt = clock.now()
    people.changed(person)
    return item(rest(id), options)
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
    says: (text, options) => say(text, (mid) => ({ message: { mid, text } }), options),
    taps(wanted, options) {
      const button = page().flatMap(({ buttons }) => buttons).findLast(({ payload, title }) => payload === wanted || title === wanted)
      const [title, payload] = [button?.title ?? wanted, button?.payload ?? wanted]
      return say(title, (mid) => ({ message: { mid, text: title, quick_reply: { payload } } }), options)
    },
    postbacks: (payload, title = 'Bắt đầu', options) => say(title, (mid) => ({ postback: { mid, title, payload } }), options),
    sends: (kind, payload, options) => say(`[${kind}]`, (mid) => ({ message: { mid, attachments: [{ type: kind, payload: payload ?? withAddress(media, kind, SAMPLES[kind]) }] } }), options),
    edits: (mid, text) => item({ message_edit: { mid, text, num_edit: 1 } }),
    unsends: (mid) => item({ message: { mid, is_deleted: true } }),
    reacts: (mid) => item({ reaction: { reaction: 'love', emoji: '❤️', action: 'react', mid } }),
    follows: (ref = 'poster') => item({ referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } }),
    receives() {
      const got = page().filter(({ status }) => status === 'sent')
      for (const bubble of got) bubble.status = 'delivered'
      people.changed(person)
      return item({ delivery: { mids: got.map(({ id }) => id), watermark: clock.now() } })
    },
    sees() {
      for (const bubble of page()) bubble.status = 'read'
      people.changed(person)
      return item({ read: { watermark: clock.now() } })
    },
    blocks(blocked = true) {
      person.blocked = blocked
      people.changed(person)
    },
    emits: item,
  }
}

function stamp(at: number, style: MetaSayOptions['timestamp'] = 'number'): string | number {
  if (style === 'seconds') return Math.trunc(at / 1000)
  return style === 'string' ? String(at) : at
}
