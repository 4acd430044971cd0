/** Passing a case, or part of it, to a body: nothing leaves without a ground, and only what was chosen, field by field. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { transaction, type Client } from '../database/index.ts'
import { communeByCode, type BodyKind } from '../directory/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess, type DataKey, type Vault } from '../safeguards/index.ts'
import { answerSchema, textOf, valueOf, type Answer } from './answers.ts'
import { applyAct } from './changeState.ts'
import { recordEvent } from './events.ts'
import { fieldSpec, PART_KINDS, type PartKind } from './fields.ts'
import { GUARDIANS, groundRefusal, groundSchema, REFERRAL_FLOW, type Ground, type GroundRefusal, type ReferralAct, type ReferralState, type RefusalReason } from './referralFlow.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { caseKey, findCase, lockCase, readParts, type CaseRow, type Part } from './store.ts'
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
export async function changeReferral(room: CaseRoom, officer: Officer, referralId: string, input: { act: ReferralAct; reason?: RefusalReason; words?: string }): Promise<ReferralChange> {
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
async function follow(client: Client, room: CaseRoom, officer: Officer, { record, referral, to, now }: { record: CaseRow; referral: ReferralRow; to: ReferralState; now: Date }): Promise<void> {
  if (to !== 'draft' && (to !== 'withdrawn' || referral.state !== 'draft')) await recordEvent(client, record.id, { kind: `referral.${to}`, by: officer.id, at: now, detail: { referral: referral.id, body: referral.bodyKind } })
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

const leavingSchema = z.object({ part: z.enum(PART_KINDS), partId: z.string(), field: z.string(), answer: answerSchema })
/** One answer that leaves. */
export type Leaving = z.infer<typeof leavingSchema>

function leavingOf(parts: readonly Part[], chosen: readonly string[]): Leaving[] {
  return parts.flatMap((part) => [...part.fields].flatMap(([field, { answer }]) => (
    chosen.includes(`${part.id}.${field}`) && fieldSpec(part.kind, field)?.inside !== true ? [{ part: part.kind, partId: part.id, field, answer }] : [])))
}

/** An answer in words for a letter: communes by name; undefined when nothing was answered. */
export function leavingText(answer: Answer, kind: PartKind, field: string): string | undefined {
  const text = textOf(answer)
  return text !== undefined && fieldSpec(kind, field)?.kind === 'commune' ? communeByCode(text)?.name : text
}

type ReferralRow = {
  id: string; caseId: string; bodyKind: BodyKind; serviceId: string | null; state: ReferralState; ground: string | null; groundEnc: Buffer | null; chosen: string[]; sentEnc: Buffer | null
  reason: RefusalReason | null; reasonEnc: Buffer | null; createdAt: Date; sentAt: Date | null; answeredAt: Date | null; endedAt: Date | null
}
const COLUMNS = `
  id, case_id as "caseId", body_kind as "bodyKind", service_id as "serviceId", state, ground, ground_enc as "groundEnc", chosen, sent_enc as "sentEnc", reason,
  reason_enc as "reasonEnc", created_at as "createdAt", sent_at as "sentAt", answered_at as "answeredAt", ended_at as "endedAt"`

/** Case first, then referral: the one lock order. @throws AppError not-found */
async function lockReferral(client: Client, id: string): Promise<{ referral: ReferralRow; record: CaseRow }> {
  const { rows: [found] } = await client.query<{ caseId: string }>('select case_id as "caseId" from referral where id = $1', [id])
  if (!found) throw new AppError('not-found', 'error.not-found', `no referral ${id}`)
  const record = await lockCase(client, found.caseId)
  const { rows: [referral] } = await client.query<ReferralRow>(`select ${COLUMNS} from referral where id = $1 for update`, [id])
  if (!referral) throw new AppError('not-found', 'error.not-found', `no referral ${id}`)
  return { referral, record }
}

function sealGround(vault: Vault, key: DataKey, id: string, ground: Ground): Buffer {
  return vault.seal(key, `referral.ground:${id}`, JSON.stringify(ground))
}

