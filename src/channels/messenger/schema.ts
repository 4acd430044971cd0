/** The parts of a Messenger event we read (wire-facts §3.4). Missing is fine; a wrong type makes the item malformed. */
import * as z from 'zod'
import { idField, personField, textField, timeField } from '../wire/index.ts'

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

const party = z.object({ id: personField.nullish() })
const payload = z.string().max(1000).nullish().catch(undefined)

export const messageSchema = z.object({
  mid: idField.nullish(),
  text: textField.nullish(),
  is_echo: z.boolean().nullish(),
  is_deleted: z.boolean().nullish(),
  app_id: idField.nullish().catch(undefined),
  metadata: z.string().nullish().catch(undefined),
  sticker_id: z.unknown().optional(),
  quick_reply: z.object({ payload }).nullish().catch(undefined),
  attachments: z.array(attachmentSchema.catch({ type: undefined, title: undefined, url: undefined, payload: undefined })).nullish(),
})
export type MetaMessage = z.infer<typeof messageSchema>

export const itemSchema = z.object({
  sender: party.nullish(),
  recipient: party.nullish(),
  timestamp: timeField.nullish(),
  message: messageSchema.nullish(),
  postback: z.object({ mid: idField.nullish(), title: textField.nullish(), payload }).nullish(),
  referral: z.object({}).nullish(),
  delivery: z.object({ mids: z.array(idField).nullish(), watermark: timeField.nullish() }).nullish(),
  read: z.object({ watermark: timeField.nullish() }).nullish(),
  message_edit: z.object({ mid: idField.nullish(), text: textField.nullish(), num_edit: idField.nullish().catch(undefined) }).nullish(),
  pass_thread_control: z.object({ new_owner_app_id: idField.nullish() }).nullish(),
  take_thread_control: z.object({ new_owner_app_id: idField.nullish() }).nullish(),
  policy_enforcement: z.object({ action: z.string().regex(/^[\w-]{1,40}$/).nullish().catch(undefined) }).nullish(),
})
export type MetaItem = z.infer<typeof itemSchema>

export const bodySchema = z.object({ object: z.string(), entry: z.array(z.unknown()) })

/** Entries are looked into one by one, and so are their items: one that is odd costs no other. */
export const entrySchema = z.object({
  id: idField,
  messaging: z.array(z.unknown()).nullish(),
  standby: z.array(z.unknown()).nullish(),
  /** Where an older protocol, and one integration's logs, had thread-control events. */
  messaging_handovers: z.array(z.unknown()).nullish(),
  /** The form of the dashboard's test button. */
  changes: z.array(z.object({ field: z.string(), value: z.unknown() })).nullish(),
})
