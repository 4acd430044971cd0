import { openContent } from '../conversation/index.ts'
import type { Client, Pool } from '../database/index.ts'
import type { DataKey, Vault } from '../safeguards/index.ts'

/** What a conversation said that no human has judged yet: `upToSeq` is the last message triage has worked through. */
export type Window = { upToSeq: number; messages: { id: string; text: string }[] }

const MOST_MESSAGES = 40
/** About two thousand tokens; the newest words count most. */
const MOST_LETTERS = 6_000

// Index: message_conversation_id_seq_key, from its end.
const MESSAGES = `
  select id, seq, content_enc as "contentEnc" from message
  where conversation_id = $1 and direction = 'in' and done_at is not null and seq > $2
  order by seq desc limit ${MOST_MESSAGES}`

/** Reads the person's words after `judgedUpToSeq`, oldest first, as far as a model can take them. */
export async function readWindow(db: Client | Pool, vault: Vault, key: DataKey, { id, judgedUpToSeq }: { id: string; judgedUpToSeq: number }): Promise<Window> {
  const { rows } = await db.query<{ id: string; seq: number; contentEnc: Buffer }>(MESSAGES, [id, judgedUpToSeq])
  const messages: Window['messages'] = []
  let letters = 0
  for (const row of rows) {
    const { text } = openContent(vault, key, row)
    letters += text.length
    if (letters > MOST_LETTERS && messages.length > 0) break
    if (text.trim() !== '') messages.unshift({ id: row.id, text: text.slice(0, MOST_LETTERS) })
  }
  return { upToSeq: rows[0]?.seq ?? judgedUpToSeq, messages }
}
