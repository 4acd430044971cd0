/** From what the spine read to a Bot Framework activity: one of the fields of the contract in wire-facts §6.3. */
import { ActivityTypes, type Activity } from 'botbuilder'
import type { BotTurn, TurnMessage } from '../conversation/index.ts'

/** The activity of one message, or of a turn without one (silence, arrival, returned). */
export function activityOf(turn: BotTurn, message: TurnMessage | undefined): Partial<Activity> {
  const { conversation } = turn
  const base: Partial<Activity> = {
    channelId: conversation.channel === 'messenger' ? 'facebook' : conversation.channel,
    serviceUrl: 'urn:lang-nghe',
    locale: conversation.locale === 'en' ? 'en-US' : 'vi-VN',
    timestamp: message?.saidAt ?? turn.now,
    from: { id: conversation.personId, name: '' },
    recipient: { id: conversation.account, name: '' },
    conversation: { id: conversation.id, name: '', isGroup: false, conversationType: 'personal' },
  }
  if (!message) return { ...base, type: ActivityTypes.Event, name: turn.reason }
  return {
    ...base,
    type: ActivityTypes.Message,
    id: message.id,
    text: message.content.text,
    ...(message.content.payload === undefined ? {} : { value: { payload: message.content.payload } }),
  }
}
