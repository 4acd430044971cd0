/** What a model may say, and nothing else: a level, categories, quotes, and whether somebody tried to steer it. */
import * as z from 'zod'
import { isCategory, URGENCIES, type Category, type Urgency } from '../triage/index.ts'

/**
 * Flat, few fields, string unions: nested or optional ones come back wrong from small models (safeguarding §3). The
 * model is asked for this shape; what it answers is checked again here, since servers do not all keep their word.
 */
export const answerSchema = z.object({
  level: z.enum(URGENCIES),
  categories: z.array(z.string()),
  quotes: z.array(z.string()),
  attack: z.boolean(),
})

export type Opinion = {
  level: Urgency
  categories: Category[]
  /** Word for word from the texts it was shown. */
  quotes: string[]
  /** It saw an attempt to steer it. */
  attack: boolean
}

/** Why there is none, or the opinion. A busy or failed server may be asked again; the others have answered. */
export type Answer = { outcome: 'opinion'; opinion: Opinion } | { outcome: 'invalid' | 'refusal' | 'timeout' | 'busy' | 'failed' }

const MOST_CATEGORIES = 5
const MOST_QUOTES = 10

/** An opinion from whatever the model said; undefined when it has not the shape. Unknown codes and made-up quotes are dropped. */
export function readOpinion(said: unknown, texts: readonly string[]): Opinion | undefined {
  const parsed = answerSchema.safeParse(said)
  if (!parsed.success) return undefined
  const { level, categories, quotes, attack } = parsed.data
  return {
    level,
    categories: [...new Set(categories.filter(isCategory))].slice(0, MOST_CATEGORIES),
    quotes: [...new Set(quotes.filter((quote) => quote.trim() !== '' && texts.some((text) => text.includes(quote))))].slice(0, MOST_QUOTES),
    attack,
  }
}
