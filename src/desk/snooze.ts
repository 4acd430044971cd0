import type * as z from 'zod'
import { notify } from '../conversation/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import { SNOOZE_DAYS, type snoozeSchema } from './api.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation, requireOwner } from './openConversation.ts'
import { UNANSWERED_SINCE } from './returnToQueue.ts'

const PUT_ASIDE = `update conversation set snoozed_at = now(), snoozed_until = $2, snoozed_by = $3, version = version + 1 where id = $1`
const WAKE = `update conversation set snoozed_at = null, snoozed_until = null, snoozed_by = null, version = version + 1 where id = $1`
const UNANSWERED = `select (${UNANSWERED_SINCE}) is not null as waits from conversation c where c.id = $1`

/**
 * Whoever holds a talk puts it aside until a time, or takes it up again. Never somebody in mortal danger, never words
 * that stand unanswered: what is put aside waits for us, not they.
 * @throws AppError forbidden `error.not-owner`, bad-request `error.snooze-time`, conflict `error.snooze-emergency`, `error.snooze-unanswered`
 */
export async function snooze(desk: Desk, staff: SignedIn, id: string, { until }: z.infer<typeof snoozeSchema>): Promise<void> {
  await onOpenConversation(desk, id, async (client, conversation) => {
    requireOwner(conversation, staff)
    if (until === null) await client.query(WAKE, [id])
    else {
      const ahead = Date.parse(until) - Date.now()
      if (ahead <= 0 || ahead > SNOOZE_DAYS * 24 * 3600_000) throw new AppError('bad-request', 'error.snooze-time', 'a time that lies behind, or too far ahead')
      if (conversation.urgency === 'emergency') throw new AppError('conflict', 'error.snooze-emergency', 'an emergency is never put aside')
      const { rows: [unanswered] } = await client.query<{ waits: boolean }>(UNANSWERED, [id])
      if (unanswered?.waits) throw new AppError('conflict', 'error.snooze-unanswered', 'words without an answer')
      await client.query(PUT_ASIDE, [id, until, staff.id])
    }
    await recordAccess(client, { staffId: staff.id, action: 'conversation.snooze', subject: 'conversation', subjectId: id, reason: until ?? 'none' })
    await notify(client, 'conversation', id)
  })
}
