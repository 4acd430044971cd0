import { openCase } from '../cases/index.ts'
import { lockConversation, notify } from '../conversation/index.ts'
import { transaction } from '../database/index.ts'
import { AppError, invariant } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Desk } from './desk.ts'

/**
 * A counsellor opens the case of a conversation, at any level, also after it was closed; when there is one, that is
 * the answer.
 * @throws AppError not-found
 */
export async function openCaseByHand(desk: Desk, staff: SignedIn, id: string): Promise<{ id: string; number: string }> {
  return transaction(desk.db.pool, async (client) => {
    const conversation = await lockConversation(client, id)
    if (!conversation) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
    const { id: caseId, opened } = await openCase(client, desk.vault, conversation, { staffId: staff.id })
    if (opened) {
      desk.metrics.casesOpened.inc({ by: 'staff' })
      await recordAccess(client, { staffId: staff.id, action: 'conversation.open-case', subject: 'conversation', subjectId: id })
      await notify(client, 'conversation', id)
    }
    const { rows: [row] } = await client.query<{ number: string }>('select number from case_record where id = $1', [caseId])
    invariant(row, 'an opened case has a number')
    return { id: caseId, number: row.number }
  })
}
