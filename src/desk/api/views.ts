import * as z from 'zod'
import { queueQuerySchema } from './queue.ts'

/** GET /views, PUT /views (the whole list) → Views: named filters of mine, on every machine I sign in. */
export const viewsSchema = z.object({
  views: z.array(z.object({
    name: z.string().trim().min(1).max(40),
    query: queueQuerySchema.pick({ view: true, level: true, channel: true, category: true, commune: true, review: true }),
  })).max(20),
})
export type Views = z.infer<typeof viewsSchema>
