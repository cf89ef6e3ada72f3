import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { Problem } from '@gezhi/core/kernel/problem'
import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { testFiles } from './files.testing.ts'

const server = testFiles()
const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#1d4e89' } })

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PNG of a few hundred kilobytes that unpacks to 400 megapixels of one colour. */
function bomb(): Buffer {
  const [width, height] = [20_000, 20_000]
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0], 8)
  const rows = deflateSync(Buffer.alloc(height * (1 + width / 8)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The smallest ZIP archive: nothing but the end of its directory. */
const archive = Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1')

const hostile = async (): Promise<readonly (readonly [string, Buffer, number, string])[]> => {
  const jpeg = await picture.clone().jpeg().toBuffer()
  const page = Buffer.from('<!doctype html><script>alert(1)</script>')
  return [
    ['a web page called .jpg', page, 415, 'file/type'],
    ['a program called .jpg', Buffer.from(`MZ${'\0'.repeat(200)}`, 'latin1'), 415, 'file/type'],
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'file/type'],
    ['an archive', archive, 415, 'file/type'],
    ['a photo that ends as an archive', Buffer.concat([jpeg, archive]), 415, 'file/type'],
    ['a photo that ends as a web page', Buffer.concat([jpeg, page]), 415, 'file/type'],
    [
      'a photo with a web page for a comment',
      Buffer.concat([jpeg.subarray(0, 2), Buffer.from('\xff\xfe\x00\x2a', 'latin1'), page, jpeg.subarray(2)]),
      415,
      'file/type',
    ],
    ['a photo cut off', jpeg.subarray(0, 200), 422, 'file/image-broken'],
    [
      'the first bytes of a photo and noise',
      Buffer.concat([jpeg.subarray(0, 30), Buffer.alloc(500, 7)]),
      422,
      'file/image-broken',
    ],
    ['a picture of 400 megapixels', bomb(), 422, 'file/image-size'],
  ]
}

describe('a hostile file', () => {
  test('is refused with its reason and leaves nothing behind', async () => {
    for (const [what, content, status, code] of await hostile()) {
      const answer = await server.upload(content, 'dispatcher')
      const problem = (await answer.json()) as Problem
      expect([what, answer.status, problem.code]).toEqual([what, status, code])
      expect(problem.title.length).toBeGreaterThan(3)
    }
    const { rows } = await sql`select 1 from file union all select 1 from upload`.execute(server.database.db)
    expect(rows).toEqual([])
    expect(await readdir(join(server.home, 'uploads'))).toEqual([])
    expect(await readdir(server.home)).not.toContain('files')
  })
})

const wav = (() => {
  const header = Buffer.from(
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\0\0\0\0',
    'latin1',
  )
  header.writeUInt32LE(header.length - 8 + 800, 4)
  header.writeUInt32LE(800, 40)
  return Buffer.concat([header, Buffer.alloc(800, 128)])
})()

const box = (type: string, content: Buffer): Buffer => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(content.length + 8)
  return Buffer.concat([size, Buffer.from(type, 'latin1'), content])
}

describe('what a grid member records', () => {
  test('as sound is taken and can be played from any second', async () => {
    const hash = await server.keep(wav)
    const part = await server.get(`/api/files/${hash}`, 'dispatcher', { range: 'bytes=44-143' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 44-143/${wav.length}`])
    expect(Buffer.from(await part.arrayBuffer())).toEqual(Buffer.alloc(100, 128))
    const last = await server.get(`/api/files/${hash}`, 'dispatcher', { range: 'bytes=-10' })
    expect(last.headers.get('content-range')).toBe(`bytes ${wav.length - 10}-${wav.length - 1}/${wav.length}`)
    const beyond = await server.get(`/api/files/${hash}`, 'dispatcher', { range: 'bytes=99999-' })
    expect(beyond.status).toBe(416)
  })

  test('as film is shown without the place, in the same length', async () => {
    const point = Buffer.from('+42.2570+118.9610+575.000/')
    const film = Buffer.concat([
      box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1')),
      box('moov', box('udta', Buffer.concat([box('\xa9xyz', point), box('loci', Buffer.alloc(20, 9))]))),
      box('mdat', Buffer.concat([point, Buffer.alloc(100)])),
    ])
    const hash = await server.keep(film)
    const shown = await server.get(`/api/files/${hash}`, 'dispatcher')
    expect(shown.headers.get('content-type')).toBe('video/mp4')
    const copy = Buffer.from(await shown.arrayBuffer())
    expect(copy.length).toBe(film.length)
    expect(copy.indexOf('118.9610')).toBe(film.lastIndexOf('118.9610'))
    expect(copy.includes('+00.0000+000.0000+000.000/')).toBe(true)
    expect(copy.includes('loci')).toBe(false)
  })
})
