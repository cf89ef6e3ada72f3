import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import type { Problem } from '@gezhi/core/kernel/problem'
import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { emptyDatabase } from '../../testing/database.testing.ts'
import { DISTRICT } from '../../testing/kernel.testing.ts'
import { writeAs } from '../../kernel/database.ts'
import { testFiles } from './files.testing.ts'

const server = testFiles()
beforeEach(() => emptyDatabase(server.database.db))

const codeOf = async (answer: Response | undefined) => ((await answer?.json()) as Problem | undefined)?.code
const sha = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const picture = (width = 64, height = 48) =>
  sharp({ create: { width, height, channels: 3, background: '#1d4e89' } })

/** A JPEG as a phone makes it: lying on its side, with place and device in it. */
const photo = () =>
  picture(400, 200)
    .withExif({
      IFD0: { Make: 'Kamera', Model: 'Geheim 12' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '42/1 15/1 25/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '118/1 57/1 39/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

describe('a photo', () => {
  test('is kept under its content and shown without place and device, upright', async () => {
    const content = await photo()
    const before = await sharp(content).metadata()
    expect(before.exif?.includes('Geheim 12')).toBe(true)
    const hash = await server.keep(content, 'gridMember')
    expect(hash).toBe(sha(content))

    const answer = await server.get(`/api/files/${hash}`, 'dispatcher')
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const copy = Buffer.from(await answer.arrayBuffer())
    const after = await sharp(copy).metadata()
    expect(after.exif).toBeUndefined()
    expect(copy.includes('Geheim 12')).toBe(false)
    expect(copy.includes('Exif')).toBe(false)
    expect([after.width, after.height, after.orientation]).toEqual([200, 400, undefined])
  })

  test('is shown small as a thumbnail, and a browser that has it is not sent it again', async () => {
    const hash = await server.keep(await picture(3000, 1500).jpeg().toBuffer())
    const thumb = await server.get(`/api/files/${hash}/thumb`, 'dispatcher')
    const size = await sharp(Buffer.from(await thumb.arrayBuffer())).metadata()
    expect([size.width, size.height]).toEqual([320, 160])
    const copy = await server.get(`/api/files/${hash}`, 'dispatcher')
    expect((await sharp(Buffer.from(await copy.arrayBuffer())).metadata()).width).toBe(2048)
    const etag = copy.headers.get('etag') ?? ''
    expect((await server.get(`/api/files/${hash}`, 'dispatcher', { 'if-none-match': etag })).status).toBe(304)
  })

  test('is not shown to somebody who is neither signed in nor holds a key', async () => {
    const hash = await server.keep(await photo())
    expect((await server.get(`/api/files/${hash}`, null)).status).toBe(401)
    expect((await server.get(`/api/files/${hash}`, 'resident')).status).toBe(200)
  })

  test('is kept once when it is sent twice', async () => {
    const content = await photo()
    await server.keep(content, 'gridMember')
    await server.keep(content, 'dispatcher')
    const { rows } = await sql<{ owner: string }>`select owner from file`.execute(server.database.db)
    expect(rows).toEqual([{ owner: 'p-grid' }])
  })

  test('is known to other features by its content', async () => {
    const hash = await server.keep(await photo())
    const unknown = 'f'.repeat(64)
    const missing = await writeAs(server.database.db, DISTRICT, (tx) =>
      server.feature.files.missing(tx, DISTRICT, [hash, unknown]),
    )
    expect(missing).toEqual([unknown])
  })
})

describe('an original', () => {
  const read = (hash: string, as: string | null) =>
    server.post(`/api/files/${hash}/original`, as, { purpose: 'EVIDENCE' })

  test('is opened for a stated purpose, byte for byte, and the reading is logged', async () => {
    const content = await photo()
    const hash = await server.keep(content)
    const answer = await read(hash, 'dispatcher')
    expect(sha(Buffer.from(await answer.arrayBuffer()))).toBe(hash)
    expect(answer.headers.get('content-disposition')).toBe('attachment')
    const { rows } = await sql`select hash, post, purpose from file_read`.execute(server.database.db)
    expect(rows).toEqual([{ hash, post: 'p-dispatcher', purpose: 'EVIDENCE' }])
  })

  test('stays closed to residents and grid members, and without a purpose', async () => {
    const hash = await server.keep(await photo())
    for (const as of ['resident', 'gridMember']) expect((await read(hash, as)).status).toBe(403)
    expect((await read(hash, null)).status).toBe(401)
    expect((await server.post(`/api/files/${hash}/original`, 'dispatcher', {})).status).toBe(400)
    const { rows } = await sql`select 1 from file_read`.execute(server.database.db)
    expect(rows).toEqual([])
  })
})

/** Sends a part and cuts the line in the middle of it. */
function sendBrokenOff(location: string, promised: number, part: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const sending = httpRequest(server.origin + location, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(promised),
      },
    })
    sending.on('error', () => {})
    sending.on('close', () => resolve())
    sending.write(part, () => setTimeout(() => sending.destroy(), 100))
  })
}

