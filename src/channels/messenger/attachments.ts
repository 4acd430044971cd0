import type { Content, MessageKind } from '../../conversation/content.ts'
import type { Attachment, MetaMessage } from './schema.ts'

type Media = NonNullable<Content['media']>[number]

const KINDS: ReadonlyMap<string, MessageKind> = new Map([
  ['image', 'image'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['reel', 'video'],
  ['ig_reel', 'video'],
  ['file', 'file'],
  ['sticker', 'sticker'],
  ['location', 'location'],
])

/** The kind and content of a message. One without text whose attachment nobody knows is still a message: `other`. */
export function readContent(message: MetaMessage): { kind: MessageKind; content: Content } {
  const attachments = message.attachments ?? []
  const said = message.text ?? ''
  const media = attachments.map(mediaOf).filter((item) => Object.keys(item).length > 0)
  const payload = message.quick_reply?.payload
  const content: Content = { text: said, ...(payload ? { payload } : {}), ...(media.length > 0 ? { media } : {}) }
  return { kind: kindOf(message, attachments, said), content }
}

function kindOf(message: MetaMessage, attachments: Attachment[], said: string): MessageKind {
  const type = attachments[0]?.type
  if (type === undefined || type === null) return said === '' ? 'other' : 'text'
  // A shared link comes with the text around it; the words are the message.
  if ((type === 'fallback' || type === 'template') && said !== '') return 'text'
  return message.sticker_id === undefined ? (KINDS.get(type) ?? 'other') : 'sticker'
}

function mediaOf({ title, url, payload }: Attachment): Media {
  const address = payload?.url ?? url
  const name = payload?.title ?? title
  return {
    ...(address ? { url: address } : {}),
    ...(name ? { name } : {}),
    ...(payload?.coordinates ? { latitude: payload.coordinates.lat, longitude: payload.coordinates.long } : {}),
  }
}
