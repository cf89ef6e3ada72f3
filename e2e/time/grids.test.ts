import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOnOutline } from '../../packages/core/src/grids/edit.ts'
import { cornersOf } from '../../packages/core/src/grids/layout.ts'
import { UNITS, type RedrawPlan } from '../../packages/core/src/grids/redraw.plan.ts'
import type { CaseSummary } from '../../packages/core/src/cases/case.api.ts'
import { moveClock } from '../support/cases.ts'
import { photo } from '../support/photo.ts'
import { shot } from '../support/shots.ts'
import { as, type Ground, ground, type Screen, show } from '../support/stage.ts'

interface Layout {
  readonly community: string
  readonly outline: RedrawPlan['grids'][number]['rings'][]
  readonly grids: readonly (Pick<RedrawPlan['grids'][number], 'kind' | 'rings'> & { readonly code: string })[]
}

let at: Ground
let layout: Layout
/** The day on which the plan takes effect, `2026-11-24`. */
let day = ''
let screen: Screen
let page: Page
beforeAll(async () => {
  at = await ground(14)
  const dispatcher = await as('STREET_DISPATCHER', at)
  layout = await dispatcher.ask<Layout>('GET', `/api/grids/layout?community=${at.community}`)
  screen = await show(dispatcher, `/console/grids/new/${at.community}`, { maps: true })
  ;({ page } = screen)
  await page.getByText('检查通过').waitFor()
  await page.locator('.grids-map[data-ready=true]').waitFor()
})
afterAll(() => page?.context().close())

/** Room that the first view leaves around the community: pixels. */
const PADDING = 48

/** Where a place lies on the page: the community fills the map, north is up, and it is seen from above. */
async function pixelOf([lon, lat]: readonly [number, number]): Promise<readonly [number, number]> {
  const box = await page.locator('.grids-map .maplibregl-canvas').boundingBox()
  if (!box) throw new Error('there is no map')
  const points = [...layout.outline.flat(2), ...layout.grids.flatMap(({ rings }) => rings.flat())]
  const [xs, ys] = [points.map(([x]) => x / UNITS), points.map(([, y]) => y / UNITS)]
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const stretch = 1 / Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (box.width - 2 * PADDING) / (east - west),
    (box.height - 2 * PADDING) / ((north - south) * stretch),
  )
  return [
    box.x + box.width / 2 + (lon - (west + east) / 2) * scale,
    box.y + box.height / 2 - (lat - (south + north) / 2) * stretch * scale,
  ]
}

const ownGrid = () => {
  const grid = layout.grids.find(({ code }) => code === at.grid)
  if (!grid) throw new Error('the grid is not in its community')
  return grid
}

async function press(place: readonly [number, number]): Promise<void> {
  await page.mouse.click(...(await pixelOf(place)))
}

