import { openCase } from '../cases/index.ts'
import { notify } from '../conversation/index.ts'
import { invariant } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation } from './openConversation.ts'

/** A counsellor opens the case of a conversation, at any level; when there is one, that is the answer. */
export async function openCaseByHand(desk: Desk, staff: SignedIn, id: string): Promise<{ id: string; number: string }> {
  return onOpenConversation(desk, id, async (client, conversation) => {
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
