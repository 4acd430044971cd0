/** Passing a case, or part of it, to a body: nothing leaves without a ground, and only what was chosen, field by field. */
import { randomUUID } from 'node:crypto'
import { transaction, type Client } from '../database/index.ts'
import type { BodyKind } from '../directory/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { valueOf } from './answers.ts'
import { applyAct } from './changeState.ts'
import { recordEvent } from './events.ts'
import { fieldSpec } from './fields.ts'
import { GUARDIANS, groundRefusal, groundSchema, REFERRAL_FLOW, type Ground, type GroundRefusal, type ReferralAct, type ReferralState, type RefusalReason } from './referralFlow.ts'
import { lockReferral, openGround, sealGround, type Leaving, type ReferralRow } from './referralStore.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { caseKey, lockCase, readParts, type CaseRow, type Part } from './store.ts'
import { syncClocks } from './syncClocks.ts'

export type NewReferral = { bodyKind: BodyKind; serviceId?: string; ground?: Ground; chosen: readonly { partId: string; field: string }[] }

const INSERT = `
  insert into referral (id, case_id, body_kind, service_id, ground, ground_enc, chosen, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`

/**
 * Prepares a referral; nothing leaves yet.
 * @throws AppError bad-request when a chosen field is not in the record or is for inside only
 */
export async function prepareReferral({ db, vault }: CaseRoom, officer: Officer, caseId: string, input: NewReferral): Promise<{ id: string }> {
  return transaction(db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    if (record.state === 'closed') throw new AppError('conflict', 'error.case-closed', 'a closed case is reopened before it is referred')
    const key = await caseKey(client, vault, record)
    const parts = await readParts(client, vault, key, caseId)
    if (!input.chosen.every(({ partId, field }) => mayLeave(parts, partId, field))) throw new AppError('bad-request', 'error.case-field-inside', 'a chosen field is not there, or never leaves')
    const id = randomUUID()
    const ground = input.ground && groundSchema.parse(input.ground)
    const chosen = input.chosen.map(({ partId, field }) => `${partId}.${field}`)
    await client.query(INSERT, [id, caseId, input.bodyKind, input.serviceId ?? null, ground?.kind ?? null, ground ? sealGround(vault, key, id, ground) : null, chosen, officer.id])
    await recordAccess(client, { staffId: officer.id, action: 'case.refer', subject: 'case', subjectId: caseId, reason: 'draft' })
    return { id }
  })
}

function mayLeave(parts: readonly Part[], partId: string, field: string): boolean {
  const part = parts.find(({ id }) => id === partId)
  const spec = part && fieldSpec(part.kind, field)
  return spec !== undefined && spec.inside !== true
}

/** Records the ground of a prepared referral. @throws AppError conflict once it has left */
export async function groundReferral({ db, vault }: CaseRoom, officer: Officer, referralId: string, ground: Ground): Promise<void> {
  await transaction(db.pool, async (client) => {
    const { referral, record } = await lockReferral(client, referralId)
    if (referral.state !== 'draft') throw new AppError('conflict', 'error.case-stale', 'the ground stands as it was when the referral left')
    const sealed = sealGround(vault, await caseKey(client, vault, record), referralId, groundSchema.parse(ground))
    await client.query('update referral set ground = $2, ground_enc = $3, version = version + 1 where id = $1', [referralId, ground.kind, sealed])
    await recordAccess(client, { staffId: officer.id, action: 'case.refer', subject: 'case', subjectId: record.id, reason: 'ground' })
  })
}

export type ReferralChange = { ok: true; state: ReferralState } | { ok: false; why: 'not-from-here' | 'reason' | GroundRefusal }

const SET = `
  update referral set state = $2, reason = coalesce($3, reason), reason_enc = coalesce($4, reason_enc), sent_enc = coalesce($5, sent_enc), version = version + 1,
    sent_at = case when $2 = 'sent' then $6::timestamptz else sent_at end,
    answered_at = case when $2 in ('accepted', 'refused') then $6::timestamptz else answered_at end,
    ended_at = case when $2 in ('refused', 'done', 'withdrawn') then $6::timestamptz else ended_at end
  where id = $1`

