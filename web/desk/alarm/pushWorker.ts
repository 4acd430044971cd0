/** The desk's service worker: shows that somebody must come, and opens where a tap leads. Nothing is cached: the desk is never old. */
import { pushNotice } from './pushNotice.ts'

/** What this file needs of ServiceWorkerGlobalScope; the desk's own types are those of a page. */
type Scope = {
  addEventListener(type: 'push', listener: (event: { data: { json(): unknown } | null; waitUntil(done: Promise<unknown>): void }) => void): void
  addEventListener(type: 'notificationclick', listener: (event: { notification: { close(): void; data: unknown }; waitUntil(done: Promise<unknown>): void }) => void): void
  registration: { showNotification(title: string, options: object): Promise<void> }
  clients: { openWindow(url: string): Promise<unknown> }
}
declare const self: Scope

self.addEventListener('push', (event) => {
  const { title, body, tag, stays, path } = pushNotice(read(event.data))
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify: true, requireInteraction: stays, icon: '/desk/icon.svg', data: { path } }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow(pushNotice(event.notification.data).path))
})

function read(data: { json(): unknown } | null): unknown {
  try {
    return data?.json()
  } catch {
    return undefined
  }
}
