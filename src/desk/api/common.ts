import * as z from 'zod'
import { CHANNELS } from '../../conversation/channel.ts'
import { URGENCIES } from '../../triage/levels.ts'

export const urgencySchema = z.enum(URGENCIES)
/** Contacts a counsellor writes down: nothing can be sent there. */
export const HAND_CHANNELS = ['phone', 'walk-in'] as const
export const channelSchema = z.enum([...CHANNELS, ...HAND_CHANNELS])
export type DeskChannel = z.infer<typeof channelSchema>
export const ownerKindSchema = z.enum(['bot', 'queue', 'staff'])
export const idSchema = z.uuid()
export const timeSchema = z.iso.datetime({ offset: true })

/** The browser makes one for each thing it sends; the same id twice does the thing once. */
export const clientIdSchema = z.uuid()

/** What somebody typed: composed letters (NFC), trimmed, not empty. */
export const words = (limit: number) => z.string().transform((text) => text.normalize('NFC').trim()).pipe(z.string().min(1).max(limit))

/** A person of the Centre as colleagues see them. */
export const colleagueSchema = z.object({ id: idSchema, name: z.string() })
export type Colleague = z.infer<typeof colleagueSchema>

/** Who speaks now. `name` only when it is a staff member. */
export const ownerSchema = z.object({ kind: ownerKindSchema, id: idSchema.nullable(), name: z.string().nullable(), since: timeSchema })
export type Owner = z.infer<typeof ownerSchema>

/** Every refusal. 401 sign in · 403 not your role · 404 · 409 somebody was first or your screen is stale · 429 wait `details.seconds`. */
export const refusalSchema = z.object({
  error: z.object({
    code: z.string(),
    key: z.string(),
    /** The sentence in the browser's language; the app may say it itself by `key`. */
    message: z.string().optional(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
})
export type Refusal = z.infer<typeof refusalSchema>
