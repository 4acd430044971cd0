import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Zalo's mac: plain SHA-256 (no HMAC) over app id, raw body, the body's timestamp and the OA secret key,
 * joined without separators (developers.zalo.me, webhook; wire-facts §1.2).
 */
export function zaloMac(parts: { appId: string; raw: Buffer; timestamp: string; secretKey: string }): string {
  return createHash('sha256').update(parts.appId).update(parts.raw).update(parts.timestamp).update(parts.secretKey).digest('hex')
}

/** Whether the header (with or without `mac=`) is that mac; takes the same time whatever differs. */
export function zaloSignatureHolds(header: string | undefined, parts: { appId: string; raw: Buffer; timestamp: string; secretKey: string }): boolean {
  const given = Buffer.from((header ?? '').trim().replace(/^mac=/i, '').toLowerCase(), 'utf8')
  const expected = Buffer.from(zaloMac(parts), 'utf8')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
