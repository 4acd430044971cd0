/** The wish to be forgotten as a row: made in the talk, taken in by staff, or told by the platform; decided by a named human. */
import { randomUUID } from 'node:crypto'
import { transaction, type Client, type Pool } from '../../database/index.ts'
import { AppError } from '../../errors.ts'
import { recordAccess } from '../accessLog.ts'

/** withdrawal: at the platform (Zalo user_withdraw). request: staff took it in. chat: in the person's own words. */
export type WishCause = 'withdrawal' | 'request' | 'chat'

/**
 * Why a human may say no: Luật 91/2025/QH15 Điều 14.2 with Điều 19.1 a–c; or whoever asks is not entitled; or the person
 * wants it no longer. The refusal is told to the person with its reason (14.5).
 */
export const EXCEPTIONS = ['19-1a', '19-1b', '19-1c', 'not-entitled', 'withdrawn'] as const
export type Exception = (typeof EXCEPTIONS)[number]

/** NĐ 356/2025 Điều 5: an answer in 2 working days, erasure in 20 days. */
const ANSWER_WORKING_DAYS = 2
const ERASE_DAYS = 20

// One open wish a person: whoever asks three times wishes one thing. Index: erasure_request_asked_idx.
const ASK = `
  insert into erasure_request (id, person_id, conversation_id, cause, asked_at, answer_due_at, erase_due_at, outcome, kept)
  select $1, c.person_id, c.id, $3, $4, $5, $6, 'asked', '[]' from conversation c where c.id = $2
  on conflict (person_id) where outcome = 'asked' do nothing`

/** Writes down that the person of this conversation wishes to be forgotten, in the caller's transaction. */
export async function askErasure(client: Client | Pool, wish: { conversationId: string; cause: 'chat' | 'request'; askedAt: Date }): Promise<void> {
  await client.query(ASK, [randomUUID(), wish.conversationId, wish.cause, wish.askedAt, ...dueDates(wish.askedAt)])
}

const REFUSE = `
  update erasure_request set outcome = 'refused', exception = $3, decided_by = $2, decided_at = now()
  where id = $1 and outcome <> 'erased' and exception is null
  returning person_id as "personId"`

/** Says no, by a named human and for a reason of the law. @throws AppError not-found when it is not open to a decision */
export async function refuseErasure(pool: Pool, refusal: { id: string; staffId: string; exception: Exception }): Promise<void> {
  await transaction(pool, async (client) => {
    const { rows: [refused] } = await client.query<{ personId: string }>(REFUSE, [refusal.id, refusal.staffId, refusal.exception])
    if (!refused) throw new AppError('not-found', 'error.not-found', `no open wish ${refusal.id}`)
    await recordAccess(client, { staffId: refusal.staffId, action: 'person.erase', subject: 'person', subjectId: refused.personId, reason: `refused ${refusal.exception}` })
  })
}

/** When the answer and when the erasure are due. */
export function dueDates(askedAt: Date): [answer: Date, erase: Date] {
  return [afterWorkingDays(askedAt, ANSWER_WORKING_DAYS), new Date(askedAt.getTime() + ERASE_DAYS * 24 * 3_600_000)]
}

/** Saturdays and Sundays do not count. Holidays do here: an answer before its day is never late. */
function afterWorkingDays(from: Date, days: number): Date {
  const due = new Date(from)
  for (let left = days; left > 0;) {
    due.setUTCDate(due.getUTCDate() + 1)
    const weekday = new Date(due.getTime() + 7 * 3_600_000).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return due
}
