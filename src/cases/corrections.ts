/**
 * What the machine took down wrongly and a human put right. It stands beside what the person said, which stays as it is,
 * and goes before the machine's guess on the card, in the record and in the figures.
 */
import * as z from 'zod'
import type { Client, Pool } from '../database/index.ts'
import type { DataKey, Vault } from '../safeguards/index.ts'
import type { Answer } from './answers.ts'

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable()
export type CorrectionValue = z.infer<typeof valueSchema>

export type Correction = { id: string; name: string; before: CorrectionValue; value: CorrectionValue; reason: string; staffId: string; staffName: string; at: Date }

type Row = { id: string; name: string; beforeEnc: Buffer; valueEnc: Buffer; reasonEnc: Buffer; staffId: string; staffName: string; at: Date }

// Index: correction_conversation_id_idx.
const LIST = `
  select k.id, k.name, k.before_enc as "beforeEnc", k.value_enc as "valueEnc", k.reason_enc as "reasonEnc", k.staff_id as "staffId", s.name as "staffName", k.at
  from correction k join staff s on s.id = k.staff_id
  where k.conversation_id = $1 order by k.at, k.id`

const context = (id: string, part: 'before' | 'value' | 'reason') => `correction.${part}:${id}`

/** The corrections of a conversation, oldest first. */
export async function listCorrections(db: Pool | Client, vault: Vault, key: DataKey, conversationId: string): Promise<Correction[]> {
  const { rows } = await db.query<Row>(LIST, [conversationId])
  return rows.map(({ beforeEnc, valueEnc, reasonEnc, ...row }) => ({
    ...row,
    before: valueSchema.parse(JSON.parse(vault.open(key, context(row.id, 'before'), beforeEnc))),
    value: valueSchema.parse(JSON.parse(vault.open(key, context(row.id, 'value'), valueEnc))),
    reason: vault.open(key, context(row.id, 'reason'), reasonEnc),
  }))
}

// The clock, not the transaction's: two in a row have an order.
const KEEP = `insert into correction (id, conversation_id, name, before_enc, value_enc, reason_enc, staff_id, at) values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())`

export type NewCorrection = Omit<Correction, 'at' | 'staffName'> & { conversationId: string }

/** Keeps a correction, in the caller's transaction, which holds the conversation's lock. */
export async function keepCorrection(client: Client, vault: Vault, key: DataKey, { id, conversationId, name, before, value, reason, staffId }: NewCorrection): Promise<void> {
  const seal = (part: 'before' | 'value' | 'reason', text: string) => vault.seal(key, context(id, part), text)
  await client.query(KEEP, [id, conversationId, name, seal('before', JSON.stringify(before)), seal('value', JSON.stringify(value)), seal('reason', reason), staffId])
}

/** The latest correction of each thing. */
export function latestOfEach(corrections: readonly Correction[]): ReadonlyMap<string, Correction> {
  return new Map(corrections.map((one) => [one.name, one]))
}

/** A corrected value as a record's answer: of a list the first, which is the main one. */
export function answerOfCorrection(value: CorrectionValue): Answer {
  if (typeof value === 'boolean') return { status: 'value', value: value ? 'yes' : 'no' }
  const first = Array.isArray(value) ? value[0] : value
  return first === undefined || first === null ? { status: 'unknown' } : { status: 'value', value: first }
}
