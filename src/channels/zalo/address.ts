/** Visitors of Zalo's web widget have no user id; they are reached by two ids, which we carry as one. */
const PREFIX = 'anonymous:'

export function anonymousAddress(anonymousId: string, conversationId: string): string {
  return `${PREFIX}${encodeURIComponent(anonymousId)}:${encodeURIComponent(conversationId)}`
}

/** What a send names as its recipient. */
export type ZaloRecipient = { user_id: string } | { anonymous_id: string; conversation_id: string }

export function recipientOf(externalId: string): ZaloRecipient {
  const [anonymousId, conversationId] = externalId.startsWith(PREFIX) ? externalId.slice(PREFIX.length).split(':') : []
  if (anonymousId === undefined || conversationId === undefined) return { user_id: externalId }
  return { anonymous_id: decodeURIComponent(anonymousId), conversation_id: decodeURIComponent(conversationId) }
}