function openGround(vault: Vault, key: DataKey, { id, groundEnc }: Pick<ReferralRow, 'id' | 'groundEnc'>): Ground | null {
  return groundEnc && groundSchema.parse(JSON.parse(vault.open(key, `referral.ground:${id}`, groundEnc)))
}

export type ReferralContact = { at: Date; by: string; via: string; text: string }
export type ReferralView = Omit<ReferralRow, 'groundEnc' | 'sentEnc' | 'reasonEnc' | 'ground'> & { ground: Ground | null; sent: Leaving[] | null; words: string | null; contacts: ReferralContact[] }

export async function listReferrals(client: Client, vault: Vault, key: DataKey, caseId: string): Promise<ReferralView[]> {
  const { rows } = await client.query<ReferralRow>(`select ${COLUMNS} from referral where case_id = $1 order by created_at`, [caseId])
  const contacts = await listContacts(client, vault, key, rows.map(({ id }) => id))
  return rows.map(({ groundEnc, sentEnc, reasonEnc, ...row }) => ({
    ...row,
    ground: openGround(vault, key, { id: row.id, groundEnc }),
    sent: sentEnc && z.array(leavingSchema).parse(JSON.parse(vault.open(key, `referral.sent:${row.id}`, sentEnc))),
    words: reasonEnc && vault.open(key, `referral.reason:${row.id}`, reasonEnc),
    contacts: contacts.get(row.id) ?? [],
  }))
}

export const CONTACT_VIA = ['phone', 'letter', 'email', 'in-person', 'other'] as const

/** One call or letter with the receiving body. */
export async function logReferralContact({ db, vault }: CaseRoom, officer: Officer, referralId: string, contact: { via: (typeof CONTACT_VIA)[number]; text: string }): Promise<{ id: string }> {
  return transaction(db.pool, async (client) => {
    const { record } = await lockReferral(client, referralId)
    const id = randomUUID()
    const sealed = vault.seal(await caseKey(client, vault, record), `referral_contact.text:${id}`, contact.text.normalize('NFC'))
    await client.query('insert into referral_contact (id, referral_id, by, via, text_enc) values ($1, $2, $3, $4, $5)', [id, referralId, officer.id, contact.via, sealed])
    await recordAccess(client, { staffId: officer.id, action: 'case.refer', subject: 'case', subjectId: record.id, reason: 'contact' })
    return { id }
  })
}

async function listContacts(client: Client, vault: Vault, key: DataKey, ids: readonly string[]): Promise<Map<string, ReferralContact[]>> {
  const { rows } = await client.query<{ id: string; referralId: string; at: Date; by: string; via: string; textEnc: Buffer }>(
    'select id, referral_id as "referralId", at, by, via, text_enc as "textEnc" from referral_contact where referral_id = any($1::uuid[]) order by at', [ids])
  const byReferral = Map.groupBy(rows, ({ referralId }) => referralId)
  return new Map([...byReferral].map(([id, list]) => [id, list.map(({ id: contactId, at, by, via, textEnc }) => ({ at, by, via, text: vault.open(key, `referral_contact.text:${contactId}`, textEnc) }))]))
}

/** One referral with its case, opened. @throws AppError not-found */
export async function readReferral(client: Client, vault: Vault, referralId: string): Promise<{ record: CaseRow; referral: ReferralView; parts: Part[] }> {
  const { rows: [row] } = await client.query<{ caseId: string }>('select case_id as "caseId" from referral where id = $1', [referralId])
  if (!row) throw new AppError('not-found', 'error.not-found', `no referral ${referralId}`)
  const record = await findCase(client, row.caseId)
  const key = await caseKey(client, vault, record)
  const referral = (await listReferrals(client, vault, key, record.id)).find(({ id }) => id === referralId)
  if (!referral) throw new AppError('not-found', 'error.not-found', `no referral ${referralId}`)
  return { record, referral, parts: await readParts(client, vault, key, record.id) }
}
