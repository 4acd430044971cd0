import { createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC-SHA256 of the raw body under the app secret, as hex. Meta signs the escaped bytes it sends, so raw is right. */
export function metaSignature(raw: Buffer, appSecret: string): string {
  return createHmac('sha256', appSecret).update(raw).digest('hex')
}

/** Whether X-Hub-Signature-256 (`sha256=<hex>`) is that signature. The old sha1 header is not looked at. */
export function metaSignatureHolds(header: string | undefined, raw: Buffer, appSecret: string): boolean {
  return sameSecret(header?.trim() ?? '', `sha256=${metaSignature(raw, appSecret)}`)
}

/** Compares two secrets in a time that tells nothing but their length. */
export function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')]
  return a.length === b.length && timingSafeEqual(a, b)
}
