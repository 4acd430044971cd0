/** What goes into a turn of the dialog and what comes out. Pure data: the host stores, sends and schedules. */
import type { BotQuestion, Urgency } from '../triage/index.ts'
import type { ShownService } from './directory.ts'
import type { Session, SlotPlain } from './session.ts'

export type Locale = 'vi' | 'en'

export const MEDIA = ['image', 'audio', 'video', 'file', 'sticker', 'location', 'other'] as const
export type Media = (typeof MEDIA)[number]

/** What the rest of the house knows at this moment. */
export type Facts = {
  urgency: Urgency
  previousUrgency: Urgency
  /**
   * The level of the evidence in this very message, where the host knows it: after a human has handed back,
   * new danger of an old level breaks in by it alone.
   */
  heard?: Urgency
  /** Codes of safeguarding.md §1.7, the main one first. */
  categories: string[]
  /** Reporter kind as triage names it: child, friend, sibling, parent, teacher, neighbour, …, unknown. */
  reporter: string
  hours: 'open' | 'closed'
  /** A human is on call now, outside hours too. */
  onCall: boolean
  owner: 'bot' | 'queue'
  /** zalo, messenger or web: what the person's side can do differs. */
  channel?: string
  /** What triage read out of the messages; an ask whose slot is known here is not asked. */
  triageSlots?: Record<string, SlotPlain>
  /** When a human should be in the chat, in words of the person's language, e.g. "30 phút". */
  queueTarget?: string
  /** That time has passed and nobody came. */
  queueMissed?: boolean
}

export type Input =
  | { kind: 'start' }
  /**
   * `unseen`: the person wrote this before the bot's last bubble could be read (a second message of the same
   * turn, or one received before the last reply was written). It is heard, but not taken as the answer to
   * a question nobody had seen.
   */
  | { kind: 'message'; text: string; payload?: string; unseen?: boolean }
  | { kind: 'media'; media: Media }
  | { kind: 'silence' }
  /** A human let go of the talk: handed it back to the bot, or brought it to an end (`closed`: the bot asks how it was). */
  | { kind: 'returned'; closed?: boolean }

/** `phone` names a number of the settings (police, child111, …): a call button where the channel has one. */
export type Button = { titleKey: string; payload: string; phone?: string; params?: Record<string, string> }

/**
 * `say.key` is a key of locales/<locale>/bot.json; its params always hold `you`, `You`, `staff`, `Staff`
 * (pronoun.ts) and `target` where known; numbers and the Centre's name are filled by the host.
 * `say.services` are places of the directory, one line each beneath the text (`serviceLine` gives key and params).
 * `handoff.urgency` is the level this is at least: the host raises to it, never lowers.
 * The says of one turn are meant to be joined into one bubble with the buttons of the last.
 */
export type Effect =
  | { kind: 'say'; key: string; params?: Record<string, string>; buttons?: Button[]; services?: ShownService[] }
  | { kind: 'handoff'; reason: string; urgency?: Urgency }
  | { kind: 'wait'; seconds: number }
  | { kind: 'close'; reason: string }
  | { kind: 'language'; locale: Locale }
  | { kind: 'forget' }
  | { kind: 'quiet' }
  /** An answer nobody of the desk may read: the host counts it and blots out the message that gave it. */
  | { kind: 'secret'; name: string; value: SlotPlain }
  | { kind: 'slot'; name: string; value: SlotPlain | null; status: 'value' | 'unknown' | 'declined' }

export type StepResult = { session: Session; effects: Effect[]; answering?: BotQuestion }
