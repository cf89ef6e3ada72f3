// The app opens without the network: a service worker that holds every file of one build, written with that build.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Keeps one build whole: all of its files are there before it is used, and it stays until the page asks for the next
 * one, so that no page ever mixes two builds. The interface for programs (`/api`) is never answered from here.
 */
const workerOf = (version: string, base: string, files: readonly string[]): string => `
const CACHE = ${JSON.stringify(`gezhi-field ${version}`)}
const PAGE = ${JSON.stringify(base)}
const FILES = new Set(${JSON.stringify([base, ...files.map((file) => base + file)])})

self.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE)
    await cache.addAll([...FILES].map((file) => new Request(file, { cache: file.includes('/assets/') ? 'default' : 'reload' })))
  }
  event.waitUntil(fill())
})

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    // In the order of their making. The build before stays: a second tab may still show it and ask for its parts.
    const old = (await caches.keys()).filter((name) => name.startsWith('gezhi-field ') && name !== CACHE)
    await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)))
    await self.clients.claim()
  }
  event.waitUntil(tidy())
})

self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  const held = request.mode === 'navigate' && pathname.startsWith(PAGE) ? PAGE : pathname
  // Parts are named by their content: one of the build before is what its page asked for.
  const part = pathname.startsWith(PAGE + 'assets/')
  if (!FILES.has(held) && !part) return
  const from = async () => {
    const cache = await caches.open(CACHE)
    return (await cache.match(held)) ?? (part ? await caches.match(held) : undefined) ?? fetch(request)
  }
  event.respondWith(from())
})
`

/** Writes `sw.js` beside the built app. Its version is a hash over all files: the same build is the same version. */
export function serviceWorker(base: string, publicDir: string): Plugin {
  return {
    name: 'gezhi-service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const hash = createHash('sha256')
      for (const output of Object.values(bundle).sort((a, b) => (a.fileName < b.fileName ? -1 : 1)))
        hash.update(output.fileName).update(output.type === 'chunk' ? output.code : output.source)
      const own = readdirSync(publicDir).sort()
      for (const file of own) hash.update(file).update(readFileSync(join(publicDir, file)))
      const built = Object.keys(bundle).filter((file) => file !== 'index.html' && !file.endsWith('.map'))
      const version = hash.digest('hex').slice(0, 16)
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: workerOf(version, base, [...built, ...own].sort()),
      })
    },
  }
}
