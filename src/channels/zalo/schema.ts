/** The parts of a Zalo event we read. Everything may be missing; what is there must have the right type. */
import * as z from 'zod'
import { idField, personField, textField, timeField } from '../wire/index.ts'

/** Inside attachments nothing may cost us the message: an odd field is simply not there. */
const lenient = z.union([z.string(), z.number().transform(String)]).nullish().catch(undefined)

export const attachmentSchema = z.object({
  type: lenient,
  payload: z
    .object({
      url: lenient,
      description: lenient,
      name: lenient,
      size: z.coerce.number().nonnegative().optional().catch(undefined),
      coordinates: z.object({ latitude: z.coerce.number().min(-90).max(90), longitude: z.coerce.number().min(-180).max(180) }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
})
export type Attachment = z.infer<typeof attachmentSchema>

export const messageSchema = z.object({
  msg_id: idField.nullish(),
  msg_ids: z.array(idField).nullish(),
  text: textField.nullish(),
  conversation_id: idField.nullish(),
  attachments: z.array(attachmentSchema.catch({ type: undefined, payload: undefined })).nullish(),
})
export type ZaloMessage = z.infer<typeof messageSchema>

/** What every event has. */
export const envelopeSchema = z.object({
  app_id: idField,
  event_name: z.string().regex(/^[\w.-]{1,80}$/),
  timestamp: timeField.nullish(),
})

const party = z.object({ id: personField.nullish(), admin_id: idField.nullish() })

/** What an event we know may have. */
export const eventSchema = z.object({
  oa_id: idField.nullish(),
  user_id: personField.nullish(),
  sender: party.nullish(),
  recipient: party.nullish(),
  follower: party.nullish(),
  message: messageSchema.nullish(),
})
export type ZaloEvent = z.infer<typeof eventSchema>
