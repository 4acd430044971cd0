/** The keys by which this service shows itself to the push services: from the settings, or made once and kept sealed. */
import webpush from 'web-push'
import * as z from 'zod'
import type { Pool } from '../database/index.ts'
import { invariant } from '../errors.ts'
import type { Vault } from '../safeguards/index.ts'

/** `subject`: whom the push services may write to; a real mailto: or https: address, or they answer 403. */
export type Vapid = { publicKey: string; privateKey: string; subject: string }

const keysSchema = z.object({ publicKey: z.string(), privateKey: z.string() })
const CONTEXT = 'alarm_secret.value:vapid'

// Of two first starts at once one wins: every browser is subscribed to one key.
const MAKE = `insert into alarm_secret (name, value_enc) values ('vapid', $1) on conflict (name) do nothing`
const READ = `select value_enc as "valueEnc" from alarm_secret where name = 'vapid'`

/** The key pair of this instance. */
export async function vapidKeys(pool: Pool, vault: Vault): Promise<Omit<Vapid, 'subject'>> {
  const found = await read(pool, vault)
  if (found) return found
  await pool.query(MAKE, [vault.seal(vault.service, CONTEXT, JSON.stringify(webpush.generateVAPIDKeys()))])
  const made = await read(pool, vault)
  invariant(made, 'push keys that were made are there')
  return made
}

async function read(pool: Pool, vault: Vault): Promise<Omit<Vapid, 'subject'> | undefined> {
  const { rows: [row] } = await pool.query<{ valueEnc: Buffer }>(READ)
  return row && keysSchema.parse(JSON.parse(vault.open(vault.service, CONTEXT, row.valueEnc)))
}
