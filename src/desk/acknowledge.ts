import { acknowledgeAlarms } from '../alarms/index.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation } from './openConversation.ts'

/** Somebody has heard the alarm of a conversation; whoever was first stands in the record. */
export async function acknowledge(desk: Desk, staff: SignedIn, id: string): Promise<void> {
  await onOpenConversation(desk, id, async (client) => {
    const heard = await acknowledgeAlarms(client, id, staff.id)
    if (heard > 0) await recordAccess(client, { staffId: staff.id, action: 'alarm.acknowledge', subject: 'conversation', subjectId: id })
  })
}
