import * as z from 'zod'
import { channelSchema, colleagueSchema, idSchema, timeSchema, urgencySchema } from './common.ts'

/** GET /wall/returned → Returned (permission `wall.read`): claimed, left without a word, waiting again; most urgent first. */
export const returnedSchema = z.object({
  returned: z.array(z.object({
    id: idSchema,
    urgency: urgencySchema,
    channel: channelSchema,
    returnedAt: timeSchema,
    waitingSince: timeSchema,
    /** Who had claimed it. */
    heldBy: colleagueSchema.nullable(),
  })),
})
export type Returned = z.infer<typeof returnedSchema>
