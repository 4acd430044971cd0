/**
 * A person's wish to be forgotten: by withdrawing at the platform, or by asking. What the law makes us keep stays
 * (Luật 91/2025/QH15 Điều 14.2 with Điều 19.1: protecting a child, a matter of the State) and is told with its reason
 * (14.5); all else goes at once. The retention job tries again until nothing is left.
 */
import { randomUUID } from 'node:crypto'
import { transaction, type Client, type Pool } from '../../database/index.ts'
import { recordAccess } from '../accessLog.ts'
import type { Vault } from '../vault.ts'
import { beginPurge, endPurge, lockTalks, purgePeople, purgeTalks, type Proof } from './purge.ts'
import { rememberEvents, rememberPerson, type Address } from './tombstones.ts'
import { dueDates, type WishCause } from './wishes.ts'

/** Why a conversation stays. Codes for the desk to put into words (locales safeguards.json `erasureKept.<reason>`). */
export type KeptReason =
  /** Its case is open: the child's protection goes before (Điều 19.1a, c). */
  | 'open-case'
  /** Its case is closed and within the term of case files. */
  | 'case-kept'
  /** Somebody waits for a human, a human must read it, it is judged at medium or above, its last words are not judged yet, or they came after the withdrawal. */
  | 'being-handled'
  /** A hold stands (court, police, complaint). */
  | 'hold'

export type Kept = { conversationId: string; reason: KeptReason }
export type Erasure = { outcome: 'erased' | 'partly' | 'refused'; kept: Kept[]; requestId: string; proof: Proof | undefined }

export type ErasureAsked = {
  personId: string
  cause: WishCause
  askedAt: Date
  /** Who has read the wish and decides; absent for a withdrawal. */
  staffId?: string
  /** Whoever decides does not see what is said about members of staff: such a talk waits for somebody who does. */
  blind?: boolean
}

export const ERASURE_BASIS = 'Luật 91/2025/QH15 Điều 14; Nghị định 356/2025/NĐ-CP Điều 5.4'
// Who withdrew ($4: when) and then wrote again has begun a talk anew: a human decides. A wish made in the chat asks for a human to read it ($2: somebody has, and decides now): that alone keeps nothing.
// Index: conversation_person_id_idx.
const TALKS = `
  select c.id,
    case
      when exists (select 1 from retention_hold h where h.released_at is null and h.subject_id in (c.id, c.person_id, c.case_id)) then 'hold'
      when r.id is not null and r.state <> 'closed' then 'open-case'
      when r.id is not null then 'case-kept'
      when exists (select 1 from message m where m.conversation_id = c.id and m.direction = 'in' and (m.done_at is null or m.received_at > $4)) then 'being-handled'
      when c.state = 'open' and (c.owner_kind <> 'bot' or c.urgency >= 'medium') then 'being-handled'
      when c.state = 'open' and not $2 and (c.review or c.waiting_since is not null) then 'being-handled'
      when exists (select 1 from alarm a where a.conversation_id = c.id and a.acknowledged_at is null) then 'being-handled'
      when $3 and exists (select 1 from focal_talk f where f.conversation_id = c.id) then 'being-handled'
    end as reason
  from conversation c left join case_record r on r.id = c.case_id
  where c.person_id = $1 order by c.id`

// A decision settles what was asked before: one answer for one wish.
const DECIDE = `
  update erasure_request set outcome = $2, kept = $3, proof_id = coalesce($4, proof_id), decided_by = $5, decided_at = now(), exception = null
  where person_id = $1 and (outcome = 'asked' or ($5::uuid is not null and outcome <> 'erased'))
  returning id`

const REQUEST = `
  insert into erasure_request (id, person_id, cause, asked_at, answer_due_at, erase_due_at, outcome, kept, proof_id, decided_by, decided_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now())`

/**
 * Erases what may be erased of one person, and writes down the wish, what came of it and when an answer is due.
 * Undefined: there is no such person (any more).
 * @param also what belongs to the same transaction, whether there is such a person or not
 */
export async function erasePerson(room: { pool: Pool; vault: Vault }, asked: ErasureAsked, also?: (client: Client) => Promise<void>): Promise<Erasure | undefined> {
  const { personId, cause, askedAt, staffId, blind = false } = asked
  const traces = await findTracesOf(room, personId)
  return transaction(room.pool, async (client) => {
    await also?.(client)
    const done = await eraseNow(client, room.vault, { personId, cause, askedAt, traces, read: staffId !== undefined, blind })
    if (!done) return undefined
    const settled = [done.outcome, JSON.stringify(done.kept), done.proof?.id ?? null, staffId ?? null]
    const { rows: [before] } = await client.query<{ id: string }>(DECIDE, [personId, ...settled])
    const requestId = before?.id ?? randomUUID()
    if (!before) await client.query(REQUEST, [requestId, personId, cause, askedAt, ...dueDates(askedAt), ...settled])
    await recordAccess(client, { staffId: staffId ?? null, action: 'person.erase', subject: 'person', subjectId: personId, reason: done.outcome })
    return { ...done, requestId }
  })
}

