/** What travels between the reviewers' page and the server. Types and shapes only: the browser imports them. */
import * as z from 'zod'

const review = z.object({ by: z.string(), at: z.string(), version: z.string(), note: z.string() })
export type Review = z.infer<typeof review>

/** GET /dialogs. `review`: the newest; `current`: it is of the version that runs. */
export const dialogListSchema = z.object({
  dialogs: z.array(z.object({
    name: z.string(), about: z.string(), audience: z.enum(['child', 'adult', 'all']), steps: z.number(), version: z.string(),
    review: review.extend({ current: z.boolean() }).nullable(),
  })),
})
export type DialogList = z.infer<typeof dialogListSchema>

/** GET /dialogs/:name?locale=vi */
export const dialogPageSchema = z.object({
  name: z.string(), about: z.string(), audience: z.enum(['child', 'adult', 'all']), version: z.string(), svg: z.string(),
  script: z.array(z.object({ id: z.string(), kind: z.string(), text: z.string(), ways: z.array(z.object({ when: z.string(), to: z.string() })) })),
  reviews: z.array(review),
})
export type DialogPage = z.infer<typeof dialogPageSchema>

/** POST /dialogs/:name/reviews → {}. 409 `error.conflict`: the dialog has changed meanwhile. */
export const reviewSchema = z.object({ version: z.string().regex(/^[0-9a-f]{12}$/), note: z.string().trim().max(1000) })

export const MOMENTS = ['open', 'night', 'nobody'] as const
const said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().max(2000) }),
  z.object({ kind: z.literal('tap'), payload: z.string().max(200), text: z.string().max(100) }),
  z.object({ kind: z.literal('silence') }),
])
export type Said = z.infer<typeof said>

/** POST /dialogs/:name/play: everything said so far, oldest first; the whole talk comes back. */
export const playSchema = z.object({ locale: z.enum(['vi', 'en']), moment: z.enum(MOMENTS), channel: z.enum(['zalo', 'messenger', 'web']), said: z.array(said).max(60) })

/** One line of the rehearsal. `note`: what the machine does besides speaking. */
export const lineSchema = z.discriminatedUnion('who', [
  z.object({ who: z.literal('bot'), text: z.string(), buttons: z.array(z.object({ title: z.string(), payload: z.string() })) }),
  z.object({ who: z.literal('person'), text: z.string() }),
  z.object({ who: z.literal('note'), what: z.enum(['handoff', 'close', 'silence', 'quiet', 'level']), text: z.string() }),
])
export type Line = z.infer<typeof lineSchema>
export const playedSchema = z.object({ lines: z.array(lineSchema) })
