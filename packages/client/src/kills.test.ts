// A week's work of a grid member comes in while the centre is killed again and again: nothing twice, nothing missing, in order.
import type { CaseView } from '@gezhi/core/cases/case.api'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type RealCentre, startCentre } from './centre.testing.ts'
import { type Device, openDevice } from './device.ts'
import { newId } from './ids.ts'
import { addressOf, browserDatabase } from './indexed-db.testing.ts'

browserDatabase()
/** Each costs a start of the product, some four seconds; more are for who changed something here. */
const KILLS = Number(process.env['KILLS'] ?? 1)
/** Reported here, each with two additions; verified here, of what others solved: 200 commands. */
const [REPORTS, VERIFICATIONS] = [64, 8]
const [MEMBER, OPERATOR, DISPATCHER, HANDLER] = ['P-1504020010011001-M', 'P-Q-O', 'P-S1-D', 'P-S1-H']

const place = { lon: 118.905, lat: 42.205, datum: 'CGCS2000' }
const report = (text: string) => ({
  type: 'report',
  item: 'W01001',
  text,
  place,
  noPhotoReason: '现场拍照不安全',
})
const additions = (n: number) => [`第 ${n} 件，补充一`, `第 ${n} 件，补充二`]

let centre: RealCentre
let device: Device
let reachable = false
beforeAll(async () => {
  centre = await startCentre()
  const send = await centre.fetchAs(MEMBER)
  const opened = await openDevice({
    person: 'S10',
    post: () => MEMBER,
    name: '平板',
    appVersion: '1',
    database: 'kills',
    fetch: (input, init) =>
      reachable || addressOf(input).includes('/devices/')
        ? send(input, init)
        : Promise.reject(new TypeError('failed to fetch')),
  })
  if (opened.state !== 'open') throw new Error(opened.state)
  device = opened.device
}, 120_000)
afterAll(async () => {
  await device?.close()
  await centre?.stop()
})

/** Reported by the member, grabbed and handled by the street: waits for somebody to look. */
async function solved(photo: string): Promise<string> {
  const id = newId()
  await centre.command(MEMBER, id, report('店铺把桌椅摆到人行道上'))
  await centre.command(OPERATOR, id, { type: 'accept', item: 'W01001' })
  await centre.command(DISPATCHER, id, { type: 'grab' })
  await centre.command(HANDLER, id, {
    type: 'submitResult',
    resultType: 'SOLVED',
    text: '桌椅已收回店内，已当面告知店主',
    photos: [photo],
    whom: '上报网格员',
  })
  await centre.until(MEMBER, id, 'TO_VERIFY')
  return id
}

const unsent = () => device.outbox.entries().filter(({ state }) => state === 'saved' || state === 'sending')
/** What a case tells, in the order in which it happened. */
async function storyOf(id: string) {
  const { state, timeline } = await centre.ask<CaseView>(MEMBER, `/api/cases/${id}`)
  return { state, story: JSON.stringify(timeline).match(/(?<="text":")第 [^"]*/g) }
}

test('200 commands of a week without network come in once and in order, though the centre is killed meanwhile', async () => {
  const photo = await centre.upload(
    HANDLER,
    Uint8Array.from(atob(PIXEL), (one) => one.charCodeAt(0)),
  )
  const toVerify = await Promise.all(Array.from({ length: VERIFICATIONS }, () => solved(photo)))
  const reported = Array.from({ length: REPORTS }, newId)
  const add = (stream: string, body: unknown) => device.outbox.add({ kind: 'case', stream, body })
  for (const [n, id] of reported.entries()) await add(id, report(`第 ${n} 件`))
  for (const id of toVerify) await add(id, { type: 'verifyPassNoContact', place })
  for (const [n, id] of reported.entries())
    for (const text of additions(n)) await add(id, { type: 'annotate', text })
  expect(unsent()).toHaveLength(200)

  reachable = true
  for (let kill = 0; kill < KILLS; kill++) {
    void device.sender.flush()
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 700))
    await centre.kill()
    await centre.start()
  }
  await vi.waitFor(
    async () => {
      await device.sender.flush()
      expect(unsent()).toEqual([])
    },
    { timeout: 60_000, interval: 200 },
  )

  expect(device.outbox.entries().filter(({ state }) => state === 'refused')).toEqual([])
  const { cases } = await centre.ask<{ cases: readonly { id: string }[] }>(MEMBER, '/api/cases?limit=100')
  expect(cases.map(({ id }) => id).toSorted()).toEqual([...reported, ...toVerify].toSorted())
  for (const id of toVerify) expect((await storyOf(id)).state).toBe('TO_ASSESS')
  for (const [n, id] of reported.entries()) {
    const { story } = await storyOf(id)
    expect(story).toEqual([`第 ${n} 件`, ...additions(n)])
  }
}, 120_000)

/** A photo of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
