/** Time codes of RFC 6238 (SHA-1, six digits, thirty seconds), as every authenticator app makes them. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
/** Clocks of phones differ: the code before and the one after count too. */
const STEPS_AROUND = [0, -1, 1]

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code of one step of time. */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS
  return String(number).padStart(DIGITS, '0')
}

/** The step a code belongs to, near `now`; undefined: it is no code of this secret. Who accepts it must not accept that step again. */
export function stepOf(secret: Buffer, code: string, now: Date): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
  return STEPS_AROUND.map((around) => current + around).find((step) => timingSafeEqual(Buffer.from(code), Buffer.from(codeAt(secret, step))))
}

/** Letters and digits that a person can type, five bits each. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '').join('')
}

/** What the authenticator app reads from the QR code. SHA-1, six digits and thirty seconds are every app's default: unsaid, the code is easier to scan. */
export function otpauthUri(secret: Buffer, account: { issuer: string; email: string }): string {
  const issuer = encodeURIComponent(account.issuer)
  return `otpauth://totp/${issuer}:${encodeURIComponent(account.email)}?secret=${base32(secret)}&issuer=${issuer}`
}
