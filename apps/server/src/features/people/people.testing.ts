import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Rulebook } from '@gezhi/core/districts/district'
import type { PasswordLink } from '@gezhi/core/people/admin.api'
import type { Problem } from '@gezhi/core/kernel/problem'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createApp, type App } from '../../app.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../kernel/database.ts'
import { createDeps } from '../../kernel/deps.ts'
import type { DistrictBook } from '../../kernel/district.ts'
import type { Feature } from '../../kernel/feature.ts'
import { emptyDatabase, testDatabase } from '../../testing/database.testing.ts'
import { DISTRICT, MONDAY, silent, testClock, testConfig } from '../../testing/kernel.testing.ts'
import { sources } from '../sources/index.ts'
import { people, type PeopleFeature } from './index.ts'

export const PASSWORD = 'Laterne-Dienstag-41'

const book: DistrictBook = {
  // The session asks only for name and centre.
  rules: {} as Rulebook,
  name: '红山区',
  centre: [118.96, 42.26],
  numberPrefix: 'HS',
  postOrg: () => undefined,
  postName: () => undefined,
}

const organisations = [
  ['150402', 'DISTRICT', '红山区网格化服务管理中心'],
  ['150402001', 'STREET', '西屯街道'],
  ['150402001001', 'COMMUNITY', '西屯社区'],
  ['150402D07', 'DEPARTMENT', '区城市管理局'],
] as const

const staff = [
  ['s-admin', '管一'],
  ['s-audit', '审一'],
  ['s-wang', '王小明'],
  ['s-li', '李大同'],
] as const

export interface PostRow {
  readonly code: string
  readonly person: string
  readonly role: string
  readonly org: string
  readonly street?: string
  readonly community?: string
  readonly grids?: readonly string[]
  readonly from?: string
  readonly to?: string
}

const posts: readonly PostRow[] = [
  { code: 'admin', person: 's-admin', role: 'ADMIN', org: '150402' },
  { code: 'audit', person: 's-audit', role: 'AUDITOR', org: '150402' },
  { code: 'wang-1', person: 's-wang', role: 'DISTRICT_DISPATCHER', org: '150402' },
  { code: 'wang-2', person: 's-wang', role: 'STREET_DISPATCHER', org: '150402001', street: '150402001' },
  {
    code: 'li-1',
    person: 's-li',
    role: 'GRID_MEMBER',
    org: '150402001001',
    street: '150402001',
    community: '150402001001',
    grids: ['1504020010011001'],
  },
]

export async function insertPostRow(db: Db, post: PostRow): Promise<void> {
  const { code, person, role, org, street, community, grids = [], from = '2030-01-01', to } = post
  await sql`insert into post (district, code, person, role, org, street, community, grids, valid_from, valid_to)
    values (${DISTRICT}, ${code}, ${person}, ${role}, ${org}, ${street ?? null}, ${community ?? null}, ${grids},
      ${from}, ${to ?? null})`.execute(db)
}

async function seed(db: Db): Promise<void> {
  for (const [code, kind, name] of organisations)
    await sql`insert into organisation (district, code, kind, name, short_name, active)
      values (${DISTRICT}, ${code}, ${kind}, ${name}, ${name}, true)`.execute(db)
  for (const [code, name] of staff)
    await sql`insert into staff (district, code, name) values (${DISTRICT}, ${code}, ${name})`.execute(db)
  for (const post of posts) await insertPostRow(db, post)
}

