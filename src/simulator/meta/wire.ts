import { createHmac } from 'node:crypto'
import type { Wire } from '../courier.ts'

/** One entry of a notification, without the page id and time the envelope adds. */
export type MetaEvent = { at: number } & ({ in: 'messaging' | 'standby'; item: Record<string, unknown> } | { in: 'changes'; change: { field: string; value: unknown } })

/** Meta's webhook: batched entries, an escaped body, an HMAC over its bytes, and the old SHA-1 beside it. */
export function metaWire({ appSecret, pageId }: { appSecret: string; pageId: string }): Wire<MetaEvent> {
  return {
    path: '/webhooks/messenger',
    encode(events) {
      const entry = events.map((event) => ({ id: pageId, time: event.at, ...(event.in === 'changes' ? { changes: [event.change] } : { [event.in]: [event.item] }) }))
      return [{ event: events.map((event) => event.in).join('+'), body: Buffer.from(escapeLikeMeta({ object: 'page', entry }), 'ascii') }]
    },
    headers(body, signature) {
      if (signature === 'missing') return {}
      const key = signature === 'right' ? appSecret : `${appSecret}x`
      const mac = (algorithm: string) => createHmac(algorithm, key).update(body).digest('hex')
      return { 'x-hub-signature': `sha1=${mac('sha1')}`, 'x-hub-signature-256': `sha256=${mac('sha256')}`, 'user-agent': 'facebookexternalua' }
    },
    retrySeconds: [1, 1, 5, 30, 120, 600, 1800],
    patienceMs: 5000,
  }
}

/** JSON as Meta writes it: everything beyond ASCII as \uXXXX in lower case, and slashes escaped. */
export function escapeLikeMeta(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
