/** The closed grammar of conditions in dialogs/*.yaml: data checked by zod, no expressions. */
import * as z from 'zod'
import { URGENCIES, isAtLeast } from '../triage/index.ts'
import { writesAsAdult } from './pronoun.ts'
import type { Facts } from './types.ts'
import type { Session } from './session.ts'

const PEERS: readonly string[] = ['friend', 'sibling']
const words = z.array(z.string()).min(1)

/** Each key is one test; all keys of one object must hold. */
export type Condition = {
  urgency?: (typeof URGENCIES)[number] | undefined
  categories?: string[] | undefined
  main?: string[] | undefined
  leading?: string[] | undefined
  reporter?: string[] | undefined
  hours?: 'open' | 'closed' | undefined
  onCall?: boolean | undefined
  nobody?: boolean | undefined
  adult?: boolean | undefined
  peer?: boolean | undefined
  owner?: 'bot' | 'queue' | undefined
  first?: boolean | undefined
  channel?: string[] | undefined
  topic?: string[] | undefined
  anyTopic?: boolean | undefined
  missed?: boolean | undefined
  target?: boolean | undefined
  pronoun?: string[] | undefined
  slot?: string | undefined
  is?: (string | number | boolean)[] | undefined
  any?: Condition[] | undefined
  not?: Condition | undefined
}

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.strictObject({
    /** This level or a higher one. */
    urgency: z.enum(URGENCIES).optional(),
    /** Any of these categories, at any place. */
    categories: words.optional(),
    /** The main matter is one of these: the first category that is not a Q, if there is one. */
    main: words.optional(),
    /** One of the two main matters. */
    leading: words.optional(),
    reporter: words.optional(),
    hours: z.enum(['open', 'closed']).optional(),
    onCall: z.boolean().optional(),
    /** Outside hours, and no human on call. */
    nobody: z.boolean().optional(),
    /** An adult is writing. */
    adult: z.boolean().optional(),
    /** A friend or sibling is writing about someone else. */
    peer: z.boolean().optional(),
    owner: z.enum(['bot', 'queue']).optional(),
    /** Nothing was said to this person before this turn. */
    first: z.boolean().optional(),
    /** The words name one of these matters (phrases.yaml). */
    topic: words.optional(),
    anyTopic: z.boolean().optional(),
    channel: words.optional(),
    /** The promised time has passed. */
    missed: z.boolean().optional(),
    /** A time can be promised. */
    target: z.boolean().optional(),
    pronoun: words.optional(),
    /** The slot holds a value, or one of `is`. */
    slot: z.string().optional(),
    is: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
    any: z.array(conditionSchema).min(1).optional(),
    not: conditionSchema.optional(),
  }),
)

export type World = { facts: Facts; session: Session; first: boolean; topic?: string }

/** Whether a condition holds now. */
export function holds(condition: Condition, world: World): boolean {
  const { facts, session } = world
  const c = condition
  if (c.urgency !== undefined && !isAtLeast(facts.urgency, c.urgency)) return false
  if (c.categories && !c.categories.some((code) => matchesAny(code, facts.categories))) return false
  if (c.main && !c.main.some((code) => matchesAny(code, matters(facts.categories).slice(0, 1)))) return false
  if (c.leading && !c.leading.some((code) => matchesAny(code, matters(facts.categories).slice(0, 2)))) return false
  if (c.reporter && !c.reporter.includes(facts.reporter)) return false
  if (c.hours !== undefined && facts.hours !== c.hours) return false
  if (c.onCall !== undefined && facts.onCall !== c.onCall) return false
  if (c.nobody !== undefined && (facts.hours === 'closed' && !facts.onCall) !== c.nobody) return false
  if (c.adult !== undefined && writesAsAdult(session, facts.reporter) !== c.adult) return false
  if (c.peer !== undefined && (PEERS.includes(facts.reporter)) !== c.peer) return false
  if (c.owner !== undefined && facts.owner !== c.owner) return false
  if (c.first !== undefined && world.first !== c.first) return false
  if (c.channel && !c.channel.includes(facts.channel ?? '')) return false
  if (c.topic && !(world.topic !== undefined && c.topic.includes(world.topic))) return false
  if (c.anyTopic !== undefined && (world.topic !== undefined) !== c.anyTopic) return false
  if (c.missed !== undefined && (facts.queueMissed ?? false) !== c.missed) return false
  if (c.target !== undefined && (facts.queueTarget !== undefined) !== c.target) return false
  if (c.pronoun && !c.pronoun.includes(session.pronoun)) return false
  if (c.slot !== undefined && !slotHolds(session, c.slot, c.is)) return false
  if (c.any && !c.any.some((one) => holds(one, world))) return false
  if (c.not && holds(c.not, world)) return false
  return true
}

/** What it is about: Q codes (not counselling) only where there is nothing else. */
function matters(categories: readonly string[]): readonly string[] {
  const real = categories.filter((code) => !code.startsWith('Q'))
  return real.length > 0 ? real : categories
}

/** `E` stands for the whole family E1, E2, …; `E3` for itself. */
function matchesAny(code: string, categories: readonly string[]): boolean {
  return categories.some((one) => one === code || (code.length === 1 && one.startsWith(code)))
}

function slotHolds(session: Session, name: string, is: Condition['is']): boolean {
  const slot = session.slots[name]
  if (slot?.status !== 'value') return false
  return is === undefined || is.includes(slot.value)
}