describe('an upload', () => {
  test('that was broken off goes on where it stopped', async () => {
    const noise = Buffer.alloc(600 * 400 * 3).map((_, index) => (index * 7919) % 251)
    const content = await sharp(noise, { raw: { width: 600, height: 400, channels: 3 } })
      .png()
      .toBuffer()
    const half = Math.floor(content.length / 2)
    const begun = await server.begin(content.length, null)
    const location = begun.headers.get('location') ?? ''
    await sendBrokenOff(location, content.length, content.subarray(0, half))

    let offset = 0
    await expect
      .poll(async () => (offset = Number((await server.head(location, null)).headers.get('upload-offset'))))
      .toBe(half)
    const rest = await server.send(location, null, offset, content.subarray(offset))
    expect([rest.status, rest.headers.get('gezhi-file')]).toEqual([204, sha(content)])

    const id = location.split('/').at(-1)
    expect(await (await server.get(`/api/files/uploads/${id}/hash`, null)).json()).toEqual({
      hash: sha(content),
    })
    expect((await server.head(location, null)).headers.get('gezhi-file')).toBe(sha(content))
  })

  test('of one person is closed to others', async () => {
    const begun = await server.begin(10, 'gridMember')
    const location = begun.headers.get('location') ?? ''
    const foreign = await server.send(location, 'dispatcher', 0, Buffer.alloc(10))
    expect([foreign.status, await codeOf(foreign)]).toEqual([403, 'file/not-yours'])
    expect((await server.send(location, null, 0, Buffer.alloc(10))).status).toBe(403)
  })

  test('cannot be read before it was looked at', async () => {
    const begun = await server.begin(10, null)
    expect((await server.get(begun.headers.get('location') ?? '', 'dispatcher')).status).toBe(404)
  })

  test('of more than 25 MB is refused before it is sent', async () => {
    const begun = await server.begin(25 * 1024 * 1024 + 1, 'dispatcher')
    expect([begun.status, await codeOf(begun)]).toEqual([413, 'file/too-large'])
  })

  test('with a name that climbs out of the folder stays in it', async () => {
    const content = await photo()
    for (const name of ['../../../etc/passwd', '..\\..\\x.jpg', '/abs.jpg', 'a\u0000.jpg']) {
      expect((await server.upload(content, 'dispatcher', { name })).status, name).toBe(204)
    }
    const top = (await readdir(server.home)).sort()
    expect(top).toEqual(['files', 'uploads'])
    expect(
      (await readdir(join(server.home, 'uploads'))).every((name) => /^[0-9a-f]{32}(\.json)?$/.test(name)),
    ).toBe(true)
    for (const id of ['..%2F..%2Fx', '%2e%2e', 'con', '0'.repeat(31)]) {
      const answer = await server.send(`/api/files/uploads/${id}`, 'dispatcher', 0, Buffer.alloc(1))
      expect(answer.status, id).toBe(404)
    }
  })

  test('by visitors is slowed down, by staff it is not', async () => {
    const statuses = await Promise.all(Array.from({ length: 60 }, () => server.begin(10, null)))
    const refused = statuses.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(10)
    expect(await codeOf(refused[0])).toBe('file/too-many')
    expect((await server.begin(10, 'gridMember')).status).toBe(201)
  })
})
