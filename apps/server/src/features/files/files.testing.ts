import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '@gezhi/core/people/actor'
import { residentActor } from '@gezhi/core/people/resident'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { createDeps, type Deps } from '../../kernel/deps.ts'
import { answerProblems } from '../../kernel/problem.ts'
import { decorateActor } from '../../kernel/request.ts'
import { testDatabase } from '../../testing/database.testing.ts'
import { DISTRICT, silent, testClock, testConfig } from '../../testing/kernel.testing.ts'
import { files, type FilesFeature } from './index.ts'

export const dispatcher: Actor = {
  post: 'p-dispatcher',
  person: 's-dispatcher',
  role: 'DISTRICT_DISPATCHER',
  org: '150402',
  district: DISTRICT,
}
export const gridMember: Actor = { ...dispatcher, post: 'p-grid', person: 's-grid', role: 'GRID_MEMBER' }
export const resident: Actor = residentActor(DISTRICT, 'a'.repeat(64))

const people: Readonly<Record<string, Actor>> = { dispatcher, gridMember, resident }

/** What a device says of a file. */
interface Said {
  readonly name?: string
  /** Content address of what it is the small version of. */
  readonly original?: string
}

/** The files feature behind a listening server, as somebody: header `x-as` names one of the actors above. */
export function testFiles() {
  const database = testDatabase()
  const clock = testClock()
  let app: FastifyInstance
  let deps: Deps
  let feature: FilesFeature
  let home: string
  let origin: string
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'gezhi-files-'))
    deps = await createDeps({
      config: { ...testConfig, home },
      log: silent,
      database: database.open,
      clock,
    })
    feature = files(deps, { homeDistrict: () => DISTRICT })
    // A refused upload leaves its connection with bytes that nobody read: it would be waited for, a minute and more.
    app = Fastify({ forceCloseConnections: true })
    answerProblems(app)
    decorateActor(app)
    app.addHook('onRequest', async (request) => {
      request.actor = people[String(request.headers['x-as'])] ?? null
    })
    if (feature.routes) await app.register(feature.routes)
    origin = await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    await app.close()
    await rm(home, { recursive: true })
  })

  const ask = (
    method: string,
    path: string,
    as: string | null,
    headers: Record<string, string>,
    body?: Buffer,
  ) =>
    fetch(origin + path, {
      method,
      headers: { ...headers, ...(as ? { 'x-as': as } : {}) },
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
  const tus = { 'tus-resumable': '1.0.0' }

  return {
    clock,
    database,
    get home() {
      return home
    },
    get deps() {
      return deps
    },
    get feature() {
      return feature
    },
    get origin() {
      return origin
    },
    get: (path: string, as: string | null, headers: Record<string, string> = {}) =>
      ask('GET', path, as, headers),
    post: (path: string, as: string | null, body: object) =>
      ask('POST', path, as, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(body))),
    /** Begins an upload of so many bytes. */
    begin: (bytes: number, as: string | null, { name = 'photo.jpg', original }: Said = {}) =>
      ask('POST', '/api/files/uploads', as, {
        ...tus,
        'upload-length': String(bytes),
        'upload-metadata': `filename ${Buffer.from(name).toString('base64')},filetype ${btoa('image/jpeg')}${original === undefined ? '' : `,original ${btoa(original)}`}`,
      }),
    head: (location: string, as: string | null) => ask('HEAD', location, as, tus),
    /** Sends a part from an offset. */
    send: (location: string, as: string | null, offset: number, part: Buffer) =>
      ask(
        'PATCH',
        location,
        as,
        { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        part,
      ),
    async upload(content: Buffer, as: string | null = 'dispatcher', said?: Said): Promise<Response> {
      const begun = await this.begin(content.length, as, said)
      const location = begun.headers.get('location')
      if (!location) throw new Error(`not begun: ${begun.status} ${await begun.text()}`)
      return this.send(location, as, 0, content)
    },
    /** Uploads and answers the content address. */
    async keep(content: Buffer, as?: string, said?: Said): Promise<string> {
      const sent = await this.upload(content, as, said)
      const hash = sent.headers.get('gezhi-file')
      if (!hash) throw new Error(`not kept: ${sent.status} ${await sent.text()}`)
      return hash
    },
  }
}
