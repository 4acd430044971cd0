import type { Middleware, TurnContext } from 'botbuilder'
import { workOf } from './work.ts'

/** The bot is silent while a human holds the conversation (design, promise 4); triage, before this, still hears. */
export const humanHoldsMiddleware: Middleware = {
  async onTurn(context: TurnContext, next: () => Promise<void>) {
    if (workOf(context).turn.conversation.ownerKind === 'staff') return
    await next()
  },
}
