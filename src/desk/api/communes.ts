import * as z from 'zod'

/** GET /communes → CommuneNames, in the order of the alphabet: for the queue's filter. */
export const communeNamesSchema = z.object({ communes: z.array(z.object({ code: z.string(), title: z.string() })) })
export type CommuneNames = z.infer<typeof communeNamesSchema>
