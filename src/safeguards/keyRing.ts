/**
 * The master keys this process knows: the first wraps, all of them open. During a rotation there are two.
 * A wrapped key begins with the mark of its master, so that opening needs no guessing and a rotation finds
 * what is left to do with one comparison.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import { invariant } from '../errors.ts'
import { decrypt, encrypt } from './cipher.ts'

const MARKED = 2
const MARK_BYTES = 4
export const MASTER_KEY_BYTES = 32

type Master = { readonly mark: Buffer; readonly secret: Buffer }

export type KeyRing = {
  /** What a key wrapped by the first master begins with. */
  readonly prefix: Buffer
  wrap(id: string, secret: Uint8Array): Buffer
  /** @throws when no master of the ring opens it. */
  unwrap(id: string, wrapped: Uint8Array): Buffer
}

/** @param masters 32 bytes each; at least one. */
export function createKeyRing(masters: readonly Buffer[]): KeyRing {
  const ring = masters.map(toMaster)
  const [first] = ring
  invariant(first, 'there is a master key')
  const prefix = Buffer.concat([Buffer.of(MARKED), first.mark])
  return {
    prefix,
    wrap: (id, secret) => Buffer.concat([prefix, encrypt(first.secret, context(id), secret)]),
    unwrap(id, wrapped) {
      const bytes = Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength)
      if (bytes[0] !== MARKED) return unwrapUnmarked(ring, id, bytes)
      const master = ring.find(({ mark }) => mark.equals(bytes.subarray(1, 1 + MARK_BYTES)))
      invariant(master, `data key ${id} is wrapped by a master key of this ring`)
      return decrypt(master.secret, context(id), bytes.subarray(1 + MARK_BYTES))
    },
  }
}

function context(id: string): string {
  return `data_key:${id}`
}

function toMaster(key: Buffer): Master {
  invariant(key.length === MASTER_KEY_BYTES, 'a master key has 32 bytes')
  return { mark: createHmac('sha256', key).update('lang-nghe/mark').digest().subarray(0, MARK_BYTES), secret: derive(key, 'wrap') }
}

/** Keys wrapped before marks existed: the tag tells which master fits. */
function unwrapUnmarked(ring: readonly Master[], id: string, bytes: Buffer): Buffer {
  for (const { secret } of ring) {
    const opened = tryDecrypt(secret, id, bytes)
    if (opened) return opened
  }
  throw new Error(`invariant broken: data key ${id} is wrapped by a master key of this ring`)
}

function tryDecrypt(secret: Buffer, id: string, bytes: Buffer): Buffer | undefined {
  try {
    return decrypt(secret, context(id), bytes)
  } catch {
    return undefined
  }
}

/** 32 bytes for one purpose. */
export function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `lang-nghe/${purpose}`, 32))
}
