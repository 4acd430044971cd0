/**
 * How a person calls themselves on their platform: asked once, after their first contact, kept under their key and shown in
 * the desk as far as a role may see names. Nothing waits for it and nothing depends on it.
 */
import type { ReadName } from '../channels/wire/index.ts'
import type { ChannelName } from '../conversation/index.ts'
import type { Notices, Pool } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Vault } from '../safeguards/index.ts'
import { startWorker } from '../worker.ts'

export type ProfileOptions = { pool: Pool; vault: Vault; notices: Notices; log: Log; names: Partial<Record<ChannelName, ReadName>> }

const POLL_MS = 5_000

// The row stands before the question: who is asked about once is never asked about again, whatever comes of it.
// Index: person_created_at_idx (BRIN).
const CLAIM = `
  with asked as (
    insert into profile_asked (person_id)
    select p.id from person p
    where p.channel = any($1) and p.created_at > now() - interval '1 day' and p.name_enc is null
      and not exists (select 1 from profile_asked a where a.person_id = p.id)
    order by p.created_at limit 1
    on conflict do nothing returning person_id
  )
  select p.id, p.channel, p.external_enc as "externalEnc", p.key_id as "keyId", k.wrapped
  from asked join person p on p.id = asked.person_id join data_key k on k.id = p.key_id and k.wrapped is not null`
const KEEP = `update person set name_enc = $2 where id = $1 and name_enc is null`
const TALKS = `select id from conversation where person_id = $1 and state = 'open'`

type Claimed = { id: string; channel: ChannelName; externalEnc: Buffer; keyId: string; wrapped: Buffer }

/** Asks about the next person. False: nobody is new. */
export async function askNextName({ pool, vault, notices, names }: ProfileOptions): Promise<boolean> {
  const { rows: [person] } = await pool.query<Claimed>(CLAIM, [Object.keys(names)])
  if (!person) return false
  const key = vault.unwrap(person.keyId, person.wrapped)
  const name = await names[person.channel]?.(vault.open(key, `person.external:${person.id}`, person.externalEnc))
  if (name === undefined) return true
  await pool.query(KEEP, [person.id, vault.seal(key, `person.name:${person.id}`, name)])
  for (const { id } of (await pool.query<{ id: string }>(TALKS, [person.id])).rows) notices.tell({ kind: 'conversation', id })
  return true
}

export function startProfiles(options: ProfileOptions): { stop(): Promise<void> } {
  return startWorker({ name: 'profiles', loops: 1, pollMs: POLL_MS, log: options.log, work: () => askNextName(options) })
}
