/** Notes being written, one a conversation, for as long as the page lives: looking at another chat loses nothing. */
const texts = new Map<string, string>()

/** The unsaved note of this conversation, or an empty text. */
export function unsavedNote(conversationId: string): string {
  return texts.get(conversationId) ?? ''
}

/** Keeps what is written so far; an empty text is forgotten. */
export function keepNote(conversationId: string, text: string): void {
  if (text === '') texts.delete(conversationId)
  else texts.set(conversationId, text)
}
