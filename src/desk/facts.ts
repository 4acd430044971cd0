/** The summary card: what the dialog's slots hold. An absent answer is "not asked", never "no" (safeguarding §2.6). */
import * as z from 'zod'
import { communeByCode, communeTitle } from '../directory/index.ts'
import { CARD_FACTS, type Fact } from './api.ts'

const plain = z.union([z.string(), z.number(), z.boolean()])

/** Only what the card needs of what the bot remembers (its whole shape is src/bot/session.ts). */
const stored = z.object({
  dialog: z.object({
    slots: z.record(z.string(), z.object({ status: z.enum(['value', 'unknown', 'declined']), value: plain.optional() })),
  }),
})

/** A commune is kept by its code and read by its name. */
function shown(name: string, value: Fact['value'] | undefined): Fact['value'] {
  const commune = name === 'commune' && typeof value === 'string' ? communeByCode(value) : undefined
  return commune ? communeTitle(commune) : (value ?? null)
}

type Slots = z.infer<typeof stored>['dialog']['slots']

/** "Are you safe right now?" stands on the card as danger: not knowing it is unknown, never no. */
function withDanger({ safeNow, ...slots }: Slots): Slots {
  if (!safeNow) return slots
  if (typeof safeNow.value === 'boolean') return { ...slots, inDangerNow: { status: 'value', value: !safeNow.value } }
  return { ...slots, inDangerNow: { status: safeNow.status === 'declined' ? 'declined' : 'unknown' } }
}

/** Facts of a stored session, the card's own first; a session that cannot be read gives a card of unknowns. */
export function factsOf(session: unknown): Fact[] {
  const parsed = stored.safeParse(session)
  const slots = parsed.success ? withDanger(parsed.data.dialog.slots) : {}
  const names = new Set<string>([...CARD_FACTS, ...Object.keys(slots)])
  return [...names].map((name) => {
    const slot = slots[name]
    return { name, status: slot?.status ?? 'not-asked', value: slot?.status === 'value' ? shown(name, slot.value) : null }
  })
}
