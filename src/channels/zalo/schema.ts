/** The parts of a Zalo event we read. Everything may be missing. */
import * as z from 'zod'
import { idField, maybeId, personField, timeField, wordsOrMedia } from '../wire/index.ts'

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

export const messageSchema = wordsOrMedia(attachmentSchema.catch({ type: undefined, payload: undefined }), {
  msg_id: maybeId,
  msg_ids: z.array(maybeId).transform((ids) => ids.flatMap((id) => id ?? [])).nullish().catch(undefined),
  conversation_id: maybeId,
})
export type ZaloMessage = z.infer<typeof messageSchema>

/** What every event has. */
export const envelopeSchema = z.object({
  app_id: idField,
  event_name: z.string().regex(/^[\w.-]{1,80}$/),
  timestamp: timeField.nullish(),
})

/** Nobody is made of an odd id, and no words are lost to an odd part beside them. */
const maybePerson = personField.nullish().catch(undefined)
const party = z.object({ id: maybePerson, admin_id: maybeId }).nullish().catch(undefined)

/** What an event we know may have. A message that cannot be read makes it malformed. */
export const eventSchema = z.object({
  oa_id: maybeId,
  user_id: maybePerson,
  sender: party,
  recipient: party,
  follower: party,
  message: messageSchema.nullish(),
})
export type ZaloEvent = z.infer<typeof eventSchema>
