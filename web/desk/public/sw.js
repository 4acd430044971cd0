// The desk's service worker: shows that somebody must come, and where a tap leads. The push carries no word of a
// child and no name; the text below is all that a locked screen shows. Nothing is cached: the desk is never old.
self.addEventListener('push', (event) => {
  const { alarm, kind, path } = read(event.data)
  event.waitUntil(self.registration.showNotification(kind === 'test' ? 'Lắng Nghe: thử báo động' : 'Lắng Nghe: báo động', {
    body: kind === 'test' ? 'Báo động tới được máy này.' : 'Có việc khẩn ở bàn trực. Chạm để mở.',
    tag: alarm,
    renotify: alarm !== undefined,
    requireInteraction: kind !== 'test',
    icon: '/desk/icon.svg',
    data: { path },
  }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow(event.notification.data.path))
})

/** What the push says; a push that cannot be read still calls. Paths of this service only. */
function read(data) {
  try {
    const { alarm, kind, path } = data.json()
    return { alarm, kind, path: typeof path === 'string' && /^\/(?!\/)/.test(path) ? path : '/desk/' }
  } catch {
    return { path: '/desk/' }
  }
}
