import type * as z from 'zod'
import type { Client } from '../database/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { draftSchema } from './api.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation } from './openConversation.ts'

const SAVE = `
  insert into draft (conversation_id, staff_id, text_enc) values ($1, $2, $3)
  on conflict (conversation_id, staff_id) do update set text_enc = excluded.text_enc, updated_at = now()`

/** Where a draft's text belongs, for the vault. */
export function draftContext(draft: { conversationId: string; staffId: string }): string {
  return `draft.text:${draft.conversationId}:${draft.staffId}`
}

/** Keeps what is typed and not sent, for this person and this conversation only. */
export async function saveDraft(desk: Desk, staff: SignedIn, id: string, { text }: z.infer<typeof draftSchema>): Promise<void> {
  const place = { conversationId: id, staffId: staff.id }
  await onOpenConversation(desk, id, async (client, conversation) => {
    if (text.trim() === '') return dropDraft(client, place)
    const key = await desk.vault.key(client, conversation.keyId)
    await client.query(SAVE, [id, staff.id, desk.vault.seal(key, draftContext(place), text.normalize('NFC'))])
  })
}

export async function dropDraft(client: Client, { conversationId, staffId }: { conversationId: string; staffId: string }): Promise<void> {
  await client.query('delete from draft where conversation_id = $1 and staff_id = $2', [conversationId, staffId])
}
