import type { Client } from '../database/index.ts'
import type { Vault } from '../safeguards/index.ts'
import { CHANNELS } from './channel.ts'
import type { Content } from './content.ts'
import { appendOutbound, humanHolds, lockConversation } from './store.ts'

/**
 * The service itself says one line outside any turn, by the ordinary outbox: never while a human holds the
 * conversation, never after its end, and not where nothing can be sent (calls and visits).
 * @param line the sentence in the person's language
 * @returns whether it was said
 */
export async function sayUnlessHeld(client: Client, vault: Vault, conversationId: string, line: (locale: string) => Content): Promise<boolean> {
  const conversation = await lockConversation(client, conversationId)
  if (!conversation || conversation.state !== 'open' || humanHolds(conversation, new Date())) return false
  if (!CHANNELS.some((channel) => channel === conversation.channel)) return false
  await appendOutbound(client, vault, conversation, [{ author: 'bot', content: line(conversation.locale) }])
  return true
}
