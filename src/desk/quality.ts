/** Quality: a blind sample of what triage held for harmless, read by supervisors for missed danger. */
import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import { lockConversation } from '../conversation/index.ts'
import { transaction } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import { isAtLeast, type Urgency } from '../triage/index.ts'
import { QUALITY_POINTS, type DeskChannel, type Quality, type QualitySummary, type Sample, type sampleQuerySchema, type summaryQuerySchema } from './api.ts'
import type { Desk } from './desk.ts'
import { iso } from './time.ts'

// The lot of a day: a hash of id and day, the same for everybody. Index: conversation_closed_list_idx.
const SAMPLE = `
  select c.id, c.channel, c.urgency, c.closed_at as "closedAt", c.last_seq as messages
  from conversation c
  where c.state = 'closed' and c.closed_at > now() - interval '30 days' and c.urgency <= 'low' and c.last_seq > 0
    and not exists (select 1 from quality_review q where q.conversation_id = c.id)
    and not exists (select 1 from focal_talk f where f.conversation_id = c.id)
  order by md5(c.id::text || (now() at time zone $2)::date::text) limit $1`

/** Draws conversations to read. */
export async function drawSample({ db, centre }: Desk, { size }: z.infer<typeof sampleQuerySchema>): Promise<Sample> {
  const { rows } = await db.pool.query<{ id: string; channel: DeskChannel; urgency: Urgency; closedAt: Date; messages: number }>(SAMPLE, [size, centre().timeZone])
  return { conversations: rows.map((row) => ({ ...row, closedAt: iso(row.closedAt) })) }
}

const SAVE = `
  insert into quality_review (id, conversation_id, reviewer_id, level_was, level_should, scores, comment_enc) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (conversation_id, reviewer_id) do update set id = excluded.id, level_was = excluded.level_was,
    level_should = excluded.level_should, scores = excluded.scores, comment_enc = excluded.comment_enc, at = now()`

const FLAG = `update conversation set review = true, version = version + 1 where id = $1`

/**
 * Stores a supervisor's reading. Danger that was missed flags the conversation: somebody must act on it now.
 * @throws AppError not-found
 */
export async function saveQuality({ db, vault }: Desk, staff: SignedIn, id: string, quality: Quality): Promise<void> {
  await transaction(db.pool, async (client) => {
    const conversation = await lockConversation(client, id)
    if (!conversation) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
    const reviewId = randomUUID()
    const key = await vault.key(client, conversation.keyId)
    const comment = quality.comment === undefined ? null : vault.seal(key, `quality_review.comment:${reviewId}`, quality.comment)
    await client.query(SAVE, [reviewId, id, staff.id, conversation.urgency, quality.level, JSON.stringify(quality.scores), comment])
    if (isMissed({ was: conversation.urgency, should: quality.level })) await client.query(FLAG, [id])
    await recordAccess(client, { staffId: staff.id, action: 'conversation.quality', subject: 'conversation', subjectId: id, reason: `${conversation.urgency}:${quality.level}` })
  })
}

// Index: quality_review_at_idx.
const LEVELS = `
  select level_was as was, level_should as should, count(*)::int as count from quality_review
  where at > now() - make_interval(days => $1) group by 1, 2 order by 1, 2`

const SCORES = `
  select ${QUALITY_POINTS.map((point) => `avg((scores ->> '${point}')::int)::float8 as "${point}"`).join(', ')}
  from quality_review where at > now() - make_interval(days => $1)`

/** What the readings of some days say. */
export async function summariseQuality({ db }: Desk, { days }: z.infer<typeof summaryQuerySchema>): Promise<QualitySummary> {
  const [{ rows: levels }, { rows: [scores] }] = await Promise.all([
    db.pool.query<{ was: Urgency; should: Urgency; count: number }>(LEVELS, [days]),
    db.pool.query<Record<(typeof QUALITY_POINTS)[number], number | null>>(SCORES, [days]),
  ])
  const sum = (rows: typeof levels) => rows.reduce((total, { count }) => total + count, 0)
  return {
    reviewed: sum(levels),
    missed: sum(levels.filter(isMissed)),
    levels,
    scores: scores ?? { heard: null, safety: null, words: null, nextStep: null },
  }
}

/** Below medium nobody is called and no case opens: that is where danger gets lost. */
function isMissed({ was, should }: { was: Urgency; should: Urgency }): boolean {
  return isAtLeast(should, 'medium') && !isAtLeast(was, 'medium')
}
