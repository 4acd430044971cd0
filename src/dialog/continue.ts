/** A talk that a human has closed stays open for one thing: the answer to "how was it?". */
import { migrate } from './migrate.ts'
import type { Dialogs } from './parse.ts'
import type { Session } from './session.ts'

/**
 * The session to begin a new conversation with, from the one before it; undefined where nothing is awaited. Manner and
 * place go on, what was told does not.
 */
export function continueSession(dialogs: Dialogs, before: Session): Session | undefined {
  const { version, locale, at, pronoun, quiet, saidAt, slots } = migrate(dialogs, before)
  const ask = at === null ? undefined : dialogs.steps[at]
  if (ask?.kind !== 'ask' || !ask.secret || quiet) return undefined
  const { language } = slots
  return {
    version, locale, at, pronoun, quiet, saidAt, slots: language === undefined ? {} : { language },
    trail: [], resume: null, offered: [], tries: 0, interrupts: [], settled: null, turns: 0, unanswered: 0,
  }
}
