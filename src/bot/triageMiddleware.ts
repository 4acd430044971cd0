import type { Middleware, TurnContext } from 'botbuilder'
import type { BotTurn, TurnMessage } from '../conversation/index.ts'
import { assess, isAtLeast, maxUrgency, type Turn } from '../triage/index.ts'
import { heardNow } from './heardNow.ts'
import { workOf, type Work } from './work.ts'

/**
 * Danger is heard in every state (design, promise 2): every message passes triage before anything else, also
 * while a human holds the chat. The level is the maximum of all evidence; what a named human has already judged
 * does not count again, only what was said since.
 */
export const triageMiddleware: Middleware = {
  async onTurn(context: TurnContext, next: () => Promise<void>) {
    const work = workOf(context)
    work.heardNow = 'info'
    if (work.message) hear(work, work.message)
    await next()
  },
}

function hear(work: Work, message: TurnMessage): void {
  const { memory, turn } = work
  if (memory.open) memory.answered[message.seq] = memory.open
  memory.open = null
  work.assessment = assess(windowOf(turn, message, memory.answered))
  work.level = maxUrgency(work.level, work.assessment.level)
  work.heardNow = heardNow(work)
  work.heardInTurn = maxUrgency(work.heardInTurn, work.heardNow)
  // Voice, pictures and the like cannot be read by rules: a human must (safeguarding §1.6, flag XEM).
  const unreadable = !['text', 'sticker'].includes(message.kind)
  work.review ||= work.assessment.review || unreadable
  if (isAtLeast(work.level, 'high')) work.owner = 'queue'
}

/** The person's words up to this message, from the last human judgement on. */
function windowOf(turn: BotTurn, message: TurnMessage, answered: Work['memory']['answered']): Turn[] {
  return turn.messages
    .filter((one) => one.seq <= message.seq && one.seq > turn.conversation.judgedUpToSeq)
    .map((one) => {
      const answering = answered[one.seq]
      return { text: one.content.text, ...(answering === undefined ? {} : { answering }) }
    })
}
