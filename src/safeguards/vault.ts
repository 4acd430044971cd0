/**
 * Encryption of what people tell us: AES-256-GCM under a key per person or case, each wrapped by the
 * master key. Destroying a data key erases everything under it. The context (table, field, row) is bound
 * as additional data, so a ciphertext moved to another row does not open.
 *
 * Layout of a ciphertext: version (1 byte) · iv (12) · tag (16) · data.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { invariant } from '../errors.ts'
import type { Client, Pool } from '../database/index.ts'

const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16
const CACHE_LIMIT = 20_000

/** Where a ciphertext belongs, e.g. `message.content:<id>`. */
export type Context = string

/** A data key that opened: `id` is its row, `secret` never leaves the process. */
export type DataKey = { readonly id: string; readonly secret: Buffer }

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
  /** The service's own key (settings, tokens, raw events, spool): derived, never stored. */
  readonly service: DataKey
  /** A keyed hash for look-up without storing the value; `purpose` separates uses. */
  blindIndex(purpose: string, value: string): Buffer
}

/** Builds the vault on the 32 bytes of MASTER_KEY. */
export function createVault(masterKey: Buffer): Vault {
  invariant(masterKey.length === 32, 'the master key has 32 bytes')
  const wrapping = derive(masterKey, 'wrap')
  const indexing = derive(masterKey, 'blind-index')
  const service: DataKey = { id: 'service', secret: derive(masterKey, 'service') }
  const cache = new Map<string, DataKey>()

  function remember(key: DataKey): DataKey {
    if (cache.size >= CACHE_LIMIT) cache.clear()
    cache.set(key.id, key)
    return key
  }

  function unwrap(id: string, wrapped: Buffer): DataKey {
    return cache.get(id) ?? remember({ id, secret: decrypt(wrapping, `data_key:${id}`, wrapped) })
  }

  return {
    service,
    unwrap,
    newKey() {
      const key: DataKey = { id: randomUUID(), secret: randomBytes(32) }
      return { key: remember(key), wrapped: encrypt(wrapping, `data_key:${key.id}`, key.secret) }
    },
    async key(db, id) {
      const cached = cache.get(id)
      if (cached) return cached
      const { rows } = await db.query<{ wrapped: Buffer | null }>('select wrapped from data_key where id = $1', [id])
      const wrapped = rows[0]?.wrapped
      invariant(wrapped, `data key ${id} is there and not destroyed`)
      return unwrap(id, wrapped)
    },
    forget: (id) => void cache.delete(id),
    seal: (key, context, text) => encrypt(key.secret, context, Buffer.from(text, 'utf8')),
    open: (key, context, sealed) => decrypt(key.secret, context, sealed).toString('utf8'),
    blindIndex: (purpose, value) => createHmac('sha256', indexing).update(purpose).update('\0').update(value).digest(),
  }
}

function derive(masterKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `lang-nghe/${purpose}`, 32))
}

function encrypt(secret: Buffer, context: Context, data: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', secret, iv)
  cipher.setAAD(Buffer.from(context, 'utf8'))
  const body = Buffer.concat([cipher.update(data), cipher.final()])
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body])
}

function decrypt(secret: Buffer, context: Context, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  invariant(bytes[0] === VERSION && bytes.length >= 1 + IV_BYTES + TAG_BYTES, 'a ciphertext has version 1')
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(1, 1 + IV_BYTES))
  decipher.setAAD(Buffer.from(context, 'utf8'))
  decipher.setAuthTag(bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()])
}
