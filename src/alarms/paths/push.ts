/**
 * Web push. The text that people see is the service worker's own; what travels, encrypted for that one browser, is an
 * opaque id, the level and where a tap leads. A push can be lost without a word, so it never counts as the only path.
 */
import webpush from 'web-push'
import * as z from 'zod'
import type { Path } from '../call.ts'
import type { Vapid } from '../vapid.ts'
import { post, resultOf } from './http.ts'

/** The push services of the browsers; a subscription to any other address is refused (no request into our own network). */
const SERVICES = [/^fcm\.googleapis\.com$/, /(^|\.)push\.services\.mozilla\.com$/, /(^|\.)push\.apple\.com$/, /(^|\.)notify\.windows\.com$/]

/** Whether the address is one of the browsers' own push services. */
export function isPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hostname, port, username } = new URL(endpoint)
  return protocol === 'https:' && port === '' && username === '' && SERVICES.some((service) => service.test(hostname))
}

/** A PushSubscription as the browser writes it. */
export const subscriptionSchema = z.object({
  endpoint: z.string().max(1000),
  keys: z.object({ p256dh: z.string().regex(/^[\w-]{80,100}={0,2}$/), auth: z.string().regex(/^[\w-]{16,32}={0,2}$/) }),
})

/** How long a push service keeps trying: later, the ladder has called others. */
const KEPT_SECONDS = 600

/** `isAllowed`: tests have a push service of their own. */
export function pushPath(vapid: Vapid, isAllowed: (endpoint: string) => boolean = isPushService): Path {
  return {
    name: 'push',
    async send(to, { id, alarmId, level, kind, link, language }) {
      const subscription = subscriptionSchema.parse(JSON.parse(to))
      if (!isAllowed(subscription.endpoint)) return { outcome: 'failed', code: 'endpoint', gone: true }
      const request = webpush.generateRequestDetails(subscription, JSON.stringify({ alarm: alarmId, kind, level, lang: language, path: pathOf(link) }), {
        // One notice a call, however often it is repeated.
        vapidDetails: vapid, TTL: KEPT_SECONDS, urgency: 'high', topic: id.replaceAll('-', ''), contentEncoding: 'aes128gcm',
      })
      const posted = await post(request.endpoint, { headers: withoutLength(request.headers), body: request.body })
      if ('outcome' in posted) return posted
      if (posted.status === 404 || posted.status === 410) return { outcome: 'failed', code: 'unsubscribed', gone: true }
      return resultOf(posted)
    },
  }
}

/** The tap stays on this service, whatever the link says. */
function pathOf(link: string): string {
  return new URL(link).pathname
}

/** fetch counts by itself. */
function withoutLength(headers: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'Content-Length').map(([name, value]) => [name, String(value)]))
}
