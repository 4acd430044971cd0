/** What the bot remembers of a conversation between turns: the dialog's session, and what it had asked before which message. */
import * as z from 'zod'
import { continueSession, newSession, sessionSchema, type Dialogs, type Session } from '../dialog/index.ts'
import type { BotQuestion } from '../triage/index.ts'

const questions = ['safe-now', 'hurting-self-now', 'adult-near', 'age', 'place', 'when', 'who', 'injured', 'other'] as const satisfies readonly BotQuestion[]

const memorySchema = z.object({
  dialog: sessionSchema,
  /** The question now open; the next message is read as its answer. */
  open: z.enum(questions).nullable(),
  /** Which question each message answered, by its seq. */
  answered: z.record(z.string(), z.enum(questions)),
})

export type Memory = { dialog: Session; open: BotQuestion | null; answered: Record<string, BotQuestion> }

/** What goes on from the conversation before: the answer to how it was, if that is awaited. */
export function continued(earlier: unknown, dialogs: Dialogs): Memory | undefined {
  const parsed = memorySchema.safeParse(earlier)
  const dialog = parsed.success ? continueSession(dialogs, parsed.data.dialog) : undefined
  return dialog && { dialog, open: null, answered: {} }
}

/** Reads what was stored. Anything unreadable starts the talk anew rather than failing the turn: triage reads on regardless. */
export function readMemory(stored: unknown, dialogs: Dialogs, locale: string): Memory {
  const parsed = memorySchema.safeParse(stored)
  if (parsed.success) return parsed.data
  return { dialog: newSession(dialogs, { locale: locale === 'en' ? 'en' : 'vi' }), open: null, answered: {} }
}
