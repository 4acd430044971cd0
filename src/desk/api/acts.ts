import * as z from 'zod'
import { clientIdSchema, idSchema, timeSchema, urgencySchema, words } from './common.ts'

/** Longest text of one reply. Zalo and Messenger take 2,000: what is longer goes as several messages, cut after sentences. */
export const REPLY_LIMIT = 5000

// POST /conversations/:id/claim → {}. 409 `error.claimed` {name} names who was first, `error.capacity` {limit} when
// below "high" and my hands are full; claiming one's own again is fine. Acknowledges its alarms.
// POST /claim-next → ClaimNext: the most urgent, then longest waiting, becomes mine ("nhận người cần nhất").
export const claimNextSchema = z.object({ id: idSchema.nullable() })

/** POST /conversations/:id/take-over → {}. Supervisors and head; the reason is kept in the access log as a code. */
export const TAKE_OVER_REASONS = ['absent', 'danger', 'asked', 'quality'] as const
export const takeOverSchema = z.object({ reason: z.enum(TAKE_OVER_REASONS) })

/**
 * POST /conversations/:id/reply → Sent. Owner only (403 `error.not-owner`). 409 `error.stale` {lastSeq} when the
 * person wrote after lastSeenSeq: read, then send again with the newer seq. The same clientId twice gives the same answer.
 */
export const replySchema = z.object({ clientId: clientIdSchema, text: words(REPLY_LIMIT), lastSeenSeq: z.number().int().min(0) })
export const sentSchema = z.object({ messageId: idSchema, seq: z.number().int() })
export type Sent = z.infer<typeof sentSchema>

/**
 * POST /conversations/:id/notes → NoteTaken. Everyone who may read may note; never sent to the person.
 * whisper: a supervisor's word to the owner, shown at once beside the reply (permission `conversation.whisper`).
 */
/**
 * `contact`: I called the person (owner only, while the talk is open). `spoke` counts as a human answer: open alarms of the talk are
 * heard, and it does not go back to the queue.
 */
export const CONTACTS = ['spoke', 'no-answer'] as const
export const takeNoteSchema = z.object({ clientId: clientIdSchema, text: words(5000), whisper: z.boolean().default(false), contact: z.enum(CONTACTS).optional() })
export const noteTakenSchema = z.object({ id: idSchema, at: timeSchema })

/** POST /conversations/:id/level → {}. A reason is always needed. 409 `error.level-changed` {level} when it is no longer `from`. */
export const setLevelSchema = z.object({ from: urgencySchema, level: urgencySchema, reason: words(1000) })

// POST /conversations/:id/review → {}: a human has read it, the flag goes. 409 `error.second-reader`: an emergency that I
// lowered myself must be read by a colleague.

/**
 * POST /conversations/:id/snooze → {}. Owner only: put aside until then, at most fourteen days; null: no longer. 409
 * `error.snooze-emergency`, and `error.snooze-unanswered` while words stand unanswered. It wakes by itself (queueSql.ts).
 */
export const SNOOZE_DAYS = 14
export const snoozeSchema = z.object({ until: timeSchema.nullable() })

/** POST /conversations/:id/release → {}. To the bot (which says again that it is a machine) or back to the queue. */
export const releaseSchema = z.object({ to: z.enum(['bot', 'queue']), note: words(5000).optional() })

/**
 * POST /conversations/:id/transfer → {}. The receiver owns at once; no second greeting. 409 `error.receiver` when they cannot
 * take it, `error.receiver-absent` when their desk is not open: then release it to the queue with a note.
 */
export const transferSchema = z.object({ staffId: idSchema, note: words(5000), warm: z.boolean().default(false) })

// With `warm` the colleague is asked first and I stay the owner until they take it (Conversation.offer, QueueRow.offer).
// POST /conversations/:id/accept → {}: the colleague takes it. 409 `error.no-offer` when it is no longer offered.
// POST /conversations/:id/decline → {}: the colleague declines, or who offered takes the offer back.

/** POST /conversations/:id/close → {}. 409 `error.stale` {lastSeq} as for reply: nobody is closed upon. */
export const CLOSE_REASONS = ['helped', 'referred', 'no-answer', 'wrong-number', 'prank', 'other'] as const
export const closeSchema = z.object({ reason: z.enum(CLOSE_REASONS), lastSeenSeq: z.number().int().min(0) })

/** PUT /conversations/:id/draft → 204. Empty text drops it. */
export const draftSchema = z.object({ text: z.string().max(5000) })

// POST /conversations/:id/open-case → CaseOpened; a second call gives the case that is there.
export const caseOpenedSchema = z.object({ id: idSchema, number: z.string() })
