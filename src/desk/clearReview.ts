import { lockConversation, notify } from '../conversation/index.ts'
import { transaction } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Desk } from './desk.ts'
import { JUDGED_UP_TO } from './judged.ts'
import { whoLowered } from './secondReader.ts'

const CLEAR = `update conversation set review = false, judged_up_to_seq = ${JUDGED_UP_TO}, version = version + 1 where id = $1`

/**
 * A human has read what the machine could not judge: the flag "cần người đọc" goes. An emergency that was lowered
 * needs a second reader.
 * @throws AppError not-found, conflict `error.second-reader`
 */
export async function clearReview(desk: Desk, staff: SignedIn, id: string): Promise<void> {
  await transaction(desk.db.pool, async (client) => {
    const conversation = await lockConversation(client, id)
    if (!conversation) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
    if (conversation.review && await whoLowered(client, id) === staff.id) throw new AppError('conflict', 'error.second-reader', 'the second reader is somebody else')
    await client.query(CLEAR, [id])
    await recordAccess(client, { staffId: staff.id, action: 'conversation.review', subject: 'conversation', subjectId: id })
    await notify(client, 'conversation', id)
  })
}
