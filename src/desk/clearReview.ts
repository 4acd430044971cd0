import { notify } from '../conversation/index.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation } from './openConversation.ts'

const CLEAR = `update conversation set review = false, judged_up_to_seq = last_seq, version = version + 1 where id = $1`

/** A human has read what the machine could not judge: the flag "cần người đọc" goes. */
export async function clearReview(desk: Desk, staff: SignedIn, id: string): Promise<void> {
  await onOpenConversation(desk, id, async (client) => {
    await client.query(CLEAR, [id])
    await recordAccess(client, { staffId: staff.id, action: 'conversation.review', subject: 'conversation', subjectId: id })
    await notify(client, 'conversation', id)
  })
}
