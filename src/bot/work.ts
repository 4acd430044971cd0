/** What one turn gathers while it runs through the middleware; carried in the TurnContext's turnState. */
import { TurnContext } from 'botbuilder'
import { invariant } from '../errors.ts'
import type { BotTurn, Content, TurnMessage, Face } from '../conversation/index.ts'
import type { Input } from '../dialog/index.ts'
import type { Assessment, Urgency } from '../triage/index.ts'
import type { Memory } from './session.ts'

export type Work = {
  readonly turn: BotTurn
  memory: Memory
  /** The message of this activity; undefined for silence, arrival and return. */
  message: TurnMessage | undefined
  input: Input
  assessment: Assessment | undefined
  level: BotTurn['conversation']['urgency']
  review: boolean
  wantsErased: boolean
  owner: 'bot' | 'queue'
  said: Content[]
  /** What is told is about a member of staff. */
  focal: boolean
  /** The face chosen when asked how it was. */
  feedback: { face: Face; messageId: string; blot: Content } | undefined
  nextDueAt: Date | undefined
  close: string | undefined
  locale: string
  /** What this very message says, and the most that one message of this turn says: danger said again counts anew. */
  heardNow: Urgency
  heardInTurn: Urgency
  /** What the words of this turn alone say, of somebody who is blocked. */
  heard: Urgency | undefined
}

const WORK = Symbol('work')

export function attachWork(context: TurnContext, work: Work): void {
  context.turnState.set(WORK, work)
}

export function workOf(context: TurnContext): Work {
  const work: Work | undefined = context.turnState.get(WORK)
  invariant(work, 'every activity of ours carries its work')
  return work
}
