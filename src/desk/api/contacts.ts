import * as z from 'zod'
import { clientIdSchema, HAND_CHANNELS, idSchema, timeSchema, words } from './common.ts'

/**
 * POST /contacts → ContactTaken: a call to the hotline or a visit, written down by the counsellor who took it.
 * It becomes a conversation of theirs like any other: triage reads the words, a case opens at medium or above and
 * its 12-hour clock runs from `at`. The same clientId twice is one contact.
 */
export const takeContactSchema = z.object({
  clientId: clientIdSchema,
  channel: z.enum(HAND_CHANNELS),
  /** When the call came or the person stood there; not in the future. */
  at: timeSchema,
  /** In the person's own words as far as possible. */
  text: words(5000),
})
export type TakeContact = z.infer<typeof takeContactSchema>
export const contactTakenSchema = z.object({ id: idSchema })

/**
 * POST /conversations/:id/words → Sent: what the person on the phone or in the room said next. Owner only; for
 * other channels 409 `error.not-by-hand`. (A reply to such a contact is refused: 409 `error.no-channel`.)
 */
export const addWordsSchema = z.object({ clientId: clientIdSchema, text: words(5000) })
