/** Passwords as argon2id hashes that carry their own parameters, so that these can grow later. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane; about 60 ms on a small server. */
const PARAMETERS = { memory: 19 * 1024, passes: 2, parallelism: 1 }
const TAG_BYTES = 32

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, salt and hash in base64 without padding (the usual PHC string). */
const ENCODED = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,172})$/

/** Hashes a new password under a fresh salt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const tag = await derive('argon2id', { message: canonical(password), nonce: salt, tagLength: TAG_BYTES, ...PARAMETERS })
  const { memory, passes, parallelism } = PARAMETERS
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`
}

/** Whether the password is the hashed one. A hash that cannot be read matches nothing. */
export async function verifyPassword(password: string, encoded: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, hash] = ENCODED.exec(encoded) ?? []
  if (!memory || !passes || !parallelism || !salt || !hash) return false
  const expected = Buffer.from(hash, 'base64')
  const tag = await derive('argon2id', {
    message: canonical(password),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return timingSafeEqual(tag, expected)
}

/** Whether a hash was made with other parameters than today's: make it anew at the next sign-in. */
export function isOutdated(encoded: string): boolean {
  const { memory, passes, parallelism } = PARAMETERS
  return !encoded.startsWith(`$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$`)
}

let decoy: Promise<string> | undefined

/** The hash of a password nobody has: an unknown e-mail costs the same work as a known one. */
export function decoyHash(): Promise<string> {
  decoy ??= hashPassword(randomBytes(16).toString('base64'))
  return decoy
}

/** The same Vietnamese password typed on a phone and on a Mac may differ in composition only. */
function canonical(password: string): string {
  return password.normalize('NFC')
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
