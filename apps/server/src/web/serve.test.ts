import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerProblems } from '../kernel/problem.ts'
import { serveWebApps, webPage } from './serve.ts'

let home: string
let app: FastifyInstance
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gezhi-web-'))
  for (const name of ['console', 'portal']) {
    await mkdir(join(home, 'web', name, 'assets'), { recursive: true })
    await writeFile(join(home, 'web', name, 'index.html'), `<title>${name}</title>`)
    await writeFile(join(home, 'web', name, 'assets', 'app-1a2b3c.js'), `start('${name}')`)
    await writeFile(join(home, 'web', name, 'assets', 'app-1a2b3c.js.gz'), gzipSync(`start('${name}')`))
  }
  app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
  answerProblems(app, webPage(home))
  await serveWebApps(app, home)
})
afterAll(async () => {
  await app.close()
  await rm(home, { recursive: true })
})

const page = (url: string) => app.inject({ url, headers: { accept: 'text/html,*/*' } })

test.each([
  ['/', 'portal'],
  ['/follow/4711', 'portal'],
  ['/console', 'console'],
  ['/console/', 'console'],
  ['/console/cases/4711?tab=map', 'console'],
])('the page %s is the app %s, asked for anew each time', async (url, name) => {
  const reply = await page(url)
  expect(reply.body).toBe(`<title>${name}</title>`)
  expect(reply.headers['cache-control']).toBe('no-cache')
})

test('files with a hash in their name are kept for ever, and sent as they were compressed', async () => {
  const reply = await app.inject({
    url: '/console/assets/app-1a2b3c.js',
    headers: { 'accept-encoding': 'gzip' },
  })
  expect(reply.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'gzip',
    'content-type': expect.stringContaining('javascript'),
  })
})

test.each(['/api/nothing', '/console/assets/gone-4d5e6f.js', '/favicon.ico'])(
  '%s is no page: it is not there',
  async (url) => {
    const reply = await page(url)
    expect(reply.statusCode).toBe(404)
    expect(reply.headers['content-type']).toContain('application/problem+json')
  },
)

test('a program that asks for a page gets a problem, not the app', async () => {
  expect(
    (await app.inject({ url: '/follow/4711', headers: { accept: 'application/json' } })).statusCode,
  ).toBe(404)
})

test('files outside the built apps cannot be reached', async () => {
  for (const url of [
    '/../../etc/passwd',
    '/console/..%2f..%2fweb/portal/index.html',
    '/%2e%2e/%2e%2e/etc/passwd',
  ])
    expect((await app.inject(url)).statusCode).toBeGreaterThanOrEqual(400)
})
