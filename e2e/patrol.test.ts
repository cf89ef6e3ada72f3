import { randomUUID } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { AreaPack } from '../packages/core/src/patrol/area-pack.api.ts'
import type { GridCoverage, PointCoverage } from '../packages/core/src/patrol/patrol.api.ts'
import type { Street } from '../packages/core/src/patrol/streets.ts'
import type { Person } from './support/people.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, origin, show } from './support/stage.ts'

/** The middle of a grid, with a public toilet there to visit. */
async function walkedGround(): Promise<{ readonly at: Ground; readonly point: PointCoverage }> {
  const [operator, at] = [await as('DISTRICT_OPERATOR'), await ground(13)]
  const code = `${at.community}F0901`
  const answer = await fetch(`${origin}/api/library/registers/FACILITY/records`, {
    method: 'POST',
    headers: { ...operator.headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({
      cells: {
        code,
        name: '巡查路公共厕所',
        address: '巡查路1号',
        lon: String(at.lon),
        lat: String(at.lat),
        kind: 'TOILET',
      },
      source: 'CIVIL_AFFAIRS',
      basis: '设施移交清单',
      seen: null,
    }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  const { points } = await operator.ask<{ points: readonly PointCoverage[] }>(
    'GET',
    `/api/patrol/coverage/${at.grid}`,
  )
  const point = points.find((one) => one.code === code)
  if (!point) throw new Error('the grid has no point')
  return { at, point }
}

/** The longest line of the grid's streets, as the member's device gets it. */
async function streetOf(member: Person): Promise<readonly (readonly [number, number])[]> {
  const { packs } = await member.ask<{ packs: readonly AreaPack[] }>('GET', '/api/area-packs')
  const hash = packs[0]?.parts.find(({ key }) => key === 'streets')?.hash ?? ''
  const streets = await member.ask<readonly Street[]>('GET', `/api/area-packs/parts/${hash}`)
  const lines = streets.flatMap(({ lines: all }) => all).toSorted((a, b) => b.length - a.length)
  return (lines[0] ?? []).map(([lon, lat]) => [lon, lat] as const)
}

/** Counts who follows the position of the device, from the first script of every page on. */
const COUNT_WATCHES = `
  globalThis.watches = { begun: 0, now: 0 }
  const { geolocation } = navigator
  const [watch, clear] = [geolocation.watchPosition.bind(geolocation), geolocation.clearWatch.bind(geolocation)]
  geolocation.watchPosition = (...given) => (globalThis.watches.begun++, globalThis.watches.now++, watch(...given))
  geolocation.clearWatch = (id) => (globalThis.watches.now--, clear(id))`
const watches = () =>
  page.evaluate(() => (globalThis as unknown as { watches: { begun: number; now: number } }).watches)

let at: Ground
let point: PointCoverage
let member: Person
let page: Page
let window: BrowserContext
let street: readonly (readonly [number, number])[]

beforeAll(async () => {
  ;({ at, point } = await walkedGround())
  member = await as('GRID_MEMBER', at)
  street = await streetOf(member)
  const position = { longitude: at.lon, latitude: at.lat, accuracy: 20 }
  page = (await show(member, '/field/', { size: 'phone', position, maps: true })).page
  window = page.context()
  await window.addInitScript(COUNT_WATCHES)
  page.on('dialog', (dialog) => void dialog.accept())
})

describe('a grid member on patrol', () => {
  it('is not asked where they are before they start', async () => {
    await page.goto('/field/patrol')
    await page.getByText('地图已存本机').waitFor()
    await page.getByRole('button', { name: '开始巡查' }).and(page.locator(':enabled')).waitFor()
    expect(await watches()).toEqual({ begun: 0, now: 0 })
  })

  it('passes a point by the number on its plate, and walks along a street', async () => {
    await page.getByRole('button', { name: '开始巡查' }).click()
    await page.getByText('巡查中，定位已开启').waitFor()
    expect((await watches()).now).toBe(1)
    await page.getByLabel('输入编号').fill(point.code)
    await page.getByRole('button', { name: '到点', exact: true }).click()
    await page.getByText(`${point.name}：已到点`).waitFor()
    for (const [longitude, latitude] of street.slice(0, 6)) {
      await window.setGeolocation({ longitude, latitude, accuracy: 30 })
      // Nobody walks faster: what jumps is not counted.
      await page.waitForTimeout(700)
    }
    await shot(page, 'field-patrol', true)
  })

  it('ends it, and from then on nobody reads where they are', async () => {
    await page.getByRole('button', { name: '结束巡查' }).click()
    await page.getByText('巡查已结束并存在本机').waitFor()
    await window.setGeolocation({ longitude: 119.1, latitude: 42.3, accuracy: 5 })
    expect(await watches()).toEqual({ begun: 1, now: 0 })
    await page.goto('/field/patrol')
    await page.getByText(/1 个点位/).waitFor()
    expect(await watches()).toEqual({ begun: 0, now: 0 })
  })
})

describe('a street', () => {
  it('sees what was covered of the grid, and not by whom or where', async () => {
    const dispatcher = await as('STREET_DISPATCHER', at)
    const screen = await show(dispatcher, `/console/patrol/${at.grid}`)
    const row = screen.page.locator('tr', { hasText: point.name })
    await row.getByText('输入编号').waitFor()
    const { coverage } = await dispatcher.ask<{ coverage: GridCoverage }>(
      'GET',
      `/api/patrol/coverage/${at.grid}`,
    )
    expect(coverage).toMatchObject({ seen: 1, patrols: 1 })
    expect(coverage.walked).toBeGreaterThan(20)
    await expect.poll(() => screen.page.locator('main').textContent()).not.toContain(member.post.personName)
    await screen.page.getByRole('button', { name: '打印点位牌' }).click()
    await screen.page.getByRole('img', { name: `gezhi:point:${point.code}` }).waitFor()
    await shot(screen.page, 'console-plates')
    expect(screen.complaints()).toEqual([])
  })
})

describe('without a network', () => {
  it('the map of the own grids opens, with its buildings and streets', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready)
    await window.setOffline(true)
    await page.goto('/field/area')
    await page.getByText('地图已存本机').waitFor()
    const canvas = page.locator('.maplibregl-canvas')
    await vi.waitFor(
      async () => {
        const { data } = await sharp(await canvas.screenshot())
          .removeAlpha()
          .raw()
          .toBuffer({
            resolveWithObject: true,
          })
        let drawn = 0
        // The land of the light theme; the outline of the grid alone is one part in a hundred.
        for (let byte = 0; byte < data.length; byte += 3) if (Math.abs((data[byte] ?? 0) - 0xf1) > 8) drawn++
        expect(drawn / (data.length / 3)).toBeGreaterThan(0.06)
      },
      { timeout: 15_000, interval: 500 },
    )
    await shot(page, 'field-area-offline')
  })
})
