import * as z from 'zod'
import type { Content, MessageKind } from '../../conversation/content.ts'
import type { Attachment, ZaloMessage } from './schema.ts'
import { readTap } from './tap.ts'

type Media = NonNullable<Content['media']>[number]

/** A visiting card hides its phone number in a JSON text. */
const cardSchema = z.object({ phone: z.union([z.string(), z.number().transform(String)]) })

/** The content of a person's message. A shared link is something they say, so it joins the text. */
export function contentOf(message: ZaloMessage, kind: MessageKind): Content {
  const attachments = message.attachments ?? []
  const said = message.text ?? ''
  if (kind === 'text') return readTap([said, ...links(attachments, said)].filter((part) => part !== '').join('\n'))
  const media = attachments.map(mediaOf).filter((item) => Object.keys(item).length > 0)
  return { text: said, ...(media.length > 0 ? { media } : {}) }
}

function links(attachments: Attachment[], said: string): string[] {
  return attachments.flatMap(({ payload }) => (payload?.url && !said.includes(payload.url) ? [payload.url] : []))
}

function mediaOf({ payload }: Attachment): Media {
  const { url, name, size, coordinates, description } = payload ?? {}
  const label = name ?? cardPhone(description)
  return {
    ...(url ? { url } : {}),
    ...(label ? { name: label } : {}),
    ...(size === undefined ? {} : { size }),
    ...(coordinates ? { latitude: coordinates.latitude, longitude: coordinates.longitude } : {}),
  }
}

function cardPhone(description: string | null | undefined): string | undefined {
  if (!description?.startsWith('{')) return undefined
  try {
    return cardSchema.safeParse(JSON.parse(description)).data?.phone
  } catch {
    return undefined
  }
}
