/** Our message id travels with a send and comes back in its echo: it settles sends whose answer was lost. */
const PREFIX = 'lang-nghe:'

export const metadataOf = (messageId: string): string => `${PREFIX}${messageId}`

export function messageIdOf(metadata: string | null | undefined): string | undefined {
  return metadata?.startsWith(PREFIX) ? metadata.slice(PREFIX.length) : undefined
}
