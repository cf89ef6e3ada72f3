import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseSummary, CaseView } from '../packages/core/src/cases/case.api.ts'
import { grabbed, photoOf, until } from './support/cases.ts'
import { photo } from './support/photo.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, show } from './support/stage.ts'
import type { Person } from './support/people.ts'

const TEXT = '楼道堆放杂物，地下室没有信号'

let at: Ground
let member: Person
let page: Page
let window: BrowserContext
/** Cases that were open in the grids before. */
let before: ReadonlySet<string> = new Set()

beforeAll(async () => {
  at = await ground(3)
  member = await as('GRID_MEMBER', at)
  before = new Set((await found()).map(({ id }) => id))
  const position = { longitude: at.lon, latitude: at.lat, accuracy: 15 }
  page = (await show(member, '/field/', { size: 'phone', position })).page
  window = page.context()
})

const found = async (): Promise<readonly CaseSummary[]> => {
  const { cases } = await member.ask<{ cases: readonly CaseSummary[] }>(
    'GET',
    '/api/cases?open=true&limit=100',
  )
  return cases.filter(({ id }) => !before.has(id))
}

describe('a grid member in a cellar without signal', () => {
  it('opens the app from nothing, with the tasks and the catalogue of this device', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.getByRole('link', { name: '本机记录' }).click()
    await page.getByText('同步于').waitFor()
    await window.setOffline(true)
    await page.goto('/field/')
    await page.getByText('网络断开').waitFor()
    await page.getByRole('link', { name: '本机记录' }).waitFor()
    await page.getByRole('heading', { name: '今日' }).waitFor()
  })

  it('reports with a photo, and reads that it is safe on the device', async () => {
    await page.getByRole('link', { name: /^上报/ }).last().click()
    const group = page.getByRole('group', { name: '现场照片', exact: true })
    await group.locator('input[type=file]').setInputFiles(await photo('cellar', 120))
    await group.getByRole('img', { name: '照片 1' }).waitFor()
    await page.getByLabel('名称、拼音或首字母').fill('垃圾')
    await page.locator('.tiles button').first().click()
    await page.getByLabel('说明（选填）').fill(TEXT)
    await page.getByText('定位误差约 15 米').waitFor()
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await page.getByRole('heading', { name: '已存本机' }).waitFor()
    expect(await found()).toEqual([])
  })

  it('closes the app, opens it again, and the report is still there', async () => {
    await page.goto('/field/outbox')
    await page.getByText('已存本机，等待发送').waitFor()
    await page.getByText(TEXT).waitFor()
    await shot(page, 'field-outbox', true)
  })

  it('comes up the stairs: the centre has one case with its photo', async () => {
    await window.setOffline(false)
    await page.getByText(/中心已收到|已生效/).waitFor()
    const cases = await found()
    expect(cases).toHaveLength(1)
    const view = await member.ask<CaseView>('GET', `/api/cases/${cases[0]?.id}`)
    expect(JSON.stringify(view)).toContain(TEXT)
    expect(JSON.stringify(view)).toMatch(/[0-9a-f]{64}/)
    expect(view.grid).toBe(at.grid)
  })

  it('finds its number under the records of the device', async () => {
    await page.getByText('已生效').waitFor()
    await page.getByRole('link', { name: '查看事件现状' }).click()
    await page.getByText('编号').first().waitFor()
  })
})

describe('a grid member who verifies where there is no signal', () => {
  const MATTER = '店外经营'
  let id = ''

  it('finds the task on the device and passes it, decided by the rules that lie here', async () => {
    const grab = await grabbed(at, MATTER, '店铺把桌椅摆到人行道上')
    id = grab.id
    const handler = await as('STREET_HANDLER', at)
    await handler.command(id, {
      type: 'submitResult',
      resultType: 'SOLVED',
      text: '桌椅已收回店内，已当面告知店主',
      photos: [await photoOf(handler, 'emptied', 140)],
      whom: '上报网格员',
    })
    await until(handler, id, 'TO_VERIFY')
    await page.goto('/field/outbox')
    await page.getByRole('button', { name: '立即同步' }).click()
    await page.getByRole('button', { name: '立即同步' }).waitFor()
    await window.setOffline(true)
    await page.goto('/field/tasks/VERIFY')
    await page
      .getByRole('link', { name: new RegExp(`核查.*店`) })
      .first()
      .click()
    await page.getByText('只显示本机保存的内容').waitFor()
    await shot(page, 'field-case-offline', true)
    await page.getByRole('button', { name: '核查通过' }).click()
    const photos = page.getByRole('group', { name: /^照片/ })
    await photos.locator('input[type=file]').setInputFiles(await photo('verified offline', 30))
    await photos.getByRole('img', { name: '照片 1' }).waitFor()
    await page.getByRole('button', { name: '使用我的位置' }).click()
    await page.getByText(/距事件地点 \d+ 米/).waitFor()
    await page.getByRole('button', { name: '核查通过' }).click()
    await page.getByText('已存本机，等待发送').first().waitFor()
    expect((await member.read(id)).state).toBe('TO_VERIFY')
  })

  it('sees that nothing is left to do, and the centre has it when the signal is back', async () => {
    await page.getByText('这件事现在不需要您处理').waitFor()
    await window.setOffline(false)
    const view = await until(await as('DISTRICT_OPERATOR'), id, 'TO_ASSESS')
    expect(JSON.stringify(view.timeline)).toContain('verif')
  })
})
