import type { Category } from './categories.ts'
import type { Urgency } from './levels.ts'

/** The bot's own questions, by what their answer says about safety. */
export type BotQuestion =
  | 'safe-now' | 'hurting-self-now' | 'adult-near' | 'age' | 'place' | 'when' | 'who' | 'injured' | 'other'

/** One message of the person (never the bot's), and the bot's question it answers, if any. */
export type Turn = { text: string; answering?: BotQuestion }

export const REPORTERS = [
  'child', 'friend', 'sibling', 'parent', 'grandparent', 'carer', 'teacher', 'neighbour',
  'official', 'health', 'organisation', 'stranger', 'unknown',
] as const
/** Who is writing (GUIDE: reporter). */
export type Reporter = (typeof REPORTERS)[number]

/** What is known before the first word: an age from the case, a reporter kind from the dialog. */
export type TriageContext = { knownAge?: number; reporterHint?: Reporter }

/** A sign of danger and where it stands: UTF-16 offsets into the original text of `turns[turn]`. */
export type Evidence = { turn: number; start: number; end: number; cue: string; level: Urgency }

/** A sentence for the counsellor: a key of `locales/<lang>/triage.json` and its parameters. */
export type Reason = { key: string; params: Record<string, string | number> }

/** The few facts a counsellor needs first; an absent field means "not known", never "no". */
export type Slots = {
  /** Age of the child in years. */
  age?: number
  /** Commune-level unit named in the text, by its code in the directory. */
  commune?: { code: string; name: string }
  /** Who may cause the harm, by kind (`father`, `stepfather`, `peer`, `stranger` …). */
  who?: string
  when?: 'now' | 'tonight' | 'today' | 'yesterday' | 'tomorrow' | 'past'
  injured?: boolean
  /** Who is with the child now, as far as the words say. */
  withNow?: 'alone' | 'harmer' | 'safe-adult' | 'siblings' | 'friends'
  /** The answers to the bot's safety questions. */
  safeNow?: boolean
  hurtingSelfNow?: boolean
  adultNear?: boolean
  /** Phone numbers in the text, digits only. */
  phones?: string[]
}

export type Assessment = {
  level: Urgency
  /** The level after each turn; never falls. */
  levelsByTurn: Urgency[]
  /** Main category first. */
  categories: Category[]
  /** A human must read it, whatever the level. */
  review: boolean
  reporter: Reporter
  evidence: Evidence[]
  reasons: Reason[]
  slots: Slots
  /** Version of rules, cues and weights together. */
  version: string
}
