/**
 * The sealed file's inside: AES-256-GCM under a key that PBKDF2-SHA-256 makes of a passphrase. Both are in every browser's
 * WebCrypto and in every language's library, so that the receiver needs no program of ours (docs/sealed-file.md).
 */
import { createCipheriv, createDecipheriv, pbkdf2, randomBytes, randomInt } from 'node:crypto'
import { promisify } from 'node:util'
import * as z from 'zod'
import { AppError } from '../../errors.ts'

export const FORMAT = 'lang-nghe-sealed/1'
/** OWASP's number for PBKDF2-HMAC-SHA256 (2023). */
const ITERATIONS = 600_000
const [KEY_BYTES, SALT_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 16, 12, 16]

export const envelopeSchema = z.object({
  format: z.literal(FORMAT),
  iterations: z.number().int().min(100_000).max(10_000_000),
  /** Base64, as all that follows. */
  salt: z.base64(),
  nonce: z.base64(),
  /** Ciphertext and tag, the way WebCrypto writes them. */
  sealed: z.base64(),
})
export type Envelope = z.infer<typeof envelopeSchema>

const GROUPS = 5
const DIGITS = 4

/** Twenty digits in groups of four, to be read out over the telephone: 66 bits before the key's slow making. */
export function newPassphrase(): string {
  return Array.from({ length: GROUPS }, () => String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')).join(' ')
}

const derive = promisify(pbkdf2)

/** Only its digits count, however it was written down. Made off the main thread: the desk does not wait for it. */
function keyOf(passphrase: string, salt: Buffer, iterations: number): Promise<Buffer> {
  return derive(passphrase.replace(/\D/g, ''), salt, iterations, KEY_BYTES, 'sha256')
}

export async function sealEnvelope(text: string, passphrase: string): Promise<Envelope> {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)]
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt, ITERATIONS), nonce).setAAD(Buffer.from(FORMAT))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { format: FORMAT, iterations: ITERATIONS, salt: salt.toString('base64'), nonce: nonce.toString('base64'), sealed: sealed.toString('base64') }
}

/** @throws AppError bad-request when the passphrase is not the one, or a byte was changed */
export async function openEnvelope({ iterations, salt, nonce, sealed }: Envelope, passphrase: string): Promise<string> {
  const bytes = Buffer.from(sealed, 'base64')
  const [text, tag] = [bytes.subarray(0, -TAG_BYTES), bytes.subarray(-TAG_BYTES)]
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, Buffer.from(salt, 'base64'), iterations), Buffer.from(nonce, 'base64')).setAAD(Buffer.from(FORMAT)).setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch {
    throw new AppError('bad-request', 'error.bad-request', 'not the passphrase of this file, or the file was changed')
  }
}
