import type { Middleware, TurnContext } from 'botbuilder'
import { humanHolds } from '../conversation/index.ts'
import { workOf } from './work.ts'

/** The bot is silent while a human holds the conversation (design, promise 4); triage, before this, still hears. */
export const humanHoldsMiddleware: Middleware = {
  async onTurn(context: TurnContext, next: () => Promise<void>) {
    const { turn, message } = workOf(context)
    if (humanHolds(turn.conversation, turn.now) || message?.content.standby) return
    await next()
  },
}
