import type { Pool } from '../database/index.ts'
import { errorCode } from '../errors.ts'
import { jobFailed, jobWent } from './jobs.ts'
import { verifyLogs, type Anchor, type Finding, type Verified } from './verifyLogs.ts'
import type { Vault } from './vault.ts'

/** Of a log that was wholly rewritten, the first hundred findings say enough. */
const SHOWN = 100

export type VerifiedNow = Omit<Verified, 'findings'> & { anchors: number; findings: Finding[]; found: number }

/** Reads the logs against their seals and the anchors, and keeps what was found for the desk. */
export async function verifyNow(pool: Pool, vault: Vault, anchors: readonly Anchor[] = []): Promise<VerifiedNow> {
  try {
    const { findings, ...counts } = await verifyLogs(pool, vault, anchors)
    const result = { ...counts, anchors: anchors.length, findings: findings.slice(0, SHOWN), found: findings.length }
    await jobWent(pool, 'verify', result)
    return result
  } catch (error) {
    await jobFailed(pool, 'verify', errorCode(error))
    throw error
  }
}
