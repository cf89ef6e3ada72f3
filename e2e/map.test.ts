import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reported } from './support/cases.ts'
import { shot } from './support/shots.ts'
import { as, ground, type Screen, show } from './support/stage.ts'

let screen: Screen
let page: Page
beforeAll(async () => {
  const at = await ground(11)
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

describe('the map', () => {
  it('measures along a line, with pointer and keyboard, and takes a point back', async () => {
    await page.getByRole('button', { name: '测距' }).click()
    const length = page.locator('.map-measured dd')
    await draw([0.4, 0.5])
    expect(await length.textContent()).toBe('0 米')
    await page.locator('.maplibregl-canvas').press('Enter')
    const measured = await length.textContent()
    expect(Number(measured?.replace(/\D/g, ''))).toBeGreaterThan(20)
    await page.getByRole('button', { name: '撤销上一点' }).click()
    expect(await length.textContent()).toBe('0 米')
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
    expect(await page.getByLabel('网格线').isChecked()).toBe(false)
    expect(await page.getByLabel('未结事件').isChecked()).toBe(true)
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
    expect(screen.complaints()).toEqual([])
  })
})
