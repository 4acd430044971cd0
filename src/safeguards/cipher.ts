/**
 * AES-256-GCM with a bound context: a ciphertext moved to another row, field or table does not open.
 *
 * Layout: version (1 byte) · iv (12) · tag (16) · data. A wrapped key stands behind the mark of its master
 * key: 2 (1 byte) · mark (4) · iv · tag · data; see masterKeys.ts.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { invariant } from '../errors.ts'

const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + IV_BYTES + TAG_BYTES

/** Where a ciphertext belongs, e.g. `message.content:<id>`. */
export type Context = string

export function encrypt(secret: Uint8Array, context: Context, data: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', secret, iv)
  cipher.setAAD(Buffer.from(context, 'utf8'))
  const body = Buffer.concat([cipher.update(data), cipher.final()])
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body])
}

/** @throws when the key, the context or the bytes are not those it was sealed with. */
export function decrypt(secret: Uint8Array, context: Context, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  invariant(bytes[0] === VERSION && bytes.length >= HEAD_BYTES, 'a ciphertext has version 1')
  // The length is fixed here, so that a shortened tag is never taken for a whole one.
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(1, 1 + IV_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(context, 'utf8'))
  decipher.setAuthTag(bytes.subarray(1 + IV_BYTES, HEAD_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()])
}