/** Sends, or notes what the body answered. Sending checks the ground and keeps what left as it left. */
export async function changeReferral(
  room: CaseRoom,
  officer: Officer,
  referralId: string,
  input: { act: ReferralAct; reason?: RefusalReason; words?: string },
): Promise<ReferralChange> {
  const { db, vault } = room
  return transaction(db.pool, async (client) => {
    const { referral, record } = await lockReferral(client, referralId)
    const rule = REFERRAL_FLOW[input.act]
    if (!rule.from.includes(referral.state)) return { ok: false, why: 'not-from-here' }
    if (input.act === 'refuse' && input.reason === undefined) return { ok: false, why: 'reason' }
    const key = await caseKey(client, vault, record)
    let leaving: Leaving[] | undefined
    if (input.act === 'send') {
      const parts = await readParts(client, vault, key, record.id)
      const why = groundRefusal(openGround(vault, key, referral), childOf(parts))
      if (why) return { ok: false, why }
      leaving = leavingOf(parts, referral.chosen)
    }
    const now = nowOf(room)
    const seal = (field: string, text: string | undefined) => (text === undefined ? null : vault.seal(key, `referral.${field}:${referralId}`, text))
    await client.query(SET, [referralId, rule.to, input.reason ?? null, seal('reason', input.words), seal('sent', leaving && JSON.stringify(leaving)), now])
    await follow(client, room, officer, { record, referral, to: rule.to, now })
    return { ok: true, state: rule.to }
  })
}

/** What a change of a referral means for its case: event, state, clocks, log. */
async function follow(
  client: Client,
  room: CaseRoom,
  officer: Officer,
  { record, referral, to, now }: { record: CaseRow; referral: ReferralRow; to: ReferralState; now: Date },
): Promise<void> {
  const leftUs = to !== 'draft' && (to !== 'withdrawn' || referral.state !== 'draft')
  if (leftUs) await recordEvent(client, record.id, { kind: `referral.${to}`, by: officer.id, at: now, detail: { referral: referral.id, body: referral.bodyKind } })
  // A case in closing or beyond stays where it is.
  if (to === 'sent') await applyAct(client, room, officer, record, { act: 'refer' })
  await client.query('update case_record set version = version + 1 where id = $1', [record.id])
  await syncClocks(client, record.id, { calendar: room.centre(), now })
  await recordAccess(client, { staffId: officer.id, action: 'case.refer', subject: 'case', subjectId: record.id, reason: to })
}

/** The child whose consent counts: the youngest known age decides nothing, an unknown age asks. */
function childOf(parts: readonly Part[]): { age: number | undefined; guardianMayBeHarmer: boolean } {
  const ages = parts.filter(({ kind }) => kind === 'child').map(({ fields }) => valueOf(fields.get('age')?.answer))
  const known = ages.filter((age): age is number => typeof age === 'number')
  const relations = parts.filter(({ kind }) => kind === 'harmer').map(({ fields }) => valueOf(fields.get('relation')?.answer))
  return {
    age: known.length === ages.length && known.length > 0 ? Math.max(...known) : undefined,
    guardianMayBeHarmer: relations.some((relation) => typeof relation === 'string' && GUARDIANS.includes(relation)),
  }
}

function leavingOf(parts: readonly Part[], chosen: readonly string[]): Leaving[] {
  return parts.flatMap((part) => [...part.fields].flatMap(([field, { answer }]) => (
    chosen.includes(`${part.id}.${field}`) && fieldSpec(part.kind, field)?.inside !== true ? [{ part: part.kind, partId: part.id, field, answer }] : [])))
}

export const CONTACT_VIA = ['phone', 'letter', 'email', 'in-person', 'other'] as const

/** One call or letter with the receiving body. */
export async function logReferralContact(
  { db, vault }: CaseRoom,
  officer: Officer,
  referralId: string,
  contact: { via: (typeof CONTACT_VIA)[number]; text: string },
): Promise<{ id: string }> {
  return transaction(db.pool, async (client) => {
    const { record } = await lockReferral(client, referralId)
    const id = randomUUID()
    const sealed = vault.seal(await caseKey(client, vault, record), `referral_contact.text:${id}`, contact.text.normalize('NFC'))
    await client.query('insert into referral_contact (id, referral_id, by, via, text_enc) values ($1, $2, $3, $4, $5)', [id, referralId, officer.id, contact.via, sealed])
    await recordAccess(client, { staffId: officer.id, action: 'case.refer', subject: 'case', subjectId: record.id, reason: 'contact' })
    return { id }
  })
}
