// Shows notices that the server pushes to this device. The message names no person: kind, case number, time.
const scope = self.registration.scope.replace(/push\/$/, '')

self.addEventListener('push', (event) => {
  const { title = '格治', body = '', loud = false } = event.data ? event.data.json() : {}
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag: loud ? undefined : 'gezhi-notices',
      requireInteraction: loud,
      lang: 'zh-CN',
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((windows) => {
      const open = windows.find(({ url }) => url.startsWith(scope))
      return open ? open.focus() : self.clients.openWindow(`${scope}notices`)
    }),
  )
})
