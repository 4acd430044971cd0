import * as z from 'zod'
import { channelSchema, idSchema, timeSchema } from './common.ts'

/** Why an identity may be opened; a code, for the log (locale `identityReason.<code>`). */
export const IDENTITY_REASONS = ['danger', 'authority', 'protection', 'own-request'] as const

/** GET /identity?text= (identity.reveal) → whom a case number or the address of a conversation means; masked, without a word of theirs. */
export const identityQuerySchema = z.object({ text: z.string().trim().min(3).max(200) })
export const identityFoundSchema = z.object({
  people: z.array(z.object({ conversationId: idSchema, channel: channelSchema, openedAt: timeSchema, caseNumber: z.string().nullable(), maskedName: z.string().nullable() })),
})
export type IdentityFound = z.infer<typeof identityFoundSchema>

/** POST /conversations/:id/identity (identity.reveal, wants a fresh proof) → Identity. The reason and the paper go to the access log. */
export const revealSchema = z.object({
  reason: z.enum(IDENTITY_REASONS),
  /** A number of a paper or an office, no sentence: the log is no place for a name. */
  paper: z.string().transform((text) => text.normalize('NFC').trim()).pipe(z.string().min(2).max(40).regex(/^[\p{L}\p{N} ./-]+$/u)),
})
export const identitySchema = z.object({
  name: z.string().nullable(), channel: channelSchema, account: z.string(), externalId: z.string(),
  /** As they gave it to the bot. */
  contact: z.string().nullable(),
})
export type Identity = z.infer<typeof identitySchema>
