/**
 * Encryption of what people tell us: AES-256-GCM under a key per person or case, each wrapped by the
 * master key. Destroying a data key erases everything under it. The context (table, field, row) is bound
 * as additional data.
 */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { invariant } from '../errors.ts'
import type { Client, Pool } from '../database/index.ts'
import { decrypt, encrypt, type Context } from './cipher.ts'
import { createKeyRing, derive } from './keyRing.ts'

const CACHE_LIMIT = 20_000
/** An opened key is looked up again after this: a destroyed one cannot live on in another instance's memory. */
const CACHE_MS = 5 * 60_000

/** A data key that opened: `id` is its row, `secret` never leaves the process. */
export type DataKey = { readonly id: string; readonly secret: Buffer }

/** The service's own secrets: they outlive every master key, since they are wrapped like all others. */
export const ROOTS = ['service', 'blind-index', 'audit'] as const
export type Roots = Readonly<Record<(typeof ROOTS)[number], Buffer>>

export type Vault = {
  /** A new data key, not yet stored: write `id` and `wrapped` with the row it protects. */
  newKey(): { key: DataKey; wrapped: Buffer }
  /** Opens a stored key. Cached. @throws when it was destroyed or never existed. */
  key(db: Pool | Client, id: string): Promise<DataKey>
  /** Opens keys fetched along with their rows. */
  unwrap(id: string, wrapped: Buffer): DataKey
  forget(id: string): void
  seal(key: DataKey, context: Context, text: string): Buffer
  /** @throws when the key, the context or the bytes are not those it was sealed with. */
  open(key: DataKey, context: Context, sealed: Uint8Array): string
  /** The same for what is no text: pictures, recordings, files. */
  sealBytes(key: DataKey, context: Context, bytes: Uint8Array): Buffer
  openBytes(key: DataKey, context: Context, sealed: Uint8Array): Buffer
  /** The service's own key (settings, tokens, raw events, spool). */
  readonly service: DataKey
  /** Hashes the seals of the audit logs: whoever has the database alone cannot make a chain that fits. */
  readonly audit: DataKey
  /** A keyed hash for look-up without storing the value; `purpose` separates uses. */
  blindIndex(purpose: string, value: string): Buffer
  /** A keyed hash of bytes under a person's or case's own key: tells the same bytes again, and dies with the key. */
  fingerprint(key: DataKey, bytes: Uint8Array): Buffer
  /** From now on these master keys (see keyRing.ts); opened keys stay open. */
  useMasters(masters: readonly Buffer[]): void
  /** The same key under the first master; undefined when it is already. */
  rewrap(id: string, wrapped: Buffer): Buffer | undefined
  /** What a key under the first master begins with. */
  wrappedPrefix(): Buffer
}

/** Roots without a database, for tests and tools. */
function deriveRoots(master: Buffer): Roots {
  return { service: derive(master, 'service'), 'blind-index': derive(master, 'blind-index'), audit: derive(master, 'audit') }
}

/**
 * A vault on master keys and roots. The service opens its own with `openVault`, which finds the roots in the
 * database; without `roots` they follow from the last master key.
 */
export function createVault(masters: Buffer | readonly Buffer[], roots?: Roots): Vault {
  const list = Buffer.isBuffer(masters) ? [masters] : masters
  let ring = createKeyRing(list)
  const oldest = list.at(-1)
  invariant(oldest, 'there is a master key')
  const { service, audit, 'blind-index': indexing } = roots ?? deriveRoots(oldest)
  const cache = new Map<string, { key: DataKey; until: number }>()

  function remember(key: DataKey): DataKey {
    if (cache.size >= CACHE_LIMIT) cache.clear()
    cache.set(key.id, { key, until: Date.now() + CACHE_MS })
    return key
  }

  function recall(id: string): DataKey | undefined {
    const found = cache.get(id)
    return found && found.until > Date.now() ? found.key : undefined
  }

  function unwrap(id: string, wrapped: Buffer): DataKey {
    return recall(id) ?? remember({ id, secret: ring.unwrap(id, wrapped) })
  }

  return {
    service: { id: 'service', secret: service },
    audit: { id: 'audit', secret: audit },
    unwrap,
    newKey() {
      const key: DataKey = { id: randomUUID(), secret: randomBytes(32) }
      return { key: remember(key), wrapped: ring.wrap(key.id, key.secret) }
    },
    async key(db, id) {
      const cached = recall(id)
      if (cached) return cached
      const { rows } = await db.query<{ wrapped: Buffer | null }>('select wrapped from data_key where id = $1', [id])
      const wrapped = rows[0]?.wrapped
      invariant(wrapped, `data key ${id} is there and not destroyed`)
      return unwrap(id, wrapped)
    },
    forget: (id) => void cache.delete(id),
    seal: (key, context, text) => encrypt(key.secret, context, Buffer.from(text, 'utf8')),
    open: (key, context, sealed) => decrypt(key.secret, context, sealed).toString('utf8'),
    sealBytes: (key, context, bytes) => encrypt(key.secret, context, bytes),
    openBytes: (key, context, sealed) => decrypt(key.secret, context, sealed),
    blindIndex: (purpose, value) => createHmac('sha256', indexing).update(purpose).update('\0').update(value).digest(),
    fingerprint: (key, bytes) => createHmac('sha256', derive(key.secret, 'fingerprint')).update(bytes).digest(),
    useMasters(fresh) {
      ring = createKeyRing(fresh)
    },
    rewrap(id, wrapped) {
      return wrapped.subarray(0, ring.prefix.length).equals(ring.prefix) ? undefined : ring.wrap(id, ring.unwrap(id, wrapped))
    },
    wrappedPrefix: () => ring.prefix,
  }
}
