/** The built web apps: hashed files for ever, pages always fresh, unknown pages of an app are the app itself. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { builtFolder, WEB_APPS } from './build.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
const ALWAYS_ASK = 'no-cache'

/** Vite puts a hash into the names under `assets/`: what such a name means never changes. */
const cacheControl = (path: string) => (path.includes('/assets/') ? FOR_EVER : ALWAYS_ASK)

/** Screens that are built in this home folder. */
const builtApps = (home: string) =>
  WEB_APPS.map(({ name, base }) => ({ base, folder: builtFolder(home, name) })).filter(({ folder }) =>
    existsSync(join(folder, 'index.html')),
  )

export async function serveWebApps(app: FastifyInstance, home: string): Promise<void> {
  let decorateReply = true
  for (const { base, folder } of builtApps(home)) {
    await app.register(fastifyStatic, {
      root: folder,
      prefix: base,
      wildcard: false,
      preCompressed: true,
      // Answered in place of the file that they are made of; a route each would be three in five of all routes.
      globIgnore: ['**/*.{br,gz}'],
      cacheControl: false,
      decorateReply,
      setHeaders: (reply, path) => void reply.header('cache-control', cacheControl(path)),
    })
    decorateReply = false
  }
}

/** A page that a person may have typed or bookmarked, not a file, nor a part of the interface for programs. */
const isPage = ({ method, url, headers }: FastifyRequest) =>
  (method === 'GET' || method === 'HEAD') &&
  !/^\/(api|metrics|health|ready)(\/|\?|$)/.test(url) &&
  !/^[^?]*\.\w+(\?|$)/.test(url) &&
  headers.accept?.includes('text/html') === true

/** Answers pages that only the app in the browser knows. Null: not a page of ours. */
export function webPage(home: string): (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null {
  const apps = builtApps(home)
  return (request, reply) => {
    if (!isPage(request)) return null
    const app = apps.find(({ base }) => request.url.startsWith(base))
    if (!app) return null
    return reply.header('cache-control', ALWAYS_ASK).sendFile('index.html', app.folder)
  }
}
