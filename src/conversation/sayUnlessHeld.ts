import type { Client } from '../database/index.ts'
import type { Vault } from '../safeguards/index.ts'
import { CHANNELS } from './channel.ts'
import type { Content } from './content.ts'
import { mayWriteFirst } from './mayWriteFirst.ts'
import { appendOutbound, humanHolds, lockConversation } from './store.ts'

/**
 * The service itself says one line outside any turn, by the ordinary outbox: never while a human holds the
 * conversation, never after its end, not where nothing can be sent (calls and visits), and not where it may meet other
 * eyes than the person's (mayWriteFirst).
 * @param line the sentence in the person's language
 * @returns whether it was said
 */
export async function sayUnlessHeld(client: Client, vault: Vault, conversationId: string, line: (locale: string) => Content, timeZone: string): Promise<boolean> {
  const conversation = await lockConversation(client, conversationId)
  if (!conversation || conversation.state !== 'open' || humanHolds(conversation, new Date())) return false
  const { sessionEnc } = conversation
  const session: unknown = sessionEnc === null ? undefined : JSON.parse(vault.open(await vault.key(client, conversation.keyId), `conversation.session:${conversation.id}`, sessionEnc))
  if (!mayWriteFirst(conversation, session, { now: new Date(), timeZone })) return false
  if (!CHANNELS.some((channel) => channel === conversation.channel)) return false
  await appendOutbound(client, vault, conversation, [{ author: 'bot', content: line(conversation.locale) }])
  return true
}
