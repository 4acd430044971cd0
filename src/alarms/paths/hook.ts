/**
 * A web hook for whatever makes phones ring: an SMS gateway, a call service, a modem in a cupboard. Signed as the
 * Standard Webhooks specification says (https://www.standardwebhooks.com): HMAC-SHA256 over `id.timestamp.rawBody`.
 * The receiver refuses an old timestamp and drops an id that it has seen: a recorded call cannot be played again.
 */
import { createHmac } from 'node:crypto'
import type { Path } from '../call.ts'
import { post, resultOf } from './http.ts'

export type HookSettings = { url: string; secret: string }

/** The one address is the configured URL; nothing that staff or children enter can change where this goes. */
export function hookPath({ url, secret }: HookSettings, now: () => Date = () => new Date()): Path {
  return {
    name: 'hook',
    async send(to, { id, alarmId, level, count, kind, text, link }) {
      const timestamp = String(Math.floor(now().getTime() / 1000))
      // `to`: null rings the gateway's own number.
      const body = JSON.stringify({ type: 'alarm', id, timestamp: now().toISOString(), alarm: alarmId, kind, level, count, to: to === '' ? null : to, text, link })
      const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signHook(secret, { id, timestamp, body }) }
      const posted = await post(url, { headers, body })
      if ('outcome' in posted) return posted
      // The gateway knows this number and will not ring it.
      if (posted.status === 422 || posted.status === 404) return { outcome: 'failed', code: `http-${posted.status}` }
      return resultOf(posted)
    },
  }
}

/** `v1,<base64>`: what the receiver computes over the body as it came. */
export function signHook(secret: string, { id, timestamp, body }: { id: string; timestamp: string; body: string }): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
