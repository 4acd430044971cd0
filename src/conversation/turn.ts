/**
 * One turn: take the most urgent due lane, work through the open messages of its conversation with the bot,
 * and write everything that follows in the same transaction. No network call inside. On an error nothing
 * overtakes: the lane backs off, and after {@link MAX_ATTEMPTS} the conversation goes to a human as it is.
 */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { acknowledgeAlarms, ringAtOnce, raiseAlarm } from '../alarms/index.ts'
import { openCase } from '../cases/index.ts'
import type { Notices, Pool } from '../database/index.ts'
import { errorCode, errorPlace } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { askErasure, type DataKey, type Vault } from '../safeguards/index.ts'
import { isAtLeast, type Urgency } from '../triage/index.ts'
import type { WorkResult } from '../worker.ts'
import type { Bot, BotTurn, TurnMessage, TurnReason, TurnResult } from './bot.ts'
import { keepByHand } from './byHand.ts'
import { CHANNELS } from './channel.ts'
import type { Content, MessageKind } from './content.ts'
import { handToHuman } from './handToHuman.ts'
import { splitContent } from './splitContent.ts'
import { humanHolds, openContent, sealContent, type ConversationRow } from './store.ts'
import { CLAIM, MESSAGES, WRITE } from './turnSql.ts'

export const MAX_ATTEMPTS = 5
/** Inbound messages a turn reads along for triage, beyond the open ones: "the window is the conversation". */
const WINDOW = 40

export type TurnDependencies = { pool: Pool; vault: Vault; notices: Pick<Notices, 'tell'>; bot: Bot; fallback: (locale: string) => Content; metrics: Metrics; log: Log; now?: () => Date; /** What was said waits for the second reader too (src/secondReader). */ readAgain?: boolean }

type Claimed = ConversationRow & { attempts: number; reason: string | null; wrapped: Buffer | null; earlierId: string | null; earlierEnc: Buffer | null; earlierUrgency: Urgency | null }

type MessageRow = { id: string; seq: number; kind: MessageKind; contentEnc: Buffer; saidAt: Date; receivedAt: Date; open: boolean }

/** Runs the next due turn. False: nothing was due. */
export async function runTurn(dependencies: TurnDependencies): Promise<WorkResult> {
  const { pool, notices, metrics, log } = dependencies
  const client = await pool.connect()
  const started = performance.now()
  let broken: Error | undefined
  let claimed: Claimed | undefined
  try {
    claimed = await claim(client)
    if (!claimed) {
      await client.query('rollback')
      return false
    }
    const outcome = await work(client, claimed, dependencies)
    await client.query('commit')
    notices.tell({ kind: 'outbox', id: claimed.id })
    notices.tell({ kind: 'conversation', id: claimed.id })
    metrics.turns.inc({ outcome })
    metrics.turnSeconds.observe((performance.now() - started) / 1000)
    log.debug({ conversation: claimed.id, outcome, ms: Math.round(performance.now() - started) }, 'turn')
    return 'done'
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => { broken = lost })
    metrics.turns.inc({ outcome: 'failed' })
    if (!claimed) throw error
    log.error({ conversation: claimed.id, attempts: claimed.attempts + 1, code: errorCode(error), at: errorPlace(error) }, 'turn failed')
    await backOff(dependencies, claimed, errorCode(error))
    return 'done'
  } finally {
    client.release(broken)
  }
}

async function claim(client: pg.PoolClient): Promise<Claimed | undefined> {
  await client.query('begin')
  const { rows } = await client.query<Claimed>({ name: 'turn-claim', text: CLAIM })
  return rows[0]
}

async function work(client: pg.PoolClient, claimed: Claimed, { vault, bot, fallback, metrics, now = () => new Date(), readAgain = false }: TurnDependencies): Promise<string> {
  if (!claimed.wrapped) return stopErased(client, claimed)
  const key = vault.unwrap(claimed.keyId, claimed.wrapped)
  const { rows } = await client.query<MessageRow>({ name: 'turn-messages', text: MESSAGES, values: [claimed.id, claimed.lastSeq - WINDOW] })
  const open = rows.filter((row) => row.open)
  if (claimed.attempts >= MAX_ATTEMPTS) {
    await handToHuman(client, vault, claimed, open.map((row) => row.id), fallback(claimed.locale))
    return 'handed-over'
  }
  const turn: BotTurn = {
    conversation: claimed,
    session: claimed.sessionEnc ? JSON.parse(vault.open(key, `conversation.session:${claimed.id}`, claimed.sessionEnc)) : undefined,
    ...(claimed.earlierEnc ? { earlier: JSON.parse(vault.open(key, `conversation.session:${claimed.earlierId}`, claimed.earlierEnc)) } : {}),
    messages: rows.map((row): TurnMessage => ({ id: row.id, seq: row.seq, kind: row.kind, content: openContent(vault, key, row), saidAt: row.saidAt, open: row.open })),
    reason: reasonOf(claimed, open),
    now: now(),
  }
  const result = keepByHand(claimed, endedStays(claimed, await bot(turn)))
  await write(client, vault, key, claimed, open, result, readAgain && open.length > 0)
  if (result.focal) await client.query(FOCAL, [claimed.id])
  if (result.feedback) await takeFeedback(client, vault, key, claimed, result.feedback)
  await followUp(client, vault, claimed, result, { metrics, now: turn.now })
  const first = open[0]
  if (first && result.say.length > 0) metrics.replySeconds.observe((Date.now() - first.receivedAt.getTime()) / 1000)
  return turn.reason
}

function reasonOf(claimed: Claimed, open: readonly MessageRow[]): TurnReason {
  if (open.length > 0) return 'message'
  return claimed.reason === 'arrival' || claimed.reason === 'returned' || claimed.reason === 'closed' ? claimed.reason : 'silence'
}

