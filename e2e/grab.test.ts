import { describe, expect, it } from 'vitest'
import { itemNamed } from './support/cases.ts'
import { attach, fulfil, pick, reaches, stands, task, verb, write } from './support/console.ts'
import { photo } from './support/photo.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, middle, type Screen, show } from './support/stage.ts'

const MATTER = '暴露垃圾成堆成片'

let at: Ground
let dispatcher: Screen
/** Somebody who only looks: the case page of a district operator, which nobody reloads. */
let watcher: Screen
let id: string

describe('a street grabs what its community reports', () => {
  it('the community operator reports it: the item by initials, the place on the map, a photo', async () => {
    at = await middle()
    dispatcher = await show(await as('STREET_DISPATCHER', at), '/console/')
    await dispatcher.page.getByText('实时', { exact: true }).waitFor()
    const operator = await as('COMMUNITY_OPERATOR', at)
    const { page, complaints } = await show(operator, '/console/report', { maps: true })
    const { initials } = await itemNamed(operator, MATTER)
    await pick(page.locator('form'), '事项', initials, MATTER)
    await write(page, '描述', '市场北门垃圾堆了两天，占了半条人行道')
    await attach(page.locator('form'), '照片', 60)
    await page.locator('.maplibregl-canvas[style*=crosshair]').click()
    await page.getByRole('status').filter({ hasText: at.communityName }).waitFor()
    await write(page, '地址或位置说明', '便民市场北门')
    await shot(page, 'console-report')
    await page.getByRole('button', { name: '上报', exact: true }).click()
    await page.getByText('已上报，编号').waitFor()
    await page.waitForURL(/\/cases\//)
    id = page.url().split('/').at(-1) ?? ''
    expect(complaints()).toEqual([])
  })

  it('it comes onto the desk of the street by itself, and the street grabs it', async () => {
    watcher = await show(await as('DISTRICT_OPERATOR'), `/console/cases/${id}`)
    await reaches(watcher.page, 'DISPATCH')
    await task(dispatcher.page, MATTER).click()
    await shot(dispatcher.page, 'console-desk-grab')
    await verb(dispatcher.page, 'grab').click()
    await stands(dispatcher.page, 'HANDLING')
    await reaches(watcher.page, 'HANDLE')
  })

  it('a handler of the street submits the result with a photo', async () => {
    const { page, complaints } = await show(await as('STREET_HANDLER', at), '/console/')
    await task(page, MATTER).click()
    await fulfil(page, 'submitResult', async (form) => {
      await write(form, '办理情况', '垃圾已清运，增设临时收集点')
      await attach(form, '处置后照片', 190)
      await write(form, '告知对象', '市场管理员')
      await shot(page, 'console-result')
    })
    await stands(page, 'TO_VERIFY')
    await reaches(watcher.page, 'FEEDBACK')
    expect(complaints()).toEqual([])
  })

  it('the grid member verifies on the spot', async () => {
    const member = await as('GRID_MEMBER', at)
    const position = { longitude: at.lon, latitude: at.lat, accuracy: 8 }
    const { page, complaints } = await show(member, '/field/', { size: 'phone', position })
    await page.getByRole('link', { name: new RegExp(`核查.*${MATTER}`) }).click()
    await page.getByRole('button', { name: /^核查通过/ }).click()
    const photos = page.getByRole('group', { name: /^照片/ })
    await photos.locator('input[type=file]').setInputFiles(await photo('verified', 120))
    await photos.getByRole('img', { name: '照片 1' }).waitFor()
    await page.getByRole('button', { name: '使用我的位置' }).click()
    await page.getByText(/距事件地点 \d+ 米/).waitFor()
    await page.getByRole('button', { name: /^核查通过/ }).click()
    await page.getByText('这件事现在不需要您处理').waitFor()
    await reaches(watcher.page, 'ASSESS')
    expect(complaints()).toEqual([])
  })

  it('the assessor closes it; whoever watched saw all five steps without reloading', async () => {
    const { page, complaints } = await show(await as('DISTRICT_ASSESSOR'), '/console/')
    await task(page, MATTER).click()
    await fulfil(page, 'assess', async (form) => {
      await form.getByText('事件结案').waitFor()
    })
    await stands(watcher.page, 'CLOSED')
    await watcher.page.getByText(/考评：[\d.]+ 分/).waitFor()
    await shot(watcher.page, 'console-closed', true)
    for (const screen of [watcher, dispatcher]) {
      expect(screen.loads()).toBe(1)
      expect(screen.complaints()).toEqual([])
    }
    expect(complaints()).toEqual([])
  })
})
