/** What a message holds, as JSON under the person's key. */
import * as z from 'zod'

export const buttonSchema = z.object({
  title: z.string().min(1),
  /** What comes back when it is tapped. */
  payload: z.string().min(1),
  /** A number to call instead: channels that have call buttons use them, others print it. */
  phone: z.string().exactOptional(),
})
/** A quick answer the person may tap. Channels map it to what they have, or to numbered text. */
export type Button = z.infer<typeof buttonSchema>

export const mediaSchema = z.object({
  /** The platform's address of the file; short-lived. */
  url: z.string().exactOptional(),
  name: z.string().exactOptional(),
  size: z.number().exactOptional(),
  /** Latitude and longitude of a shared place. */
  latitude: z.number().exactOptional(),
  longitude: z.number().exactOptional(),
})

export const contentSchema = z.object({
  text: z.string().default(''),
  buttons: z.array(buttonSchema).exactOptional(),
  /** Inbound: the payload of a tapped button. */
  payload: z.string().exactOptional(),
  media: z.array(mediaSchema).exactOptional(),
  /** Inbound: another app or a human in the platform's inbox holds the thread; heard, not answered. */
  standby: z.literal(true).exactOptional(),
  /** Outbound by the bot: the locale key of the sentence, so that the desk can fold and label steps. */
  key: z.string().exactOptional(),
})
export type Content = z.infer<typeof contentSchema>

export const MESSAGE_KINDS = ['text', 'image', 'audio', 'video', 'file', 'sticker', 'location', 'other'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]
