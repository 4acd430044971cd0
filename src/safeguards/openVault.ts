/** The service's vault: master keys from outside, roots from the database. */
import { randomBytes } from 'node:crypto'
import type { Pool } from '../database/index.ts'
import { createKeyRing } from './keyRing.ts'
import { createVault, ROOTS, type Roots, type Vault } from './vault.ts'

type RootName = (typeof ROOTS)[number]

/** Rows of data_key that are nobody's: fixed ids, kind `root`. */
export const ROOT_IDS: Readonly<Record<RootName, string>> = {
  service: '00000000-0000-4000-8000-000000000001',
  'blind-index': '00000000-0000-4000-8000-000000000002',
  audit: '00000000-0000-4000-8000-000000000003',
}

// Made once, at the first start; of two first starts at once one wins. Random, not derived from the master key:
// a master key that leaked and was rotated away must not open them.
const MAKE = `
  insert into data_key (id, kind, wrapped)
  select id, 'root', wrapped from unnest($1::uuid[], $2::bytea[]) as root(id, wrapped)
  on conflict (id) do nothing`

const READ = `select id, wrapped from data_key where kind = 'root'`

/**
 * Opens the vault of this database.
 * @param masters the first wraps new keys, all of them open
 * @throws Error with one sentence for whoever starts the service, when these are not the keys of this database
 */
export async function openVault(pool: Pool, masters: readonly Buffer[]): Promise<Vault> {
  const ring = createKeyRing(masters)
  const ids = ROOTS.map((name) => ROOT_IDS[name])
  await pool.query(MAKE, [ids, ids.map((id) => ring.wrap(id, randomBytes(32)))])
  const { rows } = await pool.query<{ id: string; wrapped: Buffer | null }>(READ)
  const open = (name: RootName): Buffer => {
    const wrapped = rows.find(({ id }) => id === ROOT_IDS[name])?.wrapped
    if (!wrapped) throw new Error(`The database has lost its own key "${name}": restore it from a backup.`)
    return openRoot(() => ring.unwrap(ROOT_IDS[name], wrapped))
  }
  const roots: Roots = { service: open('service'), 'blind-index': open('blind-index'), audit: open('audit') }
  return createVault(masters, roots)
}

function openRoot(unwrap: () => Buffer): Buffer {
  try {
    return unwrap()
  } catch (cause) {
    throw new Error('MASTER_KEY is not the key of this database: set the key it was made with (during a rotation both, the new one first).', { cause })
  }
}
