// The battery falls out of the tablet in the middle of an upload: one case, every photo, in order, nothing sent twice.
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseSummary, CaseView } from '../packages/core/src/cases/case.api.ts'
import { type PhoneBrowser, SIZES, startPhone } from './support/browser.ts'
import { grainy } from './support/photo.ts'
import { as, type Ground, ground, origin } from './support/stage.ts'
import type { Person, UploadedFile } from './support/people.ts'

/** Bytes a second: a photo of 250 KB takes three seconds. */
const SLOW = 80_000
const PHOTOS = '现场照片'

let at: Ground
let member: Person
let folder = ''
let phone: PhoneBrowser
let photos: readonly UploadedFile[] = []
let before: ReadonlySet<string> = new Set()

const reports = async (): Promise<readonly CaseSummary[]> => {
  const { cases } = await member.ask<{ cases: readonly CaseSummary[] }>('GET', '/api/cases?limit=100')
  return cases.filter(({ id }) => !before.has(id))
}

/** The app on the tablet, with the member's session. */
async function open(): Promise<Page> {
  phone = await startPhone(folder)
  const [name, value] = (member.headers['cookie'] ?? '').split('=')
  await phone.window.addCookies([{ name: name ?? '', value: value ?? '', url: origin }])
  await phone.window.grantPermissions(['geolocation'], { origin })
  await phone.window.setGeolocation({ longitude: at.lon, latitude: at.lat, accuracy: 15 })
  const page = await phone.window.newPage()
  await page.setViewportSize(SIZES.phone)
  return page
}

/** The nth piece of a file goes out. */
function nthPatch(page: Page, n: number): Promise<unknown> {
  let patches = 0
  return page.waitForRequest((request) => request.method() === 'PATCH' && ++patches === n)
}

beforeAll(async () => {
  at = await ground(5)
  member = await as('GRID_MEMBER', at)
  before = new Set((await reports()).map(({ id }) => id))
  folder = await mkdtemp(join(tmpdir(), 'gezhi-phone-'))
  photos = await Promise.all([40, 90, 140].map((shade) => grainy(`hole ${shade}`, shade)))
})
afterAll(async () => {
  await phone?.kill()
  await rm(folder, { recursive: true, force: true })
})

it('starts to send at once when the network is back, and is killed in the middle of the second photo', async () => {
  const page = await open()
  await page.goto(`${origin}/field/outbox`)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.getByText('同步于').waitFor()
  await page.goto(`${origin}/field/report`)
  await phone.window.setOffline(true)
  const group = page.getByRole('group', { name: PHOTOS, exact: true })
  for (const [index, photo] of photos.entries()) {
    await group.locator('input[type=file]').first().setInputFiles(photo)
    await group.getByRole('img', { name: `照片 ${index + 1}` }).waitFor()
  }
  await page.getByLabel('名称、拼音或首字母').fill('垃圾')
  await page.locator('.tiles button').first().click()
  await page.getByText('定位误差约 15 米').waitFor()
  await page.getByRole('button', { name: '发送', exact: true }).click()
  await page.getByRole('heading', { name: '已存本机' }).waitFor()

  const network = await phone.window.newCDPSession(page)
  await network.send('Network.enable')
  const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: SLOW }
  const since = Date.now()
  const first = page.waitForRequest((request) => request.url().endsWith('/api/files/uploads'))
  const second = nthPatch(page, 2)
  await phone.window.setOffline(false)
  await network.send('Network.emulateNetworkConditions', slow)
  await first
  // The upload library alone would have come back to it after ten.
  expect(Date.now() - since).toBeLessThan(5000)
  await second
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await phone.kill()
  expect(await reports()).toEqual([])
})

it('goes on where the centre has it after the next start: one case, all photos, in order', async () => {
  const page = await open()
  const offsets: (readonly [string, string | undefined])[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/files/uploads'))
      offsets.push([request.method(), request.headers()['upload-offset']])
  })
  await page.goto(`${origin}/field/outbox`)
  await page.getByText(/中心已收到|已生效/).waitFor()
  const sent = offsets.filter(([method]) => method === 'PATCH').map(([, offset]) => Number(offset))
  expect(sent[0]).toBeGreaterThan(0)
  expect(sent.slice(1)).toEqual([0])
  const found = await reports()
  expect(found).toHaveLength(1)
  const view = await member.ask<CaseView>('GET', `/api/cases/${found[0]?.id}`)
  expect(view.photos).toEqual(photos.map(({ buffer }) => createHash('sha256').update(buffer).digest('hex')))
})
