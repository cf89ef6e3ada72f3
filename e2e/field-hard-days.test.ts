// What goes wrong with tablets in the field: a wrong clock, no room, an update in the middle of a form, a shared device.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseSummary, CaseView } from '../packages/core/src/cases/case.api.ts'
import { openWindow } from './support/browser.ts'
import type { Person } from './support/people.ts'
import { photo } from './support/photo.ts'
import { openRoad, type Road } from './support/road.ts'
import { shot } from './support/shots.ts'
import { as, browser, type Ground, ground, origin } from './support/stage.ts'

const WORDS = '井盖松动，车辆经过有响声'
const LATER = '人行道地砖翘起'
const DAY_MS = 86_400_000

let at: Ground
let member: Person
let other: Person
let road: Road
let window: BrowserContext
let page: Page
let before: ReadonlySet<string> = new Set()

const reports = async (): Promise<readonly CaseSummary[]> => {
  const { cases } = await member.ask<{ cases: readonly CaseSummary[] }>('GET', '/api/cases?limit=100')
  return cases.filter(({ id }) => !before.has(id))
}
const enter = async ({ post }: Person): Promise<void> => {
  const answer = await window.request.post(`${road.origin}/api/demo/sign-in`, { data: { post: post.code } })
  expect(answer.ok()).toBe(true)
}
const photos = () => page.getByRole('group', { name: '现场照片', exact: true })

/** Runs in the page: a clock that somebody set three days ahead. */
const THREE_DAYS_FAST = `
  const fast = 3 * 86400000, RealDate = Date
  Date = class extends RealDate {
    constructor(...given) { given.length ? super(...given) : super(RealDate.now() + fast) }
    static now() { return RealDate.now() + fast }
  }`

/** Runs in the page, while the mark is there: unsealing what is kept takes long, as on a tablet of the cheapest kind. */
const SLOW_DEVICE = `
  const { decrypt } = SubtleCrypto.prototype
  SubtleCrypto.prototype.decrypt = async function (...given) {
    if (sessionStorage.getItem('slow device')) await new Promise((done) => setTimeout(done, 500))
    return decrypt.apply(this, given)
  }`
const slow = (on: boolean): Promise<unknown> =>
  page.evaluate(
    on ? `sessionStorage.setItem('slow device', 'yes')` : `sessionStorage.removeItem('slow device')`,
  )

/** Less than 50 MB beside the app itself: to be said before it hurts. */
const ROOM_BYTES = 40_000_000
/** Runs in the page: a disk that takes nothing more. The browser's own limit is looked at only now and then. */
const FULL = `
  const { put } = IDBObjectStore.prototype
  globalThis.makeRoom = () => { IDBObjectStore.prototype.put = put }
  IDBObjectStore.prototype.put = () => { throw new DOMException('the disk is full', 'QuotaExceededError') }`
const ROOM = 'makeRoom()'

beforeAll(async () => {
  at = await ground(6)
  member = await as('GRID_MEMBER', at)
  other = await as('COMMUNITY_OPERATOR', at)
  before = new Set((await reports()).map(({ id }) => id))
  road = await openRoad(origin)
  const position = { longitude: at.lon, latitude: at.lat, accuracy: 15 }
  window = await openWindow(browser, road.origin, { size: 'phone', position, maps: false })
  await window.addInitScript(THREE_DAYS_FAST)
  await window.addInitScript(SLOW_DEVICE)
  await enter(member)
  page = await window.newPage()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto('/field/outbox')
})
afterAll(async () => {
  await window?.close()
  await road?.close()
})

describe('a tablet whose clock is three days fast', () => {
  it('is told so, and nothing on it counts by that clock', async () => {
    await page.getByText('本机时间比中心快 3 天').waitFor()
    await page.getByText('同步于').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await shot(page, 'field-wrong-clock', true)
  })
})

describe('a report that is being written', () => {
  it('hears that the device is full in words of its own, and loses nothing', async () => {
    const storage = await window.newCDPSession(page)
    await storage.send('Storage.overrideQuotaForOrigin', { origin: road.origin, quotaSize: ROOM_BYTES })
    await page.goto('/field/report')
    await page.getByText('本机存储空间不足 50 MB').waitFor()
    await page.getByLabel('名称、拼音或首字母').fill('井盖')
    await page.locator('.tiles button').first().click()
    await page.getByLabel('说明（选填）').fill(WORDS)
    await page.evaluate(FULL)
    await photos()
      .locator('input[type=file]')
      .first()
      .setInputFiles(await photo('cover', 60))
    await page.getByText('本机存储空间已满').waitFor()
    await shot(page, 'field-no-room', true)
    await storage.send('Storage.overrideQuotaForOrigin', { origin: road.origin })
    await page.evaluate(ROOM)
    await page.getByRole('button', { name: '重试' }).click()
    await photos().getByRole('img', { name: '照片 1' }).waitFor()
  })

  it('outlives an update of the app, which waits to be taken', async () => {
    road.change('/field/sw.js', (body) =>
      body.replace(/gezhi-field [0-9a-f]+/, 'gezhi-field 0123456789abcdef'),
    )
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    await page.getByText('新版本已下载好').waitFor()
    await shot(page, 'field-update', true)
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: '现在更新' }).click()])
    await expect.poll(() => page.getByLabel('说明（选填）').inputValue()).toBe(WORDS)
    await photos().getByRole('img', { name: '照片 1' }).waitFor()
    expect(await page.evaluate(async () => (await caches.keys()).join())).toContain('0123456789abcdef')
  })
})

describe('a tablet that is handed on with unsent work', () => {
  it('warns its person, who signs out all the same', async () => {
    road.block(/^\/api\/commands/)
    await page.getByText('定位误差约 15 米').waitFor()
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await page.getByRole('heading', { name: '已存本机' }).waitFor()
    await page.getByRole('button', { name: '再报一件' }).click()
    await page.getByLabel('情况说明').or(page.getByLabel('说明（选填）')).first().fill(LATER)
    await slow(true)
    await page.goto('/field/me')
    // The tap comes before the device knows what it keeps: nobody is let go without a word.
    const asked = page.waitForEvent('dialog')
    await page.getByRole('button', { name: '退出' }).click()
    expect((await asked).message()).toContain('还有 1 项没有送达中心')
    await page.getByRole('heading', { name: '登录' }).waitFor()
    await slow(false)
  })

  it('shows the next person nothing of it and sends nothing in that name', async () => {
    road.block(null)
    await enter(other)
    await page.goto('/field/outbox')
    await page.getByText('最近七天没有上报').waitFor()
    await page.goto('/field/report')
    await page.getByRole('heading', { name: '上报' }).waitFor()
    await expect.poll(() => page.getByText(LATER).count()).toBe(0)
    expect(await reports()).toEqual([])
  })

  it('sends it when its person is back, and finds the half-written report too', async () => {
    await enter(member)
    await page.goto('/field/outbox')
    await page
      .getByText(/中心已收到|已生效/)
      .first()
      .waitFor()
    const found = await reports()
    expect(found).toHaveLength(1)
    const view = await member.ask<CaseView>('GET', `/api/cases/${found[0]?.id}`)
    expect(view.text).toBe(WORDS)
    expect(view.photos).toHaveLength(1)
    // By the centre's clock, whatever the tablet's says.
    expect(Math.abs(view.reportedAt - Date.now())).toBeLessThan(DAY_MS)
    expect(JSON.stringify(view.timeline[0]?.actor)).toContain(member.post.code)
    await page.goto('/field/report')
    await page.getByText(LATER).waitFor()
  })
})
