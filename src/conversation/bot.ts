/** What the spine asks of the bot: one turn in, what to say and what changed out. The bot has no I/O of its own. */
import type { Urgency } from '../triage/index.ts'
import type { Content, MessageKind } from './content.ts'
import type { ConversationRow } from './store.ts'

/** Something the person said. `open`: not yet worked through; the others are the window triage reads along. */
export type TurnMessage = { id: string; seq: number; kind: MessageKind; content: Content; saidAt: Date; open: boolean }

/** Why there is a turn at all. */
export type TurnReason = 'message' | 'silence' | 'arrival' | 'returned' | 'closed'

export type BotTurn = {
  conversation: Readonly<ConversationRow>
  /** JSON of the dialog session, as the bot wrote it last time. */
  session: unknown
  /** The session of the conversation before this one, as long as this one has none of its own. */
  earlier?: unknown
  messages: readonly TurnMessage[]
  reason: TurnReason
  now: Date
}

/** How a person feels, compared with the beginning: three faces (safeguarding §2.3, S8). */
export const FACES = ['better', 'same', 'worse'] as const
export type Face = (typeof FACES)[number]

export type TurnResult = {
  say: Content[]
  session: unknown
  urgency: Urgency
  /** The most that one message of this very turn says, whatever was known before. */
  heard: Urgency
  categories: string[]
  /** Code of the commune that was named; undefined: none was; null: a human said that it is not known. */
  commune?: string | null
  reporter: string
  review: boolean
  locale: string
  triageVersion: string
  evidence: { messageId: string; start: number; end: number; cue: string; level: Urgency }[]
  /** Unchanged while staff own the conversation. */
  owner: 'bot' | 'queue'
  /** The person wishes to be forgotten: it is written down, a human decides (law.md §5). */
  wantsErased?: boolean
  /** When to look again though nobody wrote; undefined: not at all. */
  nextDueAt: Date | undefined
  /** Of a person who is blocked: whether what they said now calls a human all the same. */
  blocked?: { calls: boolean; heeded: boolean }
  /** A face the person chose when a human had closed the talk, and the message that said so: counted, then blotted out. */
  feedback?: { face: Face; messageId: string; blot: Content }
  /** It is about a member of staff: from now on only the focal persons see it. */
  focal?: boolean
  /** The talk has ended by itself. */
  close: string | undefined
}

export type Bot = (turn: BotTurn) => Promise<TurnResult>
