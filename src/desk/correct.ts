import { randomUUID } from 'node:crypto'
import { followCorrection, keepCorrection, latestOfEach, listCorrections, type Correction, type CorrectionValue } from '../cases/index.ts'
import { lockConversation, notify, type ConversationRow } from '../conversation/index.ts'
import { transaction, type Client } from '../database/index.ts'
import { communeByCode } from '../directory/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess, type DataKey } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Correct } from './api.ts'
import type { Desk } from './desk.ts'
import { factsOf } from './facts.ts'

/** What stands in a column of the conversation, and how a human's word is written there. */
const COLUMNS: Readonly<Record<string, { standing: (row: ConversationRow) => CorrectionValue; set: string }>> = {
  commune: { standing: ({ commune }) => commune, set: `commune = ($2::jsonb) #>> '{}'` },
  reporter: { standing: ({ reporter }) => reporter, set: `reporter = ($2::jsonb) #>> '{}'` },
  categories: {
    standing: ({ categories }) => categories,
    // What is taken away is set aside, for the machine not to bring it back; what is chosen again is no longer.
    set: `categories = array(select jsonb_array_elements_text($2::jsonb)),
      categories_aside = array(select distinct one from unnest(categories_aside || categories) one where not ($2::jsonb ? one))`,
  },
}

/**
 * Puts right what the machine took down wrongly, on an open or a closed conversation, with a reason that is kept. The
 * filters, the case and the figures follow; what the person said and the signs found in it stay as they are.
 * @throws AppError not-found, conflict `error.corrected-meanwhile` {name}, bad-request
 */
export async function correct(desk: Desk, staff: SignedIn, id: string, { name, value, after, reason }: Correct): Promise<void> {
  if (name === 'commune' && typeof value === 'string' && !communeByCode(value)) throw new AppError('bad-request', 'error.bad-request', 'no such commune')
  await transaction(desk.db.pool, async (client) => {
    const conversation = await lockConversation(client, id)
    if (!conversation) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
    const key = await desk.vault.key(client, conversation.keyId)
    const latest = latestOfEach(await listCorrections(client, desk.vault, key, id)).get(name)
    if ((latest?.id ?? null) !== after) throw new AppError('conflict', 'error.corrected-meanwhile', 'a colleague corrected it meanwhile', { name: latest?.staffName ?? '' })
    const before = latest ? latest.value : standing(desk, key, conversation, name)
    const correction: Correction = { id: randomUUID(), name, before, value, reason, staffId: staff.id, staffName: staff.name, at: new Date() }
    await keepCorrection(client, desk.vault, key, { ...correction, conversationId: id })
    await writeColumn(client, id, name, value)
    if (conversation.caseId !== null) await followCorrection(client, desk.vault, conversation.caseId, correction)
    await recordAccess(client, { staffId: staff.id, action: 'conversation.correct', subject: 'conversation', subjectId: id, reason: name })
    await notify(client, 'conversation', id)
  })
}

/** What the machine has. */
function standing({ vault }: Desk, key: DataKey, conversation: ConversationRow, name: string): CorrectionValue {
  const column = COLUMNS[name]
  if (column) return column.standing(conversation)
  const session: unknown = conversation.sessionEnc ? JSON.parse(vault.open(key, `conversation.session:${conversation.id}`, conversation.sessionEnc)) : undefined
  return factsOf(session).find((one) => one.name === name)?.value ?? null
}

async function writeColumn(client: Client, id: string, name: string, value: CorrectionValue): Promise<void> {
  const column = COLUMNS[name]
  if (!column) return
  await client.query(`
    update conversation set ${column.set}, version = version + 1,
      by_hand = case when $3 = any(by_hand) then by_hand else by_hand || $3::text end
    where id = $1`, [id, JSON.stringify(value), name])
}
