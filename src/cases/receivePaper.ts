/**
 * Papers that others brought: sealed and hashed as they came, never rendered by us, and opened one at a time by somebody
 * who says why. A file may be harmful, and it is always about a child.
 */
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { transaction } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { titleContext } from './documents.ts'
import { paperType, PAPER_TYPES } from './paperType.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { caseKey, findCase, lockCase } from './store.ts'

export const MOST_BYTES = 15 * 1024 * 1024
/** Why somebody opens one. */
export const PAPER_REASONS = ['handle', 'check', 'pass-on', 'asked'] as const
export type PaperReason = (typeof PAPER_REASONS)[number]

const labelSchema = z.object({ title: z.string().trim().min(1).max(200), referralId: z.uuid().exactOptional() })
export type Upload = z.infer<typeof labelSchema> & { content: Buffer }
const LABEL_END = 10

/**
 * Reads an upload: one line of JSON (its title must not stand in an address or a header), then the bytes.
 * @throws AppError too-large, bad-request
 */
export async function readUpload(body: AsyncIterable<unknown>): Promise<Upload> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Buffer)) throw new AppError('bad-request', 'error.bad-request', 'an upload comes as bytes')
    size += chunk.length
    if (size > MOST_BYTES) throw new AppError('too-large', 'error.paper-too-large', 'a received paper is too large', { mb: MOST_BYTES / 1024 / 1024 })
    chunks.push(chunk)
  }
  const whole = Buffer.concat(chunks)
  const end = whole.indexOf(LABEL_END)
  const label = labelSchema.safeParse(parseJson(whole.subarray(0, Math.max(0, end)).toString('utf8')))
  if (!label.success) throw new AppError('bad-request', 'error.bad-request', 'an upload begins with its label')
  return { ...label.data, content: whole.subarray(end + 1) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const INSERT = `
  insert into case_document (id, case_id, referral_id, kind, title_enc, content_enc, mime, made_at, made_by, bytes, fingerprint)
  values ($1, $2, $3, 'received', $4, $5, $6, $7, $8, $9, $10)`
const SAME = `select id from case_document where case_id = $1 and kind = 'received' and fingerprint = $2`

/** Keeps a paper. The same bytes twice are one paper. @throws AppError bad-request `error.paper-type` for what is no paper */
export async function receivePaper(room: CaseRoom, officer: Officer, caseId: string, { title, referralId, content }: Upload): Promise<{ id: string; again: boolean }> {
  const type = paperType(content)
  if (!type) throw new AppError('bad-request', 'error.paper-type', 'not a kind of paper we take')
  return transaction(room.db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    if (referralId !== undefined) {
      const { rowCount } = await client.query('select 1 from referral where id = $1 and case_id = $2', [referralId, caseId])
      if (rowCount === 0) throw new AppError('not-found', 'error.not-found', 'no such referral of this case')
    }
    const key = await caseKey(client, room.vault, record)
    const fingerprint = room.vault.fingerprint(key, content)
    const { rows: [same] } = await client.query<{ id: string }>(SAME, [caseId, fingerprint])
    if (same) return { id: same.id, again: true }
    const id = randomUUID()
    const sealedTitle = room.vault.seal(key, titleContext(id), title.normalize('NFC'))
    const sealed = room.vault.sealBytes(key, bytesContext(id), content)
    await client.query(INSERT, [id, caseId, referralId ?? null, sealedTitle, sealed, type.mime, nowOf(room), officer.id, content.length, fingerprint])
    await recordAccess(client, { staffId: officer.id, action: 'case.paper', subject: 'case', subjectId: caseId, reason: 'received' })
    return { id, again: false }
  })
}

const READ = `select title_enc as "titleEnc", content_enc as "contentEnc", mime, fingerprint from case_document where id = $1 and case_id = $2 and kind = 'received'`

/** The bytes of a received paper, for saving; who opens it and why stands in the access log first. @throws AppError not-found */
export async function openReceived(room: CaseRoom, officer: Officer, caseId: string, { paperId, reason }: { paperId: string; reason: PaperReason }): Promise<{ title: string; mime: string; content: Buffer }> {
  const { rows: [row] } = await room.db.pool.query<{ titleEnc: Buffer; contentEnc: Buffer; mime: string; fingerprint: Buffer | null }>(READ, [paperId, caseId])
  if (!row) throw new AppError('not-found', 'error.not-found', `no received paper ${paperId}`)
  await recordAccess(room.db.pool, { staffId: officer.id, action: 'case.paper', subject: 'case', subjectId: caseId, reason: `opened.${reason}` })
  const key = await caseKey(room.db.pool, room.vault, await findCase(room.db.pool, caseId))
  const content = room.vault.openBytes(key, bytesContext(paperId), row.contentEnc)
  if (row.fingerprint && !room.vault.fingerprint(key, content).equals(row.fingerprint)) throw new AppError('unavailable', 'error.unavailable', `paper ${paperId} is not what was received`)
  const ending = PAPER_TYPES.find(({ mime }) => mime === row.mime)?.ending ?? ''
  const title = room.vault.open(key, titleContext(paperId), row.titleEnc)
  return { title: title.toLowerCase().endsWith(ending) ? title : `${title}${ending}`, mime: row.mime, content }
}

function bytesContext(id: string): string {
  return `case_document.bytes:${id}`
}
