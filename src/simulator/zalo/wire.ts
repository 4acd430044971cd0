import { createHash } from 'node:crypto'
import type { Wire } from '../courier.ts'

/** An event as Zalo writes it, before it becomes bytes. Key order is kept. */
export type ZaloEvent = { app_id: string; event_name: string; timestamp: string | number } & Record<string, unknown>

/** Zalo's webhook: one event a body, a plain SHA-256 over app id, body, time and key, five retries within two hours. */
export function zaloWire({ secretKey }: { secretKey: string }): Wire<ZaloEvent> {
  return {
    path: '/webhooks/zalo',
    encode: (events) => events.map((event) => ({ event: event.event_name, body: Buffer.from(JSON.stringify(event), 'utf8') })),
    headers(body, signature) {
      if (signature === 'missing') return {}
      const { app_id, timestamp }: { app_id: string; timestamp: string | number } = JSON.parse(body.toString('utf8'))
      const key = signature === 'right' ? secretKey : `${secretKey}x`
      return { 'x-zevent-signature': `mac=${createHash('sha256').update(`${app_id}${body.toString('utf8')}${timestamp}${key}`).digest('hex')}` }
    },
    retrySeconds: [30, 300, 900, 1800, 3600],
    patienceMs: 2000,
  }
}
