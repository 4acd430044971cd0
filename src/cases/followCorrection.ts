import type { Client } from '../database/index.ts'
import type { Vault } from '../safeguards/index.ts'
import type { Correction } from './corrections.ts'
import { prefillCase } from './prefill.ts'
import { caseKey, lockCase, touchCase } from './store.ts'

const CATEGORIES = `
  update case_record set categories = array(select distinct unnest(c.categories) from conversation c where c.case_id = $1) where id = $1`

/**
 * The record of a case follows what was corrected in one of its talks, and with it the figures; what a human wrote in
 * the record itself stays. In the caller's transaction, after the conversation's own row was written.
 */
export async function followCorrection(client: Client, vault: Vault, caseId: string, correction: Correction): Promise<void> {
  const record = await lockCase(client, caseId)
  if (correction.name === 'categories') await client.query(CATEGORIES, [caseId])
  await prefillCase(client, vault, await caseKey(client, vault, record), record, correction)
  await touchCase(client, caseId)
}
