/**
 * A line of the queue shows a child's last words, so whoever was shown it stands in the access log: once an hour for
 * each member of staff and conversation, since the list reads itself again every few seconds. Without the words the
 * queue could not be judged by a human; without the log nobody could say who read them there.
 */
import type { Pool } from '../database/index.ts'

const AGAIN_MS = 60 * 60_000
const REMEMBERED = 50_000

const SHOWN = `
  insert into access_log (staff_id, action, subject, subject_id)
  select $1, 'conversation.preview', 'conversation', id from unnest($2::text[]) as id`

export type PreviewLog = (pool: Pool, staffId: string, conversationIds: readonly string[]) => Promise<void>

/** Writes what this process has not written in the last hour; what cannot be logged is not shown. */
export function createPreviewLog(now: () => number = Date.now): PreviewLog {
  const shownAt = new Map<string, number>()
  return async (pool, staffId, conversationIds) => {
    const at = now()
    const fresh = conversationIds.filter((id) => at - (shownAt.get(`${staffId} ${id}`) ?? -Infinity) >= AGAIN_MS)
    if (fresh.length === 0) return
    await pool.query(SHOWN, [staffId, fresh])
    if (shownAt.size > REMEMBERED) shownAt.clear()
    for (const id of fresh) shownAt.set(`${staffId} ${id}`, at)
  }
}