async function write(client: pg.PoolClient, vault: Vault, key: DataKey, conversation: ConversationRow, open: readonly MessageRow[], result: TurnResult, readAgain: boolean): Promise<void> {
  const said = result.say.flatMap((content) => splitContent(conversation.channel, content)).map((content, index) => ({ id: randomUUID(), seq: conversation.lastSeq + 1 + index, content }))
  const owner = conversation.ownerKind === 'staff' ? 'staff' : result.owner
  const values = [
    conversation.id,
    said.map(({ id }) => id),
    said.map(({ seq }) => seq),
    said.map(({ id, content }) => sealContent(vault, key, id, content)),
    conversation.channel,
    conversation.account,
    result.urgency,
    open.map(({ id }) => id),
    result.evidence.map((one) => one.messageId),
    result.evidence.map((one) => one.start),
    result.evidence.map((one) => one.end),
    result.evidence.map((one) => one.cue),
    result.evidence.map((one) => one.level),
    conversation.lastSeq + said.length,
    result.categories,
    result.reporter,
    result.review,
    vault.seal(key, `conversation.session:${conversation.id}`, JSON.stringify(result.session ?? null)),
    owner,
    needsHuman(conversation, owner, result),
    result.close ?? null,
    conversation.urgency,
    result.triageVersion,
    result.nextDueAt ?? null,
    readAgain,
    result.commune === undefined ? conversation.commune : result.commune,
  ]
  await client.query({ name: 'turn-write', text: WRITE, values })
}

/** What a human has closed stays as they closed it: the bot may say its last words there, and no more. */
function endedStays({ state }: ConversationRow, result: TurnResult): TurnResult {
  return state === 'closed' ? { ...result, close: undefined, nextDueAt: undefined } : result
}

const FOCAL = `insert into focal_talk (conversation_id) values ($1) on conflict do nothing`

// Cut loose from the talk it is about, and dated to the day: no one can tell whose it was.
const FEEDBACK = `
  insert into feedback (id, day, channel, urgency, face) values (gen_random_uuid(), current_date, $1, $2, $3)`
const BLOT = `update message set content_enc = $2 where id = $1`

/** Counts a face and blots out the message that chose it: the counsellor finds it nowhere. */
async function takeFeedback(client: pg.PoolClient, vault: Vault, key: DataKey, conversation: Claimed, { face, messageId, blot }: NonNullable<TurnResult['feedback']>): Promise<void> {
  await client.query(FEEDBACK, [conversation.channel, conversation.earlierUrgency ?? conversation.urgency, face])
  await client.query(BLOT, [messageId, sealContent(vault, key, messageId, blot)])
}

/** Who waits for a human: whoever asked for one, and whoever a human must read (safeguarding §1.6: every M1–M3). */
function needsHuman({ state }: ConversationRow, owner: ConversationRow['ownerKind'], result: TurnResult): boolean {
  if (state === 'closed' || owner === 'staff' || result.close !== undefined) return false
  if (result.blocked) return result.blocked.heeded
  return owner === 'queue' || result.review || isAtLeast(result.urgency, 'medium')
}

/** A case at medium or above (design §2); an alarm when the level rises to high or above, somebody blocked is in danger again, or mortal danger is said anew where no human is. Whoever took a call or a visit is with the person: they have heard it. */
async function followUp(client: pg.PoolClient, vault: Vault, before: ConversationRow, result: TurnResult, { metrics, now }: { metrics: Metrics; now: Date }): Promise<void> {
  if (result.locale !== before.locale) await client.query('update person set locale = $2 where id = $1', [before.personId, result.locale])
  if (result.wantsErased) {
    await askErasure(client, { conversationId: before.id, cause: 'chat', askedAt: new Date() })
    // The way back into the talk closes at once (src/channels/web/returnCode.ts).
    await client.query('delete from return_code where person_id = $1', [before.personId])
  }
  if (before.block && result.say.length > 0) await client.query('update person_block set told_at = now() where id = $1', [before.block.id])
  const rose = result.urgency !== before.urgency
  if (rose) metrics.urgency.inc({ level: result.urgency })
  if (isAtLeast(result.urgency, 'medium') && (rose || before.caseId === null)) {
    const { opened } = await openCase(client, vault, { ...before, urgency: result.urgency, categories: result.categories }, { staffId: null })
    if (opened) metrics.casesOpened.inc({ by: 'machine' })
  }
  if ((rose || result.blocked?.calls) && isAtLeast(result.urgency, 'high')) {
    await raiseAlarm(client, { conversationId: before.id, level: result.urgency })
    if (before.ownerId !== null && !CHANNELS.some((channel) => channel === before.channel)) await acknowledgeAlarms(client, before.id, before.ownerId)
  } else if (result.heard === 'emergency' && result.urgency === 'emergency' && !humanHolds(before, now)) {
    await ringAtOnce(client, before.id)
  }
}

/** The person's key was destroyed: there is nothing to read and nobody to answer. */
async function stopErased(client: pg.PoolClient, conversation: ConversationRow): Promise<string> {
  await client.query(`update message set done_at = now() where conversation_id = $1 and done_at is null and direction = 'in'`, [conversation.id])
  await client.query(`update lane set due_at = null where conversation_id = $1`, [conversation.id])
  return 'erased'
}

const BACK_OFF = `
  update lane set attempts = attempts + 1, last_error = $2, due_at = now() + make_interval(secs => least(power(2, attempts), 60) / 2)
  where conversation_id = $1 and kind = 'turn'`

async function backOff({ pool }: TurnDependencies, claimed: Claimed, code: string): Promise<void> {
  await pool.query(BACK_OFF, [claimed.id, code])
}