const WAITING = `
  select distinct on (person_id) id, person_id as "personId", cause, asked_at as "askedAt", outcome, kept from erasure_request
  where outcome in ('partly', 'refused') and exception is null and exists (select 1 from person p where p.id = person_id)
  order by person_id, asked_at`
const SETTLE = `update erasure_request set outcome = $2, kept = $3, proof_id = coalesce($4, proof_id), decided_at = now()
  where person_id = $1 and outcome in ('partly', 'refused') and exception is null`
// Whoever went by the term of retention is forgotten, whatever was said before.
const GONE = `
  update erasure_request r set outcome = 'erased', kept = '[]', decided_at = coalesce(decided_at, now())
  where outcome <> 'erased' and not exists (select 1 from person p where p.id = r.person_id)`

type Waiting = { id: string; personId: string; cause: WishCause; askedAt: Date; outcome: string; kept: Kept[] }

/**
 * The wishes not yet wholly met: what no longer stands in the way goes now. What nobody has decided, and what a human
 * refused, waits for a human. Answers how many moved on.
 */
export async function eraseWaiting(room: { pool: Pool; vault: Vault }): Promise<number> {
  const { rows } = await room.pool.query<Waiting>(WAITING)
  let moved = (await room.pool.query(GONE)).rowCount ?? 0
  for (const wish of rows) {
    const traces = await findTracesOf(room, wish.personId)
    moved += await transaction(room.pool, async (client) => {
      const done = await eraseNow(client, room.vault, { ...wish, traces, read: false, blind: true })
      if (!done || (done.proof === undefined && done.kept.length === wish.kept.length)) return 0
      await client.query(SETTLE, [wish.personId, done.outcome, JSON.stringify(done.kept), done.proof?.id ?? null])
      return 1
    })
  }
  return moved
}

type Now = { personId: string; cause: WishCause; askedAt: Date; traces: readonly string[]; read: boolean; blind: boolean }

async function eraseNow(client: Client, vault: Vault, { personId, cause, askedAt, traces, read, blind }: Now): Promise<Omit<Erasure, 'requestId'> | undefined> {
  const { rows: [person] } = await client.query<Address>('select channel, account, external_hash as "externalHash" from person where id = $1', [personId])
  if (!person) return undefined
  const purge = await beginPurge(client, vault)
  const all = await client.query<{ id: string }>('select id from conversation where person_id = $1', [personId])
  await lockTalks(client, all.rows.map(({ id }) => id))
  const { rows } = await client.query<{ id: string; reason: KeptReason | null }>(TALKS, [personId, read, blind, cause === 'withdrawal' ? askedAt : null])
  const kept = rows.flatMap(({ id, reason }) => (reason === null ? [] : [{ conversationId: id, reason }]))
  await purgeTalks(client, purge, rows.flatMap(({ id, reason }) => (reason === null ? id : [])))
  const gone = await purgePeople(client, purge, [personId])
  if (gone.length > 0) {
    await rememberPerson(client, person)
    const n = await deleteTraces(client, traces)
    if (n > 0) purge.deleted.counts['channel_event'] = n
  }
  const proof = await endPurge(client, vault, purge, { cause: cause === 'withdrawal' ? cause : 'request', class: 'erasure', basis: ERASURE_BASIS })
  return { outcome: gone.length > 0 ? 'erased' : proof ? 'partly' : 'refused', kept, proof }
}

const PERSON = `
  select p.channel, p.account, p.external_enc as "externalEnc", p.key_id as "keyId" from person p where p.id = $1`
const EVENTS = `select id, body_enc as body from channel_event where channel = $1 and account = $2`

async function findTracesOf({ pool, vault }: { pool: Pool; vault: Vault }, personId: string): Promise<string[]> {
  const { rows: [person] } = await pool.query<{ channel: string; account: string; externalEnc: Buffer; keyId: string }>(PERSON, [personId])
  if (!person) return []
  const externalId = vault.open(await vault.key(pool, person.keyId), `person.external:${personId}`, person.externalEnc)
  return findTraces({ pool, vault }, { ...person, externalId })
}

/** Raw events of the platform that name the person: found by opening them, since the database cannot read them. */
export async function findTraces({ pool, vault }: { pool: Pool; vault: Vault }, { channel, account, externalId }: { channel: string; account: string; externalId: string }): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; body: Buffer }>(EVENTS, [channel, account])
  return rows.filter(({ id, body }) => openEvent(vault, id, body).includes(externalId)).map(({ id }) => id)
}

/** An event that does not open names nobody; it must not stand in the way of an erasure. */
function openEvent(vault: Vault, id: string, body: Buffer): string {
  try {
    return vault.open(vault.service, `channel_event.body:${id}`, body)
  } catch {
    return ''
  }
}

const FORGET_TRACES = `delete from channel_event where id = any($1::uuid[]) returning channel, account, event_key as "eventKey"`

/** Answers how many went. */
export async function deleteTraces(client: Client, ids: readonly string[]): Promise<number> {
  const { rows } = await client.query<{ channel: string; account: string; eventKey: string }>(FORGET_TRACES, [ids])
  // The key of such a row is its keyed hash already (conversation/events.ts).
  await rememberEvents(client, rows.map(({ channel, account, eventKey }) => ({ channel, account, hash: Buffer.from(eventKey, 'base64url') })))
  return rows.length
}
