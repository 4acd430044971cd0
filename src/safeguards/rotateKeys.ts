/** Rotation of the master key: every data key is wrapped anew, what it protects is not touched. */
import type { Pool } from '../database/index.ts'
import type { Vault } from './vault.ts'

const BATCH = 1_000

const LEFT = `
  select id, wrapped from data_key
  where wrapped is not null and id > $1 and substring(wrapped from 1 for $3) <> $2
  order by id limit ${BATCH}`

// Compare and set: a key that was destroyed in between stays destroyed.
const REWRAP = `
  update data_key k set wrapped = fresh.wrapped
  from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as fresh(id, was, wrapped)
  where k.id = fresh.id and k.wrapped = fresh.was`

const NOWHERE = '00000000-0000-0000-0000-000000000000'

/**
 * Wraps all data keys by the first master key of the vault, in small steps beside the running service, and
 * again until none is left. Answers how many. Every instance must know both keys before this begins
 * (docs/keys-and-backups.md).
 */
export async function rotateKeys(pool: Pool, vault: Vault): Promise<{ rewrapped: number }> {
  let rewrapped = 0
  for (;;) {
    const round = await rewrapAll(pool, vault)
    rewrapped += round
    if (round === 0) return { rewrapped }
  }
}

async function rewrapAll(pool: Pool, vault: Vault): Promise<number> {
  let done = 0
  let after = NOWHERE
  const prefix = vault.wrappedPrefix()
  for (;;) {
    const { rows } = await pool.query<{ id: string; wrapped: Buffer }>(LEFT, [after, prefix, prefix.length])
    const last = rows.at(-1)
    if (!last) return done
    const fresh = rows.flatMap(({ id, wrapped }) => {
      const rewrapped = vault.rewrap(id, wrapped)
      return rewrapped ? [{ id, was: wrapped, rewrapped }] : []
    })
    const { rowCount } = await pool.query(REWRAP, [fresh.map(({ id }) => id), fresh.map(({ was }) => was), fresh.map(({ rewrapped }) => rewrapped)])
    done += rowCount ?? 0
    after = last.id
  }
}
