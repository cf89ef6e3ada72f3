// The whole product without its screens, as a process of its own that a bench loads and kills. Signs the posts of
// BENCH_POSTS in the way people do (link, password, session) and writes their cookies as one JSON line when ready.
import { hash } from 'node:crypto'
import type { Actor } from '@gezhi/core/people/actor'
import { createApp } from '../../apps/server/src/app.ts'
import { loadFirstPack } from '../../apps/server/src/commands/first-pack.ts'
import { createLog, openKernel } from '../../apps/server/src/commands/open.ts'
import { createProgress } from '../../apps/server/src/commands/progress.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { createProduct } from '../../apps/server/src/features.ts'
import type { Feature } from '../../apps/server/src/kernel/feature.ts'
import { BACKLOG } from '../../apps/server/src/kernel/server.ts'

const PASSWORD = 'bench-passphrase-2026'
const config = readConfig(process.env)
const { deps } = await openKernel(config, createLog(config))
await loadFirstPack(
  deps,
  createProgress(() => undefined),
)
const product = await createProduct(deps)
const unguarded = process.env['BENCH_NO_SECURITY'] === '1' ? [byName()] : []
const app = await createApp(deps, [...product.features, ...unguarded])
await app.start()
process.on('SIGTERM', () => {
  app
    .stop()
    .then(() => deps.database.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
})
// A bench that failed leaves nothing behind that takes part in the next one.
process.stdin.resume().once('end', () => process.exit(1))
const url = await app.server.listen({ host: config.host, port: config.port, backlog: BACKLOG })

/**
 * Prices the session: whoever came once with one may come again with nothing but the name of the post in `x-bench-post`.
 * Exists in this process only.
 */
function byName(): Feature {
  const actors = new Map<string, Actor>()
  return {
    name: 'bench-by-name',
    prepare(server) {
      server.addHook('onRequest', (request, _reply, next) => {
        const name = request.headers['x-bench-post']
        if (request.actor) actors.set(request.actor.post, request.actor)
        else if (typeof name === 'string') request.actor = actors.get(name) ?? null
        next()
      })
      return Promise.resolve()
    },
  }
}

const post = (path: string, body: object): Promise<Response> =>
  fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

function cookieOf(answer: Response, what: string): string {
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  if (!answer.ok || cookies.length === 0) throw new Error(`${what}: answer ${answer.status}`)
  return cookies.join('; ')
}

/** A person signs in once; a second post of the same person is another session. */
async function signIn(code: string): Promise<string> {
  if (config.demo) return cookieOf(await post('/api/demo/sign-in', { post: code }), code)
  const username = `bench.${hash('sha256', code).slice(0, 16)}`
  const link = await product.people.addUser(code, username)
  if (typeof link !== 'string') {
    const token = link.link.split('#token=')[1]
    await post('/api/auth/reset-password', { token, newPassword: PASSWORD })
  }
  const session = await post('/api/auth/sign-in/username', { username, password: PASSWORD })
  const cookie = cookieOf(session, code)
  await fetch(new URL('/api/me/post', url), {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ post: code }),
  })
  return cookie
}

const posts = (process.env['BENCH_POSTS'] ?? '').split(',').filter((code) => code !== '')
const cookies: Record<string, string> = {}
// A password costs a tenth of a second of a core: more at once would not be faster.
for (let from = 0; from < posts.length; from += 3)
  await Promise.all(posts.slice(from, from + 3).map(async (code) => (cookies[code] = await signIn(code))))
process.stdout.write(`${JSON.stringify({ url, cookies })}\n`)

export { app, deps }
