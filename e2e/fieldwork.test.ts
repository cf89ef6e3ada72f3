import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { FieldTaskView, GridProgress } from '../packages/core/src/fieldwork/field-task.api.ts'
import type { Person } from './support/people.ts'
import { photo } from './support/photo.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, show } from './support/stage.ts'

const PLAN = '冬季取暖走访'
const SHOP = '好味道餐馆'

let at: Ground
let member: Person
let dispatcher: Person
let page: Page

beforeAll(async () => {
  at = await ground(0)
  const leader = await as('GRID_LEADER', at)
  await leader.ask('POST', `/api/field-tasks/${randomUUID()}/commands`, {
    type: 'plan',
    sort: 'VISIT',
    grid: at.grid,
    title: PLAN,
    dueAt: Date.now() + 86_400_000,
  })
  ;[member, dispatcher] = await Promise.all([as('GRID_MEMBER', at), as('STREET_DISPATCHER', at)])
  const position = { longitude: at.lon, latitude: at.lat, accuracy: 15 }
  page = (await show(member, '/field/', { size: 'phone', position, maps: false })).page
  await page.getByText('安排的任务 1 项').waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready)
})

/** What the street has of one sort of work in the grid. */
async function countOf(sort: 'VISIT' | 'CHECK'): Promise<number> {
  const { grids } = await dispatcher.ask<{ grids: readonly GridProgress[] }>(
    'GET',
    '/api/field-tasks/progress',
  )
  const own = grids.find(({ grid }) => grid === at.grid)
  return own?.sorts.find((one) => one.sort === sort)?.done ?? 0
}

const answer = (item: string, finding: string) =>
  page.getByRole('group', { name: item }).getByText(finding).click()

describe('a grid member without a network', () => {
  it('does the visit that was planned; it stays on the device', async () => {
    await page.context().setOffline(true)
    await page.getByRole('link', { name: '安排的任务 1 项' }).click()
    await page.getByRole('link', { name: PLAN }).click()
    await page.getByText('见到并交谈').click()
    await page.getByLabel('院落或楼栋').fill('3号楼')
    const words = page.getByRole('textbox', { name: '情况说明' })
    await words.fill('反映暖气不热')
    // Whoever is called away comes back to the same form.
    await page.reload()
    await expect.poll(() => words.inputValue()).toBe('反映暖气不热')
    await page.getByRole('button', { name: '保存记录' }).click()
    await page.getByText('已存本机').waitFor()
    expect(await countOf('VISIT')).toBe(0)
  })

  it('finds a blocked exit in a fire check', async () => {
    await page.goto('/field/work/checks')
    await page.getByRole('button', { name: '消防', exact: true }).click()
    await page.getByLabel('地点').fill(SHOP)
    await answer('疏散通道、安全出口畅通', '有隐患')
    for (const good of ['消防车通道没有占用', '灭火器、消火栓在位有效', '楼道没有堆放杂物'])
      await answer(good, '正常')
    await answer('电动自行车没有进楼充电', '不涉及')
    await page.getByText('定位误差约 15 米').waitFor()
    await page.getByRole('button', { name: '保存记录' }).click()
    await page.getByText('有隐患的项目请拍照').first().waitFor()
    await page.locator('input[type=file]').setInputFiles(await photo('exit', 77))
    await page.getByRole('img', { name: '照片 1' }).waitFor()
    await shot(page, 'field-work-check', true)
    await page.getByRole('button', { name: '保存记录' }).click()
    await page.getByText('已存本机').waitFor()
  })

  it('has the report of the day, which names both, before anything was sent', async () => {
    await page.goto('/field/work/report')
    const report = page.locator('.work-report')
    await report.getByText('走访 1 次').waitFor()
    await report.getByText('隐患排查 1 次，发现隐患 1 项，转事件 1 件').waitFor()
    await report.getByText(/3号楼/).waitFor()
    await report.getByText(new RegExp(SHOP)).waitFor()
    await page.getByText('其中 2 条还在本机').waitFor()
    await shot(page, 'field-work-report', true)
  })
})

describe('when the network is back', () => {
  it('both records arrive, and the street sees the case with its photo', async () => {
    await page.context().setOffline(false)
    await expect
      .poll(async () => [await countOf('VISIT'), await countOf('CHECK')], { timeout: 20_000 })
      .toEqual([1, 1])
    const { tasks } = await dispatcher.ask<{ tasks: readonly FieldTaskView[] }>(
      'GET',
      `/api/field-tasks?part=ENDED&sort=CHECK&grid=${at.grid}`,
    )
    const result = tasks[0]?.result
    const made = result?.sort === 'CHECK' ? result.items.flatMap((item) => item.case ?? []) : []
    const view = await dispatcher.read(made[0] ?? '')
    expect(view.itemName).toBe('占用堵塞疏散通道安全出口')
    expect(view.text).toBe(`${SHOP}：疏散通道或安全出口堵塞、上锁`)
    expect(view.photos).toHaveLength(1)
    await page.getByText('其中 2 条还在本机').waitFor({ state: 'hidden' })
  })
})