/** Six digits of RFC 6238 for an `otpauth:` address, `steps` half minutes from now. */
export function codeOf(uri: string, steps = 0): string {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const bits = Array.from(secret, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const bytes =
    bits
      .join('')
      .match(/.{8}/g)
      ?.map((byte) => parseInt(byte, 2)) ?? []
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest()
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** Says whom the server took the request for. */
const mirror: Feature = {
  name: 'testing',
  async routes(app) {
    app.get('/api/test/actor', (request, reply) => reply.send({ actor: request.actor }))
  },
}

type Answer = LightMyRequestResponse
export const problemOf = (answer: Answer): Problem => answer.json<Problem>()

const HOST = 'localhost:8080'

/** Somebody at a browser: keeps cookies from answer to answer. */
export class Browser {
  readonly #app: App
  readonly cookies = new Map<string, string>()

  constructor(app: App) {
    this.#app = app
  }

  async ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object): Promise<Answer> {
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const options: InjectOptions = {
      method,
      url,
      headers: { host: HOST, origin: `http://${HOST}`, ...(cookie ? { cookie } : {}) },
    }
    const answer = await this.#app.server.inject(payload ? { ...options, payload } : options)
    for (const { name, value, maxAge } of answer.cookies as {
      name: string
      value: string
      maxAge?: number
    }[]) {
      if (maxAge === 0) this.cookies.delete(name)
      else this.cookies.set(name, encodeURIComponent(value))
    }
    return answer
  }

  get = (url: string) => this.ask('GET', url)
  post = (url: string, payload: object = {}) => this.ask('POST', url, payload)
  enter = (username: string, password = PASSWORD) =>
    this.post('/api/auth/sign-in/username', { username, password })
  /** Code of the post in which the person acts, or the problem's code. */
  async actsAs(): Promise<string> {
    const answer = await this.get('/api/me')
    return answer.statusCode === 200
      ? answer.json<{ post: { code: string } }>().post.code
      : problemOf(answer).code
  }
}

/** Sign-in, posts and sources on the file's database; accounts `admin`, `audit`, `wang`, `li` once asked for. */
export function testPeople(change: Partial<Config> = {}) {
  const database = testDatabase()
  const clock = testClock()
  let home: string
  let app: App
  let feature: PeopleFeature

  async function start(among = 1): Promise<{ app: App; feature: PeopleFeature }> {
    const config = { ...testConfig, demo: false, home, ...change }
    // One of several processes has to think that it is one: an embedded database never has a second.
    const open = among > 1 ? { ...database.open, size: 'postgres' as const } : database.open
    const deps = await createDeps({ config, log: silent, database: open, clock })
    const known = sources(deps)
    const options = { districts: () => book, homeDistrict: () => DISTRICT, sources: known.sources }
    const made = await people(deps, options)
    const started = await createApp(deps, [made, known, mirror])
    await started.server.ready()
    return { app: started, feature: made }
  }
  const others: App[] = []
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'gezhi-people-'))
    ;({ app, feature } = await start())
  })
  beforeEach(async () => {
    await emptyDatabase(database.db)
    await seed(database.db)
    clock.set(MONDAY)
    feature.changed()
  })
  afterAll(async () => {
    for (const one of [app, ...others]) await one.stop()
    await rm(home, { recursive: true })
  })

  return {
    clock,
    get db() {
      return database.db
    },
    get feature() {
      return feature
    },
    get app() {
      return app
    },
    browser: () => new Browser(app),
    /** The same installation in another process: nothing is shared but the database and the secrets. */
    async otherProcess() {
      const other = await start(2)
      others.push(other.app)
      return { browser: () => new Browser(other.app), feature: other.feature }
    },
    /** Opens the account of whoever holds the post, with the password above. */
    async open(post: string, username: string, password = PASSWORD): Promise<Answer> {
      const link = (await feature.addUser(post, username)) as PasswordLink
      const token = link.link.split('#token=')[1]
      return new Browser(app).post('/api/auth/reset-password', { token, newPassword: password })
    },
    /** Somebody who has entered. */
    async entered(post: string, username: string): Promise<Browser> {
      await this.open(post, username)
      const browser = new Browser(app)
      const answer = await browser.enter(username)
      if (answer.statusCode !== 200) throw new Error(`${username} did not enter: ${answer.body}`)
      return browser
    },
    async audit(): Promise<
      readonly { readonly action: string; readonly actor: string; readonly subject: string | null }[]
    > {
      const { rows } = await sql<{ action: string; actor: string; subject: string | null }>`
        select action, actor, subject from audit order by id`.execute(database.db)
      return rows
    },
  }
}
