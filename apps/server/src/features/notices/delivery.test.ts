// Messages that leave the house, each to a stand-in that checks what a real gateway checks.
import { createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { dispatcherEast, leaderEast, operator, resident, roads } from '@gezhi/core/cases/actors.testing'
import { LAMP, report, RUIN, withContact } from '@gezhi/core/cases/flow.testing'
import { at, EAST, ROADS } from '@gezhi/core/cases/rules.testing'
import { HOUR, MINUTE } from '@gezhi/core/kernel/calendar'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { MONDAY } from '../cases/cases.testing.ts'
import { testNotices } from './notices.testing.ts'

interface Heard {
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const heard: Heard[] = []
/** What the stand-in answers next; empty: all is well. */
const answers: { readonly status: number; readonly body: string }[] = []
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://stand-in')
  let body = ''
  request.setEncoding('latin1')
  request.on('data', (piece: string) => (body += piece))
  request.on('end', () => {
    const plain = Buffer.from(body, 'latin1').toString('utf8')
    heard.push({ path: url.pathname, query: url.searchParams, headers: request.headers, body: plain })
    const { status, body: said } = answers.shift() ?? { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
    response.writeHead(status, { 'content-type': 'application/json' }).end(said)
  })
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const home = await mkdtemp(join(tmpdir(), 'gezhi-notices-'))
afterAll(async () => {
  server.close()
  await rm(home, { recursive: true })
})

const SECRET = 'SEC-of-the-robot'
const SMS_SECRET = 'sixteen-characters-or-more'
const notices = testNotices(
  { from: 21 * HOUR, to: 7 * HOUR },
  {
    push: { contact: 'mailto:grid@example.gov.cn' },
    sms: { url: `${origin}/sms`, keyId: 'hongshan', secret: SMS_SECRET },
    groups: [
      { org: ROADS, kind: 'DINGTALK', url: `${origin}/robot/send?access_token=T`, secret: SECRET },
      { org: EAST, kind: 'WECOM', url: `${origin}/cgi-bin/webhook/send?key=K`, secret: '' },
    ],
  },
  home,
)
const { app, live, settle, send } = notices

beforeEach(async () => {
  heard.length = 0
  answers.length = 0
  app.clock.set(MONDAY)
  await sql`truncate notice, notice_delivery, notice_habit, push_device`.execute(app.deps.db)
})

const accept = (item: string) => ({ type: 'accept', item }) as const
const to = (path: string): Heard[] => heard.filter((one) => one.path === path)
const states = async (channel: string) =>
  (
    await sql<{ state: string }>`
      select state from notice_delivery where channel = ${channel} order by state`.execute(app.deps.db)
  ).rows.map(({ state }) => state)

const measured = () => app.deps.metrics.registry.metrics()

/** An urgent case that reached the roads department; the reporter's own messages are sent already. */
async function urgent() {
  const id = randomUUID()
  await live(
    id,
    [resident, report(withContact)],
    [operator, accept(RUIN)],
    [dispatcherEast, { type: 'grab' }],
  )
  await live(id, [
    leaderEast,
    { type: 'whistle', whistleType: 'EMERGENCY', lead: { org: ROADS, task: '封路' }, units: [] },
  ])
  await settle()
  return id
}

test('DingTalk gets a signed text, without a name, an address or a word of the report', async () => {
  await urgent()
  await send()
  const [message] = to('/robot/send')
  const timestamp = message?.query.get('timestamp') ?? ''
  expect(message?.query.get('access_token')).toBe('T')
  expect(message?.query.get('sign')).toBe(
    createHmac('sha256', SECRET).update(`${timestamp}\n${SECRET}`).digest('base64'),
  )
  expect(Math.abs(Date.now() - Number(timestamp))).toBeLessThan(HOUR)
  const said = JSON.parse(message?.body ?? '{}') as { msgtype: string; text: { content: string } }
  expect(said.msgtype).toBe('text')
  expect(said.text.content).toContain('【重要紧急')
  expect(message?.body).not.toMatch(/路灯|1380000/)
})

test('WeCom gets a text by the key of its robot, and an errcode is a failure', async () => {
  answers.push({ status: 200, body: '{"errcode":45009}' })
  const id = randomUUID()
  await live(id, [resident, report()], [operator, accept(RUIN)])
  await settle()
  await send()
  expect(to('/cgi-bin/webhook/send')[0]?.query.get('key')).toBe('K')
  expect(new Set(await states('WECOM'))).toEqual(new Set(['WAITING']))
  expect(await measured()).toMatch(/gezhi_messages_total{channel="WECOM",outcome="again"} [1-9]/)
  answers.length = 0
  app.clock.set(MONDAY + MINUTE)
  expect(await measured()).toMatch(/gezhi_messages_late_seconds{channel="WECOM"} [23]\d/)
  await send()
  expect(new Set(await states('WECOM'))).toEqual(new Set(['DELIVERED']))
  expect(await measured()).not.toContain('gezhi_messages_late_seconds{channel="WECOM"}')
})

test('a reporter hears of acceptance by one signed SMS to the own number', async () => {
  await live(randomUUID(), [resident, report(withContact)])
  await settle()
  const id = randomUUID()
  await live(id, [resident, report(withContact)], [operator, accept(LAMP)])
  await settle()
  app.clock.set(MONDAY + MINUTE)
  await send()
  const [message] = to('/sms')
  const { headers, body = '' } = message ?? {}
  expect(headers?.['x-gezhi-key']).toBe('hongshan')
  expect(headers?.['x-gezhi-signature']).toBe(
    createHmac('sha256', SMS_SECRET)
      .update(`${String(headers?.['x-gezhi-timestamp'])}\n${body}`)
      .digest('hex'),
  )
  const said = JSON.parse(body) as { to: { phone: string }; text: string }
  expect(said.to).toEqual({ phone: '13800001234' })
  expect(said.text).toMatch(/^【格治】您反映的事件已受理/)
  expect(to('/sms')).toHaveLength(1)
})

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const jwk = publicKey.export({ format: 'jwk' })
const p256dh = Buffer.concat([
  Buffer.from([4]),
  Buffer.from(jwk.x ?? '', 'base64url'),
  Buffer.from(jwk.y ?? '', 'base64url'),
]).toString('base64url')

/** As if the browser had subscribed: the routes refuse an address on this machine. */
const device = (post: string) =>
  sql`insert into push_device values (150402, ${randomUUID()}, ${post}, 'p', ${`${origin}/push`}, ${p256dh},
    ${randomBytes(16).toString('base64url')}, now())`.execute(app.deps.db)

test('a push message is encrypted, signed with the installation’s key, and urgent when the case is', async () => {
  await device(roads.dispatcher.post)
  await urgent()
  await send()
  const [message] = to('/push')
  expect(message?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' })
  expect(message?.headers.authorization).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=/)
  expect(message?.body).not.toContain('重要紧急')
  expect(await states('PUSH')).toEqual(['DELIVERED'])
})

test('a device that took its subscription back is forgotten, and SMS takes over what is urgent', async () => {
  await device(roads.dispatcher.post)
  await urgent()
  await sql`delete from notice_delivery where channel <> 'PUSH'`.execute(app.deps.db)
  answers.push({ status: 410, body: '' })
  await send()
  expect(await states('PUSH')).toEqual(['FAILED'])
  expect(await states('SMS')).toEqual(['WAITING'])
  await send()
  expect(JSON.parse(to('/sms')[0]?.body ?? '{}')).toMatchObject({ to: { staff: roads.dispatcher.person } })
  const { rows } = await sql`select 1 from push_device`.execute(app.deps.db)
  expect(rows).toEqual([])
})

test('a gateway that is down is tried again with longer pauses, then given up', async () => {
  await live(randomUUID(), [resident, report(withContact)])
  const id = randomUUID()
  await live(id, [resident, report(withContact)], [operator, accept(LAMP)])
  await settle()
  const tries: number[] = []
  for (const minutes of [1, 2, 5, 20, 60]) {
    answers.push({ status: 503, body: '' })
    app.clock.set(MONDAY + minutes * MINUTE)
    await send()
    tries.push(to('/sms').length)
    answers.length = 0
  }
  expect(tries).toEqual([1, 2, 3, 4, 4])
  expect(await states('SMS')).toEqual(['FAILED'])
})

test('in quiet hours only what is urgent leaves; the rest goes out in the morning as one message', async () => {
  const night = at('2026-09-14 22:00')
  app.clock.set(night)
  await device(operator.post)
  for (let each = 0; each < 5; each++) await live(randomUUID(), [resident, report()])
  await settle()
  app.clock.set(night + HOUR)
  await send()
  expect(to('/push')).toEqual([])
  app.clock.set(at('2026-09-15 07:00'))
  await send()
  expect(to('/push')).toHaveLength(1)
  expect(await states('PUSH')).toEqual(Array.from({ length: 5 }, () => 'DELIVERED'))
  app.clock.set(night + 24 * HOUR)
  await urgent()
  await send()
  expect(to('/robot/send').length).toBeGreaterThan(0)
})

test('a post that is away is left alone until it is back', async () => {
  await device(operator.post)
  const payload = { onCall: true, awayFrom: MONDAY, awayTo: MONDAY + 3 * HOUR }
  const reply = await app.as(operator).inject({ method: 'PUT', url: '/api/notices/habits', payload })
  expect(reply.statusCode).toBe(204)
  await live(randomUUID(), [resident, report()])
  await settle()
  app.clock.set(MONDAY + HOUR)
  await send()
  expect(to('/push')).toEqual([])
  app.clock.set(MONDAY + 3 * HOUR)
  await send()
  expect(to('/push')).toHaveLength(1)
})

test('what was read before it left does not leave', async () => {
  await device(operator.post)
  await live(randomUUID(), [resident, report()])
  await settle()
  await app.as(operator).inject({ method: 'POST', url: '/api/notices/read', payload: { upTo: MONDAY } })
  app.clock.set(MONDAY + MINUTE)
  await send()
  expect(to('/push')).toEqual([])
})

test.each([
  'http://push.example.com/1',
  'https://127.0.0.1/1',
  'https://[::1]/1',
  'https://localhost/1',
  'https://metadata.internal/1',
  'https://10.0.0.8/1',
  'https://push.example.com:8443/1',
  'https://user:pass@push.example.com/1',
])('a browser cannot make the server call %s', async (endpoint) => {
  const reply = await app.as(operator).inject({
    method: 'POST',
    url: '/api/notices/push',
    payload: { endpoint, keys: { p256dh, auth: randomBytes(16).toString('base64url') } },
  })
  expect(reply.statusCode).toBe(422)
  expect(reply.json()).toMatchObject({ code: 'notice/push-address' })
})
