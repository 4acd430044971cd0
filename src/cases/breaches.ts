/**
 * Breaches of personal data: recorded when found, told to the data-protection agency within 72 hours (Luật 91/2025 Điều 23).
 * The official wording of Mẫu số 08 was not found: the record holds what Điều 23 asks for, and papers/mau08.ts prints that.
 */
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { transaction } from '../database/index.ts'
import { AppError, invariant } from '../errors.ts'
import type { Locales } from '../locales.ts'
import { recordAccess } from '../safeguards/index.ts'
import { endOf, TERMS } from './clocks.ts'
import { WORD } from './documents.ts'
import { mau08 } from './papers/mau08.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'

const words = z.string().trim().min(1).max(5000)
export const breachSchema = z.object({ what: words, whose: words, howMany: z.number().int().min(0), consequences: words, measures: words, contact: words })
export type BreachWords = z.infer<typeof breachSchema>

const INSERT = `insert into data_breach (id, discovered_at, due_at, recorded_by, words_enc) values ($1, $2, $3, $4, $5)`

/** @throws AppError bad-request when it was found in the future */
export async function recordBreach(room: CaseRoom, officer: Officer, breach: BreachWords & { discoveredAt: Date }): Promise<{ id: string; dueAt: Date }> {
  if (breach.discoveredAt > nowOf(room)) throw new AppError('bad-request', 'error.bad-request', 'a breach is found before it is recorded')
  const rule = TERMS.find(({ id }) => id === 'breach')
  invariant(rule, 'the term of a breach is in clocks.json')
  const [id, dueAt] = [randomUUID(), endOf(rule.term, breach.discoveredAt, room.centre())]
  const sealed = room.vault.seal(room.vault.service, breachContext(id), JSON.stringify(breachSchema.parse(breach)))
  return transaction(room.db.pool, async (client) => {
    await client.query(INSERT, [id, breach.discoveredAt, dueAt, officer.id, sealed])
    await recordAccess(client, { staffId: officer.id, action: 'case.edit', subject: 'staff', subjectId: officer.id, reason: 'breach' })
    return { id, dueAt }
  })
}

/** What became known later, or was wrong; before and after stand in the change log. @throws AppError not-found */
export async function amendBreach(room: CaseRoom, officer: Officer, id: string, breach: BreachWords): Promise<void> {
  const sealed = room.vault.seal(room.vault.service, breachContext(id), JSON.stringify(breachSchema.parse(breach)))
  await change(room, officer, { id, how: 'amend', sql: 'update data_breach set words_enc = $2 where id = $1', values: [sealed] })
}

/** The agency has been told. @throws AppError conflict the second time */
export async function notifyBreach(room: CaseRoom, officer: Officer, id: string): Promise<void> {
  await change(room, officer, { id, how: 'notified', sql: 'update data_breach set notified_at = $2, notified_by = $3 where id = $1 and notified_at is null', values: [nowOf(room), officer.id] })
}

async function change({ db }: CaseRoom, officer: Officer, { id, how, sql, values }: { id: string; how: string; sql: string; values: unknown[] }): Promise<void> {
  await transaction(db.pool, async (client) => {
    await recordAccess(client, { staffId: officer.id, action: 'case.edit', subject: 'staff', subjectId: officer.id, reason: `breach.${how}` })
    const { rowCount } = await client.query(sql, [id, ...values])
    if (rowCount === 0) throw new AppError('conflict', 'error.case-stale', 'no breach of that id still to be changed so')
  })
}

/** Mẫu số 08 of one breach, as a draft. @throws AppError not-found */
export async function breachPaper(room: CaseRoom & { locales: Locales }, officer: Officer, id: string): Promise<{ title: string; mime: string; content: Buffer }> {
  const breach = (await listBreaches(room)).find((one) => one.id === id)
  if (!breach) throw new AppError('not-found', 'error.not-found', `no breach ${id}`)
  await recordAccess(room.db.pool, { staffId: officer.id, action: 'case.paper', subject: 'staff', subjectId: officer.id, reason: 'mau-08' })
  const content = await mau08({ centre: room.centre(), locales: room.locales, officer, now: nowOf(room), number: undefined }, breach)
  return { title: `${room.locales.text('vi', 'cases', 'paper.mau-08')} ${breach.discoveredAt.toISOString().slice(0, 10)}`, mime: WORD, content }
}

export type Breach = BreachWords & { id: string; discoveredAt: Date; dueAt: Date; recordedBy: string; notifiedAt: Date | null }

/** All breaches, the newest first. */
export async function listBreaches({ db, vault }: CaseRoom): Promise<Breach[]> {
  const { rows } = await db.pool.query<Omit<Breach, keyof BreachWords> & { wordsEnc: Buffer }>(
    'select id, discovered_at as "discoveredAt", due_at as "dueAt", recorded_by as "recordedBy", notified_at as "notifiedAt", words_enc as "wordsEnc" from data_breach order by discovered_at desc')
  return rows.map(({ wordsEnc, ...row }) => ({ ...row, ...breachSchema.parse(JSON.parse(vault.open(vault.service, breachContext(row.id), wordsEnc))) }))
}

function breachContext(id: string): string {
  return `data_breach.words:${id}`
}
