/** Where a staff member can be called. They add and remove their own; what is kept is sealed under the service key. */
import { randomUUID } from 'node:crypto'
import type { Client, Pool } from '../database/index.ts'
import type { Vault } from '../safeguards/index.ts'
import { OWN_PATHS, type OwnPath } from './call.ts'

/** `id`: the row, where there is one (mail and the duty phone have none). */
export type Address = { to: string; id?: string }
export type AddressShown = { id: string; path: OwnPath; label: string; createdAt: Date }

type Row = { id: string; path: string; label: string; createdAt: Date; addressEnc: Buffer }

// Index: alarm_address_staff_id_path_address_hash_key.
const READ = `
  select id, path, label, created_at as "createdAt", address_enc as "addressEnc" from alarm_address where staff_id = $1 order by created_at`

/** The addresses of a person on one path, opened. */
export async function addressesOf(pool: Pool, vault: Vault, staffId: string, path: OwnPath): Promise<Address[]> {
  const { rows } = await pool.query<Row>(READ, [staffId])
  return rows.filter((row) => row.path === path).map(({ id, addressEnc }) => ({ id, to: vault.open(vault.service, `alarm_address.address:${id}`, addressEnc) }))
}

/** What a person has set up, for them to see; the addresses themselves stay sealed. */
export async function listAddresses(pool: Pool, staffId: string): Promise<AddressShown[]> {
  const { rows } = await pool.query<Row>(READ, [staffId])
  return rows.flatMap(({ id, label, createdAt, path }) => {
    const own = OWN_PATHS.find((one) => one === path)
    return own ? [{ id, path: own, label, createdAt }] : []
  })
}

const SAVE = `
  insert into alarm_address (id, staff_id, path, address_enc, address_hash, label) values ($1, $2, $3, $4, $5, $6)
  on conflict (staff_id, path, address_hash) do update set label = excluded.label
  returning id`

/** Adds an address that its path has checked; the same one again only changes its label. Answers its id. */
export async function saveAddress(db: Pool | Client, vault: Vault, address: { staffId: string; path: OwnPath; to: string; label: string }): Promise<string> {
  const id = randomUUID()
  const sealed = vault.seal(vault.service, `alarm_address.address:${id}`, address.to)
  const hash = vault.blindIndex(`alarm-address:${address.path}`, address.to)
  const { rows } = await db.query<{ id: string }>(SAVE, [id, address.staffId, address.path, sealed, hash, address.label])
  return rows[0]?.id ?? id
}

/** Removes one of one's own. False: no such address of this person. */
export async function removeAddress(db: Pool | Client, staffId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from alarm_address where id = $1 and staff_id = $2', [id, staffId])
  return rowCount === 1
}

/** The path says that it is no more. */
export async function forgetAddress(db: Pool | Client, id: string): Promise<void> {
  await db.query('delete from alarm_address where id = $1', [id])
}
