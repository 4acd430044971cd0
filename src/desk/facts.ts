/** The summary card: what the dialog's slots hold. An absent answer is "not asked", never "no" (safeguarding §2.6). */
import * as z from 'zod'
import type { CorrectionValue } from '../cases/index.ts'
import { CARD_FACTS, type Fact } from './api.ts'

const plain = z.union([z.string(), z.number(), z.boolean()])

/** Only what the card needs of what the bot remembers (its whole shape is src/bot/session.ts). */
const stored = z.object({
  dialog: z.object({
    slots: z.record(z.string(), z.object({ status: z.enum(['value', 'unknown', 'declined']), value: plain.optional() })),
  }),
})

type Slots = z.infer<typeof stored>['dialog']['slots']

/** "Are you safe right now?" stands on the card as danger: not knowing it is unknown, never no. */
function withDanger({ safeNow, ...slots }: Slots): Slots {
  if (!safeNow) return slots
  if (typeof safeNow.value === 'boolean') return { ...slots, inDangerNow: { status: 'value', value: !safeNow.value } }
  return { ...slots, inDangerNow: { status: safeNow.status === 'declined' ? 'declined' : 'unknown' } }
}

/** What a human put right, by the fact's name; null: not known. */
type Corrected = ReadonlyMap<string, { value: CorrectionValue }>
/** These are the conversation's own, and stand beside the facts. */
const NOT_FACTS = ['categories', 'reporter', 'commune']

function withCorrections(slots: Slots, corrected: Corrected): Slots {
  const right = [...corrected].flatMap(([name, { value }]) => (NOT_FACTS.includes(name) || Array.isArray(value) ? [] : [[name, value === null ? { status: 'unknown' as const } : { status: 'value' as const, value }] as const]))
  return { ...slots, ...Object.fromEntries(right) }
}

/**
 * Facts of a stored session, the card's own first; what a human corrected goes before it. A session that cannot be read
 * gives a card of unknowns.
 */
export function factsOf(session: unknown, corrected: Corrected = new Map()): Fact[] {
  const parsed = stored.safeParse(session)
  const { commune: _, ...slots } = withCorrections(parsed.success ? withDanger(parsed.data.dialog.slots) : {}, corrected)
  const names = new Set<string>([...CARD_FACTS, ...Object.keys(slots)])
  return [...names].map((name) => {
    const slot = slots[name]
    return { name, status: slot?.status ?? 'not-asked', value: slot?.status === 'value' ? slot.value ?? null : null }
  })
}
