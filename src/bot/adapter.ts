/**
 * The Bot Framework edge: one adapter whose sendActivities writes into the running turn. It owns no state, no
 * order and no network: the spine does. The SDK stays in this room, so that a successor can replace it here.
 */
import { ActivityTypes, BotAdapter, TurnContext, type Activity, type ConversationReference, type Middleware, type ResourceResponse } from 'botbuilder'
import * as z from 'zod'
import { contentSchema } from '../conversation/index.ts'
import { attachWork, workOf, type Work } from './work.ts'

const channelData = z.object({ content: contentSchema })

export class TurnAdapter extends BotAdapter {
  constructor(middleware: readonly Middleware[]) {
    super()
    for (const one of middleware) this.use(one)
  }

  /** Runs one activity of the turn through the middleware and the handler. */
  async process(activity: Partial<Activity>, work: Work, handler: (context: TurnContext) => Promise<void>): Promise<void> {
    const context = new TurnContext(this, activity)
    attachWork(context, work)
    await this.runMiddleware(context, handler)
  }

  /** What is said joins the turn; the spine writes it to the outbox in the turn's transaction. */
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const work = workOf(context)
    return activities.map((activity) => {
      if (activity.type === ActivityTypes.Message) work.said.push(channelData.parse(activity.channelData).content)
      return { id: '' }
    })
  }

  override async updateActivity(): Promise<void> {
    throw new Error('no channel of ours can change a sent message')
  }

  override async deleteActivity(): Promise<void> {
    throw new Error('no channel of ours can delete a sent message')
  }

  override async continueConversation(_reference: Partial<ConversationReference>): Promise<void> {
    throw new Error('proactive messages go through the lane, not through the adapter')
  }
}
