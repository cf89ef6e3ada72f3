// A photo that came small says what its original is; when that follows it is opened, and kept as long as the small one.
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { DAY } from '@gezhi/core/kernel/calendar'
import { emptyDatabase } from '../../testing/database.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/kernel.testing.ts'
import { testFiles } from './files.testing.ts'

const server = testFiles()
beforeEach(async () => {
  await emptyDatabase(server.database.db)
  server.clock.set(MONDAY)
})

const picture = (width: number, background = '#1d4e89') =>
  sharp({ create: { width, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer()
const sha = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const opened = async (hash: string) => {
  const answer = await server.post(`/api/files/${hash}/original`, 'dispatcher', { purpose: 'EVIDENCE' })
  return { named: answer.headers.get('gezhi-file'), bytes: Buffer.from(await answer.arrayBuffer()) }
}
/** The small version, sent by a grid member before its original. */
async function sent() {
  const [whole, tiny] = [await picture(800), await picture(80)]
  const small = await server.keep(tiny, 'gridMember', { original: sha(whole) })
  return { whole, tiny, small }
}

test('until it follows, the original of evidence is what was sent', async () => {
  const { tiny, small } = await sent()
  expect(await opened(small)).toEqual({ named: small, bytes: tiny })
})

test('when it has followed, whoever may open originals is given it under the name of the evidence', async () => {
  const { whole, small } = await sent()
  const followed = await server.keep(whole, 'gridMember')
  expect(await opened(small)).toEqual({ named: followed, bytes: whole })
  expect(
    (await server.post(`/api/files/${small}/original`, 'gridMember', { purpose: 'EVIDENCE' })).status,
  ).toBe(403)
})

test('nobody puts another one in its place by sending the small version again', async () => {
  const { whole, tiny, small } = await sent()
  const other = await picture(800, '#ff0000')
  await server.keep(tiny, 'dispatcher', { original: sha(other) })
  await server.keep(other, 'dispatcher')
  await server.keep(whole, 'gridMember')
  expect((await opened(small)).bytes).toEqual(whole)
})

test('what is no content address is not kept as one', async () => {
  const content = await picture(90)
  const hash = await server.keep(content, 'gridMember', { original: '../../etc/passwd' })
  expect((await opened(hash)).bytes).toEqual(content)
})

test('it stays as long as something names the small version, and goes after it', async () => {
  const { whole, small } = await sent()
  const original = await server.keep(whole, 'gridMember')
  server.clock.set(MONDAY + 8 * DAY)
  const named = (_tx: unknown, _district: number, hashes: readonly string[]) =>
    Promise.resolve(new Set(hashes.filter((hash) => hash === small)))
  expect(await server.feature.clearOrphans(DISTRICT, named)).toBe(0)
  expect((await opened(small)).bytes).toEqual(whole)
  expect(await server.feature.clearOrphans(DISTRICT, () => Promise.resolve(new Set()))).toBe(2)
  expect((await server.get(`/api/files/${original}`, 'dispatcher')).status).toBe(404)
})
