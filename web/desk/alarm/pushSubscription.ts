import type { AddAlarmPath } from '../../../src/desk/api.ts'

/** Whether this browser can be reached by push at all (on an iPhone only as an app on the home screen). */
export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window
}

/**
 * Asks the browser for a push subscription of this device. Undefined when the person or the browser says no.
 * @throws when the push service cannot be reached
 */
export async function subscribeToPush(applicationServerKey: string): Promise<AddAlarmPath | undefined> {
  if (await Notification.requestPermission() !== 'granted') return undefined
  const worker = await navigator.serviceWorker.register('/desk/sw.js', { scope: '/desk/' })
  await navigator.serviceWorker.ready
  const { endpoint, keys } = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })).toJSON()
  const { p256dh, auth } = keys ?? {}
  if (!endpoint || !p256dh || !auth) return undefined
  return { path: 'push', subscription: { endpoint, keys: { p256dh, auth } }, label: deviceName() }
}

/** Enough to tell one's own devices apart in a list. */
function deviceName(): string {
  const system = /Android|iPhone|iPad|Windows|Mac|Linux/.exec(navigator.userAgent)?.[0] ?? ''
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(navigator.userAgent)?.[0] ?? ''
  return `${browser} ${system}`.trim()
}
