/** The rows of referrals: locked in order, opened under the case's key. */
import * as z from 'zod'
import type { Client } from '../database/index.ts'
import type { BodyKind } from '../directory/index.ts'
import { AppError } from '../errors.ts'
import type { DataKey, Vault } from '../safeguards/index.ts'
import { answerSchema } from './answers.ts'
import { PART_KINDS } from './fields.ts'
import { groundSchema, type Ground, type ReferralState, type RefusalReason } from './referralFlow.ts'
import { lockCase, type CaseRow } from './store.ts'

const leavingSchema = z.object({ part: z.enum(PART_KINDS), partId: z.string(), field: z.string(), answer: answerSchema })
/** One answer that leaves. */
export type Leaving = z.infer<typeof leavingSchema>

export type ReferralRow = {
  id: string
  caseId: string
  bodyKind: BodyKind
  serviceId: string | null
  state: ReferralState
  ground: string | null
  groundEnc: Buffer | null
  chosen: string[]
  sentEnc: Buffer | null
  reason: RefusalReason | null; reasonEnc: Buffer | null; createdAt: Date; sentAt: Date | null; answeredAt: Date | null; endedAt: Date | null
}
const COLUMNS = `
  id, case_id as "caseId", body_kind as "bodyKind", service_id as "serviceId", state, ground, ground_enc as "groundEnc", chosen, sent_enc as "sentEnc", reason,
  reason_enc as "reasonEnc", created_at as "createdAt", sent_at as "sentAt", answered_at as "answeredAt", ended_at as "endedAt"`

/** Case first, then referral: the one lock order. @throws AppError not-found */
export async function lockReferral(client: Client, id: string): Promise<{ referral: ReferralRow; record: CaseRow }> {
  const { rows: [found] } = await client.query<{ caseId: string }>('select case_id as "caseId" from referral where id = $1', [id])
  if (!found) throw new AppError('not-found', 'error.not-found', `no referral ${id}`)
  const record = await lockCase(client, found.caseId)
  const { rows: [referral] } = await client.query<ReferralRow>(`select ${COLUMNS} from referral where id = $1 for update`, [id])
  if (!referral) throw new AppError('not-found', 'error.not-found', `no referral ${id}`)
  return { referral, record }
}

export function sealGround(vault: Vault, key: DataKey, id: string, ground: Ground): Buffer {
  return vault.seal(key, `referral.ground:${id}`, JSON.stringify(ground))
}

export function openGround(vault: Vault, key: DataKey, { id, groundEnc }: Pick<ReferralRow, 'id' | 'groundEnc'>): Ground | null {
  return groundEnc && groundSchema.parse(JSON.parse(vault.open(key, `referral.ground:${id}`, groundEnc)))
}

export type ReferralContact = { at: Date; by: string; via: string; text: string }
export type ReferralView = Omit<ReferralRow, 'groundEnc' | 'sentEnc' | 'reasonEnc' | 'ground'> & {
  ground: Ground | null
  sent: Leaving[] | null
  words: string | null
  contacts: ReferralContact[]
}

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

async function listContacts(client: Client, vault: Vault, key: DataKey, ids: readonly string[]): Promise<Map<string, ReferralContact[]>> {
  const { rows } = await client.query<{ id: string; referralId: string; at: Date; by: string; via: string; textEnc: Buffer }>(
    'select id, referral_id as "referralId", at, by, via, text_enc as "textEnc" from referral_contact where referral_id = any($1::uuid[]) order by at', [ids])
  const byReferral = Map.groupBy(rows, ({ referralId }) => referralId)
  return new Map([...byReferral].map(([referralId, list]) => [
    referralId,
    list.map(({ id, at, by, via, textEnc }) => ({ at, by, via, text: vault.open(key, `referral_contact.text:${id}`, textEnc) })),
  ]))
}
