/** What follows from an answer, in one transaction under the conversation's lock, as after a turn: level, signs, case, alarm, flag. */
import { randomUUID } from 'node:crypto'
import { raiseAlarm } from '../alarms/index.ts'
import { openCase } from '../cases/index.ts'
import { lockConversation, type ConversationRow } from '../conversation/index.ts'
import { transaction, type Client, type Pool } from '../database/index.ts'
import type { Metrics } from '../metrics.ts'
import type { Vault } from '../safeguards/index.ts'
import { isAtLeast, type Assessment, type Urgency } from '../triage/index.ts'
import type { Answer } from './answer.ts'
import { decide } from './decide.ts'
import { PROMPT_HASH, PROMPT_VERSION } from './prompt.ts'
import type { Window } from './window.ts'

/** The sign under which the desk shows what only the second reader heard (desk.json `cueFamily.second-reader`). */
export const CUE = 'second-reader'

export type Asked = {
  conversationId: string
  /** How far a human had judged when the words were read. */
  judgedUpToSeq: number
  window: Window
  rules: Assessment
  answer: Answer
  model: string
  ms: number
}
export type Effect = 'none' | 'raised' | 'review' | 'overtaken'

const KEEP = `
  insert into opinion (id, conversation_id, up_to_seq, model, prompt_version, prompt_hash, outcome, level, rules_level, categories, effect, ms)
  values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

/** Writes down one answer: codes and figures only. */
export async function keepAnswer(db: Client | Pool, { conversationId, window, rules, answer, model, ms }: Asked, effect: Effect | 'again'): Promise<void> {
  const opinion = answer.outcome === 'opinion' ? answer.opinion : undefined
  await db.query(KEEP, [conversationId, window.upToSeq, model, PROMPT_VERSION, PROMPT_HASH, answer.outcome, opinion?.level ?? null, rules.level, opinion?.categories ?? [], effect, Math.round(ms)])
}

// Words that came meanwhile are due at once: no turn runs while the lane is locked, so none is missed.
const DONE = `
  update reading set up_to_seq = $2, attempts = 0, due_at = case when exists (
    select 1 from message where conversation_id = $1 and direction = 'in' and done_at is not null and seq > $3) then now() end
  where conversation_id = $1`

/** The words up to `upToSeq` are read. */
export async function finishReading(pool: Pool, conversationId: string, upToSeq: number): Promise<void> {
  await transaction(pool, async (client) => {
    if (await lockConversation(client, conversationId)) await client.query(DONE, [conversationId, upToSeq, upToSeq])
  })
}

type SettleDependencies = { pool: Pool; vault: Vault; metrics: Metrics }

/** Applies an answer. Undefined: the conversation was purged meanwhile, nothing is kept. */
export async function settle(dependencies: SettleDependencies, asked: Asked): Promise<Effect | undefined> {
  return transaction(dependencies.pool, async (client) => {
    const conversation = await lockConversation(client, asked.conversationId)
    if (!conversation) return undefined
    // A human has judged some of these words while the model read: only the words since count, read again.
    const overtaken = conversation.judgedUpToSeq !== asked.judgedUpToSeq
    const effect = overtaken ? 'overtaken' : await apply(client, dependencies, conversation, asked)
    await keepAnswer(client, asked, effect)
    await client.query(DONE, [conversation.id, asked.window.upToSeq, overtaken ? conversation.judgedUpToSeq : asked.window.upToSeq])
    return effect
  })
}

async function apply(client: Client, { vault, metrics }: SettleDependencies, conversation: ConversationRow, asked: Asked): Promise<Effect> {
  const { level, review } = decide({ ...asked, level: conversation.urgency })
  const rose = level !== conversation.urgency
  // Whoever holds it, or has ended it, did not see this level: the flag brings them back to it.
  const unseen = rose && (conversation.ownerKind === 'staff' || conversation.state === 'closed')
  if (!rose && (!review || conversation.review)) return 'none'
  await change(client, conversation, asked, { level, review: review || unseen })
  if (!rose) return 'review'
  const categories = categoriesOf(conversation, asked.answer)
  metrics.urgency.inc({ level })
  if (isAtLeast(level, 'medium')) {
    const { opened } = await openCase(client, vault, { ...conversation, urgency: level, categories }, { staffId: null })
    if (opened) metrics.casesOpened.inc({ by: 'machine' })
  }
  if (isAtLeast(level, 'high')) await raiseAlarm(client, { conversationId: conversation.id, level })
  return 'raised'
}

// As a turn writes it, without a word to the person and without taking the chat from anybody.
const CHANGE = `
  with lane as (
    update lane set urgency = $2::urgency where conversation_id = $1 and kind = 'turn'
  ), raised as (
    insert into urgency_change (id, conversation_id, "from", "to", cues, triage_version)
    select $5, $1, $6::urgency, $2::urgency, array['${CUE}'], $7 where $6::urgency <> $2::urgency
  ), found as (
    insert into evidence (id, conversation_id, message_id, start, "end", cue, level)
    select gen_random_uuid(), $1, e.message_id, e.start, e."end", '${CUE}', $2::urgency
    from unnest($8::uuid[], $9::int[], $10::int[]) as e(message_id, start, "end")
    on conflict do nothing
  )
  update conversation set urgency = $2::urgency, categories = $3, review = review or $4,
    waiting_since = case when state = 'open' and owner_kind <> 'staff' and ($4 or $2::urgency >= 'medium') then coalesce(waiting_since, now()) else waiting_since end,
    version = version + 1
  where id = $1`

async function change(client: Client, conversation: ConversationRow, { window, answer, model }: Asked, to: { level: Urgency; review: boolean }): Promise<void> {
  const quotes = answer.outcome === 'opinion' && to.level !== conversation.urgency ? answer.opinion.quotes : []
  const spans = quotes.flatMap((quote) => spanOf(quote, window))
  await client.query(CHANGE, [
    conversation.id, to.level, categoriesOf(conversation, answer), to.review, randomUUID(), conversation.urgency, `${CUE}:${PROMPT_VERSION}:${model}`,
    spans.map(({ messageId }) => messageId), spans.map(({ start }) => start), spans.map(({ end }) => end),
  ])
}

/** Where a quote stands in what was really written; one that runs over a hidden name stands nowhere and is left out. */
function spanOf(quote: string, { messages }: Window): { messageId: string; start: number; end: number }[] {
  const message = messages.find(({ text }) => text.includes(quote))
  if (!message) return []
  const start = message.text.indexOf(quote)
  return [{ messageId: message.id, start, end: start + quote.length }]
}

/** What the conversation has, then what the model adds, unless it adds only "not counselling". */
function categoriesOf({ categories }: ConversationRow, answer: Answer): string[] {
  const more = answer.outcome === 'opinion' ? answer.opinion.categories.filter((code) => !code.startsWith('Q')) : []
  return [...new Set([...categories, ...more])]
}
