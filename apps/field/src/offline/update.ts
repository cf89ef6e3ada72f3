// The service worker of the app and its next version: it waits until the person takes it, so that nothing typed is lost.
import { useSyncExternalStore } from 'react'

const CHECK_MS = 60 * 60_000

let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

function offer(worker: ServiceWorker | null): void {
  // Without a controller it is the first installation: there is nothing older to replace.
  if (!worker || !navigator.serviceWorker.controller) return
  waiting = worker
  for (const listener of listeners) listener()
}

function watch(registration: ServiceWorkerRegistration): void {
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed') offer(coming)
    })
  })
  const check = (): void => void registration.update().catch(() => undefined)
  setInterval(check, CHECK_MS)
  addEventListener('online', check)
}

/** Lets the app open without the network. Pages by plain HTTP from another machine cannot: there it stays as it was. */
export async function keepForOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  try {
    watch(await navigator.serviceWorker.register('/field/sw.js', { scope: '/field/' }))
  } catch {
    // Forbidden by the browser's settings: the app works with the network only.
  }
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What takes the next version and loads the page anew; null while there is none. */
export function useUpdate(): (() => void) | null {
  const worker = useSyncExternalStore(subscribe, () => waiting)
  if (!worker) return null
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    worker.postMessage('take-over')
  }
}