describe('the grids of a community', () => {
  it('are not proposed while a boundary that was drawn lies over another grid', async () => {
    await press([at.lon, at.lat])
    await page.getByText(`编码 ${at.grid}`).waitFor()
    const grid = ownGrid()
    const full = { community: at.community, outline: layout.outline, grids: [] }
    const inner = cornersOf(grid.rings).find((corner) => !isOnOutline(full, corner))
    if (!inner) throw new Error('every corner lies on the outline')
    const corner = [inner[0] / UNITS, inner[1] / UNITS] as const
    const [fromX, fromY] = await pixelOf(corner)
    const [middleX, middleY] = await pixelOf([at.lon, at.lat])
    // Through the grid and out on its other side.
    await page.mouse.move(fromX, fromY)
    await page.mouse.down()
    await page.mouse.move(middleX, middleY, { steps: 4 })
    await page.mouse.move(2.4 * middleX - 1.4 * fromX, 2.4 * middleY - 1.4 * fromY, { steps: 4 })
    await page.mouse.up()
    await page.getByText(/\d 项错误/).waitFor()
    await page
      .locator('.grids-checks')
      .getByText(/重叠|自相交/)
      .first()
      .waitFor()
    await page.getByLabel('方案名称').fill('边界画错的方案')
    await page.getByLabel('调整原因').fill('试一试')
    await expect.poll(() => page.getByRole('button', { name: '提交审批' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByText('检查通过').waitFor()
  })

  it('are split on the map, and the street proposes it', async () => {
    const [first = []] = ownGrid().rings
    const xs = first.map(([x]) => x / UNITS)
    await page.getByRole('button', { name: '分割' }).click()
    await press([Math.min(...xs) - 0.0004, at.lat])
    await press([Math.max(...xs) + 0.0004, at.lat])
    await page.getByRole('button', { name: '完成' }).click()
    await page.getByText('提交时取得编码').waitFor()
    await page.getByText('网格没有网格员').waitFor()
    await page.getByLabel('名称', { exact: true }).fill('新设网格')
    await page.getByLabel('在岗人员').click()
    await page.locator('.ant-select-item-option').filter({ hasText: '网格员' }).first().click()
    await page.keyboard.press('Escape')
    await page.getByText('网格没有网格员').waitFor({ state: 'detached' })
    await page.getByLabel('方案名称').fill(`${at.gridName}拆分`)
    await page.getByLabel('调整原因').fill('户数增长，拆分后便于走访')
    await shot(page, 'console-grids-editor')
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.locator('.grids-tag').getByText('待审批').waitFor()
    await page.getByText('新设网格').first().waitFor()
  })

  it('change by approval of the district, and the plan is seen on its day, not before', async () => {
    const district = await show(await as('DISTRICT_SUPERVISOR'), new URL(page.url()).pathname)
    await district.page.getByRole('button', { name: '同意', exact: true }).click()
    await district.page.getByRole('button', { name: '确定' }).click()
    await district.page.locator('.grids-tag').getByText('待生效').waitFor()
    ;[, day = ''] =
      /(\d{4}-\d\d-\d\d) 起生效/.exec(await district.page.locator('.assess-head').innerText()) ?? []
    await district.page.goto(`/console/grids?community=${at.community}`)
    await district.page.getByText(`（${layout.grids.length} 个）`).waitFor()
    await expect.poll(() => district.page.getByText('新设网格').count()).toBe(0)
    await district.page.getByRole('button', { name: `${day} · 计划` }).click()
    await district.page.getByText(`（${layout.grids.length + 1} 个）`).waitFor()
    await district.page.getByRole('rowheader', { name: /新设网格/ }).waitFor()
    expect([...screen.complaints(), ...district.complaints()]).toEqual([])
  })
})

describe('a grid member whose grid is redrawn while the tablet has no signal', () => {
  const WORDS = '广场东侧护栏松动，断网时上报'

  it('loses nothing: report and visit arrive, and lie in the grid in which their place now is', async () => {
    const member = await as('GRID_MEMBER', at)
    // A little beside the line along which the grid was split.
    const [lon, lat] = [at.lon, at.lat + 0.0003]
    const position = { longitude: lon, latitude: lat, accuracy: 10 }
    const tablet = (await show(member, '/field/outbox', { size: 'phone', position, maps: false })).page
    await tablet.getByText('同步于').waitFor()
    await tablet.evaluate(() => navigator.serviceWorker.ready)
    await tablet.context().setOffline(true)
    await tablet.goto('/field/work/visits')
    await tablet.getByText('婉拒', { exact: true }).click()
    await tablet.getByRole('button', { name: '保存记录' }).click()
    await tablet.getByText('已存本机').first().waitFor()
    await tablet.goto('/field/report')
    const group = tablet.getByRole('group', { name: '现场照片', exact: true })
    await group.locator('input[type=file]').setInputFiles(await photo('railing', 100))
    await group.getByRole('img', { name: '照片 1' }).waitFor()
    await tablet.getByRole('button', { name: '清单里找不到，直接写明情况' }).click()
    await tablet.getByLabel('情况说明').fill(WORDS)
    await tablet.getByText('定位误差约 10 米').waitFor()
    await tablet.getByRole('button', { name: '发送', exact: true }).click()
    await tablet.getByRole('heading', { name: '已存本机' }).waitFor()
    await moveClock(Date.parse(`${day}T00:10:00+08:00`))
    const inForce = async () =>
      (await member.ask<Layout>('GET', `/api/grids/layout?community=${at.community}`)).grids.length
    await expect.poll(inForce, { timeout: 30_000 }).toBe(layout.grids.length + 1)
    await tablet.context().setOffline(false)
    await tablet.goto('/field/outbox')
    await tablet.getByText('全部已送达中心').or(tablet.getByText('已生效').nth(1)).first().waitFor()
    const operator = await as('DISTRICT_OPERATOR')
    const { cases } = await operator.ask<{ cases: readonly CaseSummary[] }>(
      'GET',
      '/api/cases?open=true&limit=100',
    )
    const sent = cases.find(({ title }) => title === WORDS)
    const now = await operator.ask<{ grid: string }>('GET', `/api/locate?lon=${lon}&lat=${lat}`)
    expect(sent?.grid).toBe(now.grid)
    await shot(tablet, 'field-redrawn', true)
  })
})
