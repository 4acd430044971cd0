/** The parts of a Messenger event we read (wire-facts §3.4). Missing is fine; a message that cannot be read makes the item malformed. */
import * as z from 'zod'
import { listField, maybeId, personField, textField, timeField, wordsOrMedia } from '../wire/index.ts'

const lenient = z.union([z.string(), z.number().transform(String)]).nullish().catch(undefined)

export const attachmentSchema = z.object({
  type: lenient,
  title: lenient,
  url: lenient,
  payload: z
    .object({
      url: lenient,
      title: lenient,
      coordinates: z.object({ lat: z.coerce.number().min(-90).max(90), long: z.coerce.number().min(-180).max(180) }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
})
export type Attachment = z.infer<typeof attachmentSchema>

/** Nobody is made of an odd id, and no words are lost to an odd part beside them. */
const party = z.object({ id: personField.nullish().catch(undefined) }).nullish().catch(undefined)
const maybeText = textField.nullish().catch(undefined)
const maybeTime = timeField.nullish().catch(undefined)
const payload = z.string().max(1000).nullish().catch(undefined)

/** An echo that cannot be told from a person's words is neither. */
const flag = z.union([z.boolean(), z.stringbool()]).nullish()

export const messageSchema = wordsOrMedia(attachmentSchema.catch({ type: undefined, title: undefined, url: undefined, payload: undefined }), {
  mid: maybeId,
  is_echo: flag,
  is_deleted: flag,
  app_id: maybeId,
  metadata: z.string().nullish().catch(undefined),
  sticker_id: z.unknown().optional(),
  quick_reply: z.object({ payload }).nullish().catch(undefined),
})
export type MetaMessage = z.infer<typeof messageSchema>

export const itemSchema = z.object({
  sender: party,
  recipient: party,
  timestamp: maybeTime,
  message: messageSchema.nullish(),
  postback: z.object({ mid: maybeId, title: maybeText, payload }).nullish().catch(undefined),
  referral: z.object({}).nullish().catch(undefined),
  delivery: z.object({ mids: z.array(maybeId).transform((ids) => ids.flatMap((id) => id ?? [])).nullish().catch(undefined), watermark: maybeTime }).nullish().catch(undefined),
  read: z.object({ watermark: maybeTime }).nullish().catch(undefined),
  message_edit: z.object({ mid: maybeId, text: maybeText, num_edit: maybeId }).nullish().catch(undefined),
  pass_thread_control: z.object({ new_owner_app_id: maybeId }).nullish().catch(undefined),
  take_thread_control: z.object({ new_owner_app_id: maybeId }).nullish().catch(undefined),
  policy_enforcement: z.object({ action: z.string().regex(/^[\w-]{1,40}$/).nullish().catch(undefined) }).nullish().catch(undefined),
})
export type MetaItem = z.infer<typeof itemSchema>

export const bodySchema = z.object({ object: z.string(), entry: listField })

/** A list that is none counts as one item that cannot be read. */
const items = listField.nullish().catch([undefined])

/** Entries are looked into one by one, and so are their items: one that is odd costs no other. */
export const entrySchema = z.object({
  id: maybeId,
  messaging: items,
  standby: items,
  /** Where an older protocol, and one integration's logs, had thread-control events. */
  messaging_handovers: items,
  /** The form of the dashboard's test button. */
  changes: z.array(z.object({ field: z.string(), value: z.unknown() })).nullish().catch(undefined),
})
