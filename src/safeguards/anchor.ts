/**
 * A seal written down where the database's administrator cannot reach: printed, mailed to the head, kept by the
 * log host. With it even somebody who holds the database and the audit key cannot shorten or rewrite the past.
 */
import * as z from 'zod'
import type { Pool } from '../database/index.ts'
import type { Anchor } from './verifyLogs.ts'

const anchorSchema = z.object({ seal: z.string().regex(/^\d+$/), hash: z.string().regex(/^[0-9a-f]{64}$/), at: z.string() })

// The last seal of each day, and the newest.
const DAYS = `
  select distinct on (date_trunc('day', sealed_at at time zone 'Asia/Ho_Chi_Minh')) id::text as seal, encode(hash, 'hex') as hash, sealed_at as at
  from audit_seal where sealed_at >= $1
  order by date_trunc('day', sealed_at at time zone 'Asia/Ho_Chi_Minh'), id desc`

/** One anchor a day since `since`, the newest last. */
export async function readAnchors(pool: Pool, since: Date): Promise<(Anchor & { at: string })[]> {
  const { rows } = await pool.query<{ seal: string; hash: string; at: Date }>(DAYS, [since])
  return rows.map(({ at, ...anchor }) => ({ ...anchor, at: at.toISOString() }))
}

/** @throws ZodError when a line is not an anchor */
export function parseAnchors(text: string): Anchor[] {
  return text.split('\n').filter((line) => line.trim() !== '').map((line) => anchorSchema.parse(JSON.parse(line)))
}
