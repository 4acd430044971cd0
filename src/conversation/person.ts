/** Who wrote: found by a blind index of the external id, made at the first message. */
import { randomUUID } from 'node:crypto'
import { invariant } from '../errors.ts'
import type { Pool } from '../database/index.ts'
import { eventHash, type DataKey, type Vault } from '../safeguards/index.ts'
import type { Correspondent } from './channel.ts'

/** What makes us look for somebody. `lateAt`: when it was, where it comes by a late way (spool, recovery). */
export type Occasion = { eventKey: string; locale?: string | undefined; lateAt: Date | undefined }

export type Person = { readonly id: string; readonly key: DataKey }

/** The look-up hash of a correspondent; the web channel uses it too to find a visitor's talk. */
export function externalHash(vault: Vault, { channel, account, externalId }: Correspondent): Buffer {
  return vault.blindIndex(`external:${channel}:${account}`, externalId)
}

const FIND = `
  select p.id, p.key_id, k.wrapped
  from person p join data_key k on k.id = p.key_id
  where p.channel = $1 and p.account = $2 and p.external_hash = $3`

// Two first messages at once: the unique key lets one win, and only the winner stores its key. What was erased makes
// nobody; the erasure deletes and remembers in one transaction, so whoever did not find the person any more sees it here.
const CREATE = `
  with made as (
    insert into person (id, channel, account, external_hash, external_enc, key_id, locale)
    select $1, $2, $3, $4, $5, $6, $7 where not was_erased($2, $3, $4, $9, $10)
    on conflict (channel, account, external_hash) do nothing
    returning id, key_id
  ), keyed as (
    insert into data_key (id, kind, wrapped) select key_id, 'person', $8 from made
  )
  select id from made`

const CACHE_LIMIT = 20_000

/**
 * A finder with a cache: a person's row never changes what is cached here, save by erasure. Whoever then meets a
 * missing person (23503) calls `forget` and finds again: a new person with a new key.
 */
export function createPersonFinder(pool: Pool, vault: Vault) {
  const cache = new Map<string, Person>()

  async function find(who: Correspondent, hash: Buffer): Promise<Person | undefined> {
    const { rows } = await pool.query<{ id: string; key_id: string; wrapped: Buffer | null }>(FIND, [who.channel, who.account, hash])
    const row = rows[0]
    if (!row) return undefined
    invariant(row.wrapped, 'a person who writes has a key')
    return { id: row.id, key: vault.unwrap(row.key_id, row.wrapped) }
  }

  async function create(who: Correspondent, hash: Buffer, { eventKey, locale = 'vi', lateAt }: Occasion): Promise<Person | undefined> {
    const id = randomUUID()
    const { key, wrapped } = vault.newKey()
    const external = vault.seal(key, `person.external:${id}`, who.externalId)
    const { rowCount } = await pool.query(CREATE, [id, who.channel, who.account, hash, external, key.id, locale, wrapped, eventHash(vault, eventKey), lateAt ?? null])
    return rowCount === 1 ? { id, key } : undefined
  }

  /** Undefined: they are gone by their own wish, and so is what this is about. */
  async function findOrCreate(who: Correspondent, occasion: Occasion): Promise<Person | undefined> {
    const hash = externalHash(vault, who)
    const cacheKey = hash.toString('base64')
    const known = cache.get(cacheKey)
    if (known) return known
    const person = (await find(who, hash)) ?? (await create(who, hash, occasion)) ?? (await find(who, hash))
    if (!person) return undefined
    if (cache.size >= CACHE_LIMIT) cache.clear()
    cache.set(cacheKey, person)
    return person
  }

  return Object.assign(findOrCreate, {
    forget: (who: Correspondent) => void cache.delete(externalHash(vault, who).toString('base64')),
    /** The person, if they are known; never makes one. */
    known: (who: Correspondent) => find(who, externalHash(vault, who)),
    idOf: async (who: Correspondent) => (await find(who, externalHash(vault, who)))?.id,
  })
}

export type PersonFinder = ReturnType<typeof createPersonFinder>
