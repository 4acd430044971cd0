/** The papers of a case: made as drafts, sealed under the case's key, numbered when a named officer signs. */
import { randomUUID } from 'node:crypto'
import type { Client, Pool } from '../database/index.ts'
import { localTime } from '../directory/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess, type DataKey, type Vault } from '../safeguards/index.ts'
import { recordEvent } from './events.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { caseKey, findCase } from './store.ts'

export const PAPER_KINDS = ['mau-01', 'mau-02', 'referral-letter', 'follow-up-report', 'closing-report', 'incident-report', 'sealed-file', 'received'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]
export const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export type Paper = {
  id: string
  kind: PaperKind
  title: string
  mime: string
  referralId: string | null
  madeAt: Date
  madeBy: string
  number: number | null
  year: number | null
  signedAt: Date | null
  signedBy: string | null
  /** Received ones: how large, and the hash of what came. */
  bytes: number | null
  fingerprint: string | null
}

export type NewPaper = { caseId: string; kind: PaperKind; title: string; mime: string; content: Uint8Array; referralId?: string }
const INSERT = `
  insert into case_document (id, case_id, referral_id, kind, title_enc, content_enc, mime, made_by, number, year, signed_at, signed_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`

/** Keeps a paper, in the caller's transaction. `signed` comes from {@link nextNumber}. */
export async function keepPaper(
  client: Client,
  vault: Vault,
  key: DataKey,
  officer: Officer,
  paper: NewPaper & { signed?: { number: number; year: number; at: Date } },
): Promise<string> {
  const id = randomUUID()
  const { caseId, referralId, kind, title, mime, content, signed } = paper
  const sealedTitle = vault.seal(key, titleContext(id), title.normalize('NFC'))
  const sealed = vault.seal(key, `case_document.content:${id}`, Buffer.from(content).toString('base64'))
  await client.query(INSERT, [id, caseId, referralId ?? null, kind, sealedTitle, sealed, mime, officer.id, signed?.number ?? null, signed?.year ?? null, signed?.at ?? null, signed ? officer.id : null])
  await recordAccess(client, { staffId: officer.id, action: 'case.paper', subject: 'case', subjectId: caseId, reason: signed ? 'sign' : 'draft' })
  if (signed) await recordEvent(client, caseId, { kind: 'paper.signed', by: officer.id, at: signed.at, detail: { paper: kind, number: String(signed.number) } })
  return id
}

const NEXT = `
  insert into document_number (kind, year, last) values ($1, $2, 1)
  on conflict (kind, year) do update set last = document_number.last + 1 returning last`

/** The next number of a kind of paper in the Centre's year; no gaps, since it is taken in the signing transaction. */
export async function nextNumber(client: Client, room: CaseRoom, kind: PaperKind): Promise<{ number: number; year: number; at: Date }> {
  const at = nowOf(room)
  const year = Number(localTime(at, room.centre().timeZone).day.slice(0, 4))
  const { rows: [row] } = await client.query<{ last: number }>(NEXT, [kind, year])
  if (!row) throw new AppError('unavailable', 'error.unavailable', 'no number for a paper')
  return { number: row.last, year, at }
}

type Row = Omit<Paper, 'title'> & { titleEnc: Buffer }
const COLUMNS = `
  id, kind, title_enc as "titleEnc", mime, referral_id as "referralId", made_at as "madeAt", made_by as "madeBy", number, year, signed_at as "signedAt", signed_by as "signedBy",
  bytes, encode(fingerprint, 'hex') as fingerprint`

export async function listPapers(client: Client, vault: Vault, key: DataKey, caseId: string): Promise<Paper[]> {
  const { rows } = await client.query<Row>(`select ${COLUMNS} from case_document where case_id = $1 order by made_at`, [caseId])
  return rows.map(({ titleEnc, ...paper }) => ({ ...paper, title: vault.open(key, titleContext(paper.id), titleEnc) }))
}

/** The bytes of a paper of ours, in the caller's transaction; the caller has logged. @throws AppError not-found */
export async function openPaper(db: Pool | Client, vault: Vault, key: DataKey, { caseId, paperId }: { caseId: string; paperId: string }): Promise<{ title: string; mime: string; content: Buffer }> {
  const { rows: [row] } = await db.query<{ titleEnc: Buffer; contentEnc: Buffer; mime: string }>(
    `select title_enc as "titleEnc", content_enc as "contentEnc", mime from case_document where id = $1 and case_id = $2 and kind <> 'received'`, [paperId, caseId])
  if (!row) throw new AppError('not-found', 'error.not-found', `no paper ${paperId}`)
  return {
    title: vault.open(key, titleContext(paperId), row.titleEnc),
    mime: row.mime,
    content: Buffer.from(vault.open(key, `case_document.content:${paperId}`, row.contentEnc), 'base64'),
  }
}

/** The bytes of a paper we made, for download; logged first. Received ones are opened by {@link openReceived}. @throws AppError not-found */
export async function readPaper({ db, vault }: CaseRoom, officer: Officer, caseId: string, paperId: string): Promise<{ title: string; mime: string; content: Buffer }> {
  await recordAccess(db.pool, { staffId: officer.id, action: 'case.paper', subject: 'case', subjectId: caseId, reason: 'read' })
  return openPaper(db.pool, vault, await caseKey(db.pool, vault, await findCase(db.pool, caseId)), { caseId, paperId })
}

export function titleContext(id: string): string {
  return `case_document.title:${id}`
}
