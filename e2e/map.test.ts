import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { reported } from './support/cases.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, origin, type Screen, show } from './support/stage.ts'

let screen: Screen
let page: Page
let at: Ground
beforeAll(async () => {
  at = await ground(11)
  await reported(at, '垃圾箱(桶)满溢', '地图上要选中的一件')
  screen = await show(await as('DISTRICT_OPERATOR'), `/console/map?at=${at.lon},${at.lat}`, { maps: true })
  ;({ page } = screen)
  await page.getByRole('button', { name: '导出图片' }).and(page.locator(':enabled')).waitFor()
})
afterAll(() => page?.context().close())

/** Presses the map at parts of its width and height. */
async function draw(...places: readonly (readonly [number, number])[]): Promise<void> {
  const box = await page.locator('.maplibregl-canvas').boundingBox()
  if (!box) throw new Error('there is no map')
  for (const [x, y] of places) await page.mouse.click(box.x + box.width * x, box.y + box.height * y)
}

/** The building of the background that stands nearest to the ground of this journey. */
function nearestBuilding(): readonly [lon: number, lat: number] {
  const file = new URL('../districts/hongshan/buildings.csv', import.meta.url)
  const places = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number))
    .map(([lon = 0, lat = 0]) => [lon, lat] as const)
  const far = ([lon, lat]: readonly [number, number]): number => Math.hypot(lon - at.lon, lat - at.lat)
  return places.reduce((best, place) => (far(place) < far(best) ? place : best))
}

describe('the map', () => {
  it('measures along a line, with pointer and keyboard, and takes a point back', async () => {
    await page.getByRole('button', { name: '测距' }).click()
    const length = page.locator('.map-measured dd')
    await draw([0.4, 0.5])
    await expect.poll(() => length.textContent()).toBe('0 米')
    await page.locator('.maplibregl-canvas').press('Enter')
    const measured = await length.textContent()
    expect(Number(measured?.replace(/\D/g, ''))).toBeGreaterThan(20)
    await page.getByRole('button', { name: '撤销上一点' }).click()
    await expect.poll(() => length.textContent()).toBe('0 米')
  })

  it('tells which cases lie in a polygon', async () => {
    await page.getByRole('button', { name: '范围选择' }).click()
    await draw([0.35, 0.3], [0.65, 0.3], [0.65, 0.7], [0.35, 0.7])
    await page.getByText('未结事件 1 件').waitFor()
    await page
      .locator('.map-tool')
      .getByRole('link', { name: /垃圾箱/ })
      .waitFor()
    await shot(page, 'console-map-select')
  })

  it('hides what was switched off, and remembers it', async () => {
    await page.getByRole('button', { name: '图层' }).click()
    await page.getByLabel('网格线').uncheck()
    await page.getByRole('button', { name: '关闭工具' }).click()
    await page.reload()
    await page.getByRole('button', { name: '图层' }).click()
    await expect.poll(() => page.getByLabel('网格线').isChecked()).toBe(false)
    await expect.poll(() => page.getByLabel('未结事件').isChecked()).toBe(true)
  })

  it('tells of a past day what was open at its end', async () => {
    await page.getByRole('button', { name: '按日回看' }).click()
    await page.getByRole('button', { name: '前一天' }).click()
    await page.getByText('1 天前').waitFor()
    // The only case of this place was reported today.
    await page.getByText('画面内当日 24 时未结 0 件').waitFor()
    await page.getByRole('button', { name: '回到今天' }).click()
    await page.getByText('画面内当日').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '关闭工具' }).click()
  })

  it('switches places of the registers on, and remembers them', async () => {
    await page.getByRole('button', { name: '图层' }).click()
    const asked = page.waitForResponse((answer) => answer.url().includes('/api/library/tiles/hydrants/'))
    await page.getByLabel('消火栓').check()
    expect((await asked).status()).toBeLessThan(300)
    await page.getByRole('button', { name: '关闭工具' }).click()
  })

  it('saves a picture on which something is drawn', async () => {
    await page.getByRole('button', { name: '导出图片' }).and(page.locator(':enabled')).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出图片' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/未结事件地图 \d{4}-\d\d-\d\d\.png$/)
    const png = await buffer(await download.createReadStream())
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    // Lines, names and buildings do not pack as an empty sheet does.
    expect(png.length).toBeGreaterThan(40_000)
  })

  it('is printed on a sheet of its own, with a legend of what it shows', async () => {
    // The dialog of the system is not the page's.
    await page.evaluate('globalThis.print = () => { document.title = "printing" }')
    await page.getByRole('button', { name: '打印地图' }).click()
    await expect.poll(() => page.title(), { timeout: 20_000 }).toBe('printing')
    await page.emulateMedia({ media: 'print' })
    const sheet = page.getByRole('img', { name: '未结事件地图' })
    expect([await sheet.isVisible(), await page.getByRole('toolbar').isVisible()]).toEqual([true, false])
    await shot(page, 'map-printed')
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate('dispatchEvent(new Event("afterprint"))')
    expect([await sheet.count(), await page.getByRole('toolbar').isVisible()]).toEqual([0, true])
  })

  it('opens the sheet of a building that is pressed', async () => {
    const [lon, lat] = nearestBuilding()
    const entered = await page.context().request.post(`${origin}/api/library/registers/BUILDING/records`, {
      headers: { 'idempotency-key': randomUUID() },
      data: {
        cells: {
          code: `${at.community}77001`,
          name: '地图测试1号楼',
          lon: lon.toFixed(6),
          lat: lat.toFixed(6),
          use: 'RESIDENTIAL',
          floorsAbove: '6',
          units: '2',
          per_floor: '2',
        },
        source: 'HOUSING',
        basis: '现场踏勘',
        seen: null,
      },
    })
    expect(await entered.json()).toMatchObject({ openDifferences: 0 })
    await page.goto(`${origin}/console/map?at=${lon},${lat}`)
    await page.getByRole('button', { name: '导出图片' }).and(page.locator(':enabled')).waitFor()
    // Its tile comes in its own time: whoever presses before presses again.
    await vi.waitFor(
      async () => {
        if (!page.url().includes('/buildings/')) await draw([0.5, 0.5])
        await page.getByRole('heading', { name: '地图测试1号楼' }).waitFor({ timeout: 1500 })
      },
      { timeout: 30_000, interval: 100 },
    )
    await page.getByRole('button', { name: /602/ }).first().waitFor()
    await shot(page, 'console-building-sheet')
    expect(screen.complaints()).toEqual([])
  })
})
