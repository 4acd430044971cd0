/** The engine: one input, one turn. Total: any input leads to a session and effects, never to an exception. */
import { unreachable } from '../errors.ts'
import { isAtLeast } from '../triage/index.ts'
import { NO_DIRECTORY, type Directory } from './directory.ts'
import { hear } from './hear.ts'
import { nextInterrupt } from './interrupt.ts'
import { mayStillTalk } from './limits.ts'
import { askAgain, aside } from './mend.ts'
import { migrate } from './migrate.ts'
import type { Dialogs } from './parse.ts'
import { run } from './run.ts'
import type { Session } from './session.ts'
import { openAsk, type Turn } from './turn.ts'
import type { Facts, Input, Media, StepResult } from './types.ts'

export type StepArgs = { dialogs: Dialogs; session: Session; input: Input; facts: Facts; now: Date; directory?: Directory }

/**
 * Example: at the greeting, `{kind: 'message', text: 'cho em gặp người thật'}` →
 * effects `handoff asked`, `say human.toldTarget`, `say waiting.start`, `wait 60`.
 */
export function step(args: StepArgs): StepResult {
  const { dialogs, now, directory = NO_DIRECTORY } = args
  const session = migrate(dialogs, args.session)
  const facts = unsettled(session, args.facts)
  const turn: Turn = { dialogs, facts, directory, now, session, effects: [], first: session.saidAt === null }
  respond(turn, args.input)
  return close(turn)
}

/** What a human has taken care of no longer counts as urgent, until the level rises or new danger is heard. */
function unsettled(session: Session, facts: Facts): Facts {
  if (session.settled === null) return facts
  const heard = facts.heard ?? 'info'
  const anew = isAtLeast(heard, 'medium') || !isAtLeast(session.settled, facts.urgency)
  if (!anew) return { ...facts, urgency: heard }
  session.settled = null
  return facts
}

function respond(turn: Turn, input: Input): void {
  turn.session.turns += 1
  if (input.kind !== 'silence' && !turn.session.quiet) turn.session.unanswered = 0
  switch (input.kind) {
    case 'message':
      return hear(turn, { text: input.text, payload: input.payload, unseen: input.unseen ?? false })
    case 'silence':
      return onSilence(turn)
    case 'media':
      return onMedia(turn, input.media)
    case 'start':
      return onStart(turn)
    case 'returned':
      return onReturned(turn, input.closed ?? false)
    default:
      return unreachable(input)
  }
}

function onSilence(turn: Turn): void {
  const ask = openAsk(turn)
  if (turn.session.quiet || ask === undefined || ask.silence === 'stay' || !mayStillTalk(turn.session)) return
  run(turn, ask.silence.to)
}

function onMedia(turn: Turn, media: Media): void {
  if (turn.session.quiet) return
  const interrupt = nextInterrupt(turn)
  if (interrupt !== undefined) {
    turn.session.interrupts = [...turn.session.interrupts, interrupt.name]
    return run(turn, interrupt.to)
  }
  const { map } = turn.dialogs
  aside(turn, map.media[media] ?? map.media.other ?? map.again)
}

/** Someone opened the chat: greeted once, later the open question is shown again. */
function onStart(turn: Turn): void {
  if (turn.session.quiet) return
  if (openAsk(turn) !== undefined) return askAgain(turn, 'repair.stillHere')
  run(turn, turn.first ? turn.dialogs.map.start : turn.dialogs.map.again)
}

/**
 * The machine is back and says so (Messenger policy, safeguarding.md §2.6); danger told from now on breaks in anew.
 * Where the human only let go and another is being called, nothing is settled.
 */
function onReturned(turn: Turn, closed: boolean): void {
  if (turn.facts.owner === 'queue' && !closed) {
    if (!turn.session.quiet) run(turn, turn.dialogs.map.returned)
    return
  }
  turn.session.interrupts = []
  turn.session.settled = turn.facts.urgency
  turn.facts = { ...turn.facts, urgency: 'info' }
  turn.session.resume = null
  turn.session.trail = []
  if (turn.session.quiet) return
  run(turn, closed ? turn.dialogs.map.closed : turn.dialogs.map.returned)
}

/** Counts what was said, sets the clock of silence, names the open question. */
function close(turn: Turn): StepResult {
  const { session, effects } = turn
  if (effects.some((effect) => effect.kind === 'say')) {
    session.saidAt = Number.isNaN(turn.now.getTime()) ? session.saidAt : turn.now.toISOString()
    session.unanswered += 1
  }
  const ask = openAsk(turn)
  if (ask !== undefined && ask.silence !== 'stay' && !session.quiet && mayStillTalk(session)) {
    effects.push({ kind: 'wait', seconds: ask.silence.after })
  }
  return { session, effects, ...(ask?.question === undefined || session.quiet ? {} : { answering: ask.question }) }
}
