/**
 * One reading: take what is due, ask the model with no transaction open, settle under the lock. The due time is the
 * lease: a killed process leaves the conversation to the next one.
 */
import type { Notices, Pool } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Vault } from '../safeguards/index.ts'
import { assess } from '../triage/index.ts'
import type { Answer } from './answer.ts'
import type { Ask } from './askModel.ts'
import { hide } from './hide.ts'
import { finishReading, keepAnswer, settle, type Asked } from './settle.ts'
import { readWindow } from './window.ts'

export type ReadDependencies = { pool: Pool; vault: Vault; notices: Pick<Notices, 'tell'>; ask: Ask; model: string; metrics: Metrics; log: Log }

/** Longer than any answer may take. */
const LEASE_SECONDS = 30
export const MAX_ATTEMPTS = 4
const MAY_ANSWER_LATER: readonly Answer['outcome'][] = ['timeout', 'busy', 'failed']

// Index: reading_due_idx.
const CLAIM = `
  with head as (
    select conversation_id from reading where due_at <= now() order by due_at for update skip locked limit 1
  ), taken as (
    update reading r set due_at = now() + interval '${LEASE_SECONDS} seconds', attempts = attempts + 1
    from head where r.conversation_id = head.conversation_id returning r.conversation_id, r.attempts
  )
  select t.conversation_id as id, t.attempts, c.urgency, c.judged_up_to_seq as "judgedUpToSeq", c.last_seq as "lastSeq",
    p.key_id as "keyId", k.wrapped, p.id as "personId", p.name_enc as "nameEnc"
  from taken t join conversation c on c.id = t.conversation_id join person p on p.id = c.person_id join data_key k on k.id = p.key_id`

type Claimed = {
  id: string; attempts: number; urgency: string; judgedUpToSeq: number; lastSeq: number
  keyId: string; wrapped: Buffer | null; personId: string; nameEnc: Buffer | null
}

const AGAIN = `update reading set due_at = now() + make_interval(secs => $2) where conversation_id = $1`

/** Reads the next due conversation. False: nothing was due. */
export async function readNext(dependencies: ReadDependencies): Promise<boolean> {
  const { pool, notices, metrics, log } = dependencies
  const { rows: [claimed] } = await pool.query<Claimed>({ name: 'reading-claim', text: CLAIM })
  if (!claimed) return false
  if (claimed.attempts > MAX_ATTEMPTS) {
    // Whoever read it before did not come back, again and again: these words are left to the rules and the humans.
    log.error({ conversation: claimed.id, attempts: claimed.attempts }, 'second reader gives up')
    await finishReading(pool, claimed.id, claimed.lastSeq)
    return true
  }
  const asked = await askAbout(claimed, dependencies)
  if (!asked) return true
  const { outcome } = asked.answer
  metrics.secondReader.inc({ outcome })
  if (MAY_ANSWER_LATER.includes(outcome) && claimed.attempts < MAX_ATTEMPTS) {
    await keepAnswer(pool, asked, 'again')
    await pool.query(AGAIN, [claimed.id, 2 ** claimed.attempts])
    return true
  }
  const effect = await settle(dependencies, asked)
  if (effect === 'raised' || effect === 'review') notices.tell({ kind: 'conversation', id: claimed.id })
  log.info({ conversation: claimed.id, outcome, effect, ms: Math.round(asked.ms) }, 'second reader')
  return true
}

/** Undefined: nothing to ask. The highest level cannot rise, so those words need not leave the house. */
async function askAbout(claimed: Claimed, { pool, vault, ask, model }: ReadDependencies): Promise<Asked | undefined> {
  const key = claimed.wrapped ? vault.unwrap(claimed.keyId, claimed.wrapped) : undefined
  const window = key ? await readWindow(pool, vault, key, claimed) : undefined
  if (!key || !window || window.messages.length === 0 || claimed.urgency === 'emergency') {
    await finishReading(pool, claimed.id, window?.upToSeq ?? claimed.lastSeq)
    return undefined
  }
  const name = claimed.nameEnc ? vault.open(key, `person.name:${claimed.personId}`, claimed.nameEnc) : undefined
  const started = performance.now()
  const answer = await ask(window.messages.map(({ text }) => hide(text, { name })))
  return {
    conversationId: claimed.id, judgedUpToSeq: claimed.judgedUpToSeq, window, answer, model, ms: performance.now() - started,
    rules: assess(window.messages.map(({ text }) => ({ text }))),
  }
}
