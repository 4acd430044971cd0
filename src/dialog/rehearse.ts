/** A dialog tried out by its reviewers: played from its first step by what they write, nothing stored. */
import { run } from './run.ts'
import { newSession, type Session } from './session.ts'
import { step } from './step.ts'
import type { Directory } from './directory.ts'
import type { Dialogs } from './parse.ts'
import type { Turn } from './turn.ts'
import type { Effect, Facts, Input, Locale } from './types.ts'

export type Rehearsal = { dialogs: Dialogs; name: string; locale: Locale; directory: Directory; now: Date }

/** The opening of a dialog, as if the talk had come to it. */
export function open({ dialogs, name, locale, directory, now }: Rehearsal, facts: Facts): { session: Session; effects: Effect[] } {
  const first = Object.values(dialogs.steps).find((one) => one.dialog === name)
  const session = newSession(dialogs, { locale })
  if (!first) return { session, effects: [] }
  const turn: Turn = { dialogs, facts, directory, now, session: { ...session, saidAt: now.toISOString() }, effects: [], first: false }
  run(turn, first.id)
  return { session: turn.session, effects: turn.effects }
}

/** One more input of the same rehearsal. */
export function goOn({ dialogs, directory, now }: Rehearsal, session: Session, input: Input, facts: Facts): { session: Session; effects: Effect[] } {
  return step({ dialogs, session, input, facts, now, directory })
}
