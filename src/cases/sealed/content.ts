import * as z from 'zod'

/** What the receiver reads, in words; `letter`: the Word letter as base64. */
export const contentSchema = z.object({
  title: z.string(),
  from: z.string(),
  to: z.string(),
  number: z.string(),
  madeAt: z.string(),
  ground: z.string(),
  secret: z.string(),
  sections: z.array(z.object({ title: z.string(), rows: z.array(z.object({ label: z.string(), value: z.string() })) })),
  letter: z.object({ name: z.string(), base64: z.base64() }),
})
export type SealedContent = z.infer<typeof contentSchema>
