// A tablet that others may pick up, and one that is lost: the PIN, and signing out from afar.
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { GridProgress } from '../packages/core/src/fieldwork/field-task.api.ts'
import type { Person } from './support/people.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, show } from './support/stage.ts'

const PIN = '280419'

let at: Ground
let member: Person
let page: Page
let window: BrowserContext

beforeAll(async () => {
  at = await ground(12)
  member = await as('GRID_MEMBER', at)
  page = (await show(member, '/field/outbox', { size: 'phone' })).page
  window = page.context()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.getByText('同步于').waitFor()
  await page.goto('/field/device')
})

async function enter(pin: string): Promise<void> {
  await page.getByLabel('解锁码', { exact: true }).fill(pin)
  await page.getByRole('button', { name: '解锁', exact: true }).click()
}

describe('a tablet with a PIN', () => {
  it('asks for it when the app opens, with and without a network, and says how many tries are left', async () => {
    await page.getByRole('button', { name: '设置解锁码' }).click()
    await page.getByLabel('新解锁码').fill('123')
    await page.getByRole('button', { name: '设置解锁码' }).click()
    await page.getByText('至少 6 位数字', { exact: true }).waitFor()
    await page.getByLabel('新解锁码').fill(PIN)
    await page.getByLabel('再输一次').fill(PIN)
    await page.getByRole('button', { name: '设置解锁码' }).click()
    await page.getByText('解锁码已设置').waitFor()
    await shot(page, 'field-device', true)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await window.setOffline(true)
    await page.goto('/field/')
    await page.getByRole('heading', { name: '已锁定' }).waitFor()
    await enter('111111')
    await page.getByText('还可以试 4 次').waitFor()
    await shot(page, 'field-locked')
    await expect.poll(() => page.getByRole('link').count()).toBe(0)
    await enter(PIN)
    await page.getByRole('heading', { name: '今日' }).waitFor()
  })

  it('is locked at once by its person', async () => {
    await page.goto('/field/device')
    await enter(PIN)
    await page.getByRole('button', { name: '立即锁定' }).click()
    await page.getByRole('heading', { name: '已锁定' }).waitFor()
    await enter(PIN)
    await page.getByRole('button', { name: '立即锁定' }).waitFor()
  })
})

describe('a tablet that is lost', () => {
  const done = async (): Promise<number> => {
    const operator = await as('DISTRICT_OPERATOR')
    const { grids } = await operator.ask<{ grids: readonly GridProgress[] }>(
      'GET',
      '/api/field-tasks/progress',
    )
    const own = grids.find(({ grid }) => grid === at.grid)?.sorts ?? []
    return own.reduce((sum, one) => sum + one.done, 0)
  }

  it('is signed out by the administrator: what was not sent arrives, what was kept is gone, and the screen says so', async () => {
    await page.goto('/field/work/visits')
    await enter(PIN)
    await page.getByText('婉拒', { exact: true }).click()
    await page.getByRole('button', { name: '保存记录' }).click()
    await page.getByText('已存本机').waitFor()
    const before = await done()
    const desk = (await show(await as('ADMIN'), '/console/')).page
    await desk.getByRole('link', { name: '设备', exact: true }).click()
    await desk.getByLabel('姓名或设备名称').fill(member.post.personName)
    const own = desk.getByRole('row').filter({ hasText: member.post.personName })
    await own.getByRole('button', { name: `注销${member.post.personName}的设备` }).click()
    await expect.poll(() => desk.getByRole('button', { name: '确认注销' }).isDisabled()).toBe(true)
    await desk.getByRole('button', { name: '设备遗失' }).click()
    await shot(desk, 'console-device-revoke')
    await desk.getByRole('button', { name: '确认注销' }).click()
    await own.getByText('已注销，等待设备联网').waitFor()
    await window.setOffline(false)
    await page.getByText('这台设备已被远程退出').waitFor()
    await shot(page, 'field-revoked')
    await expect.poll(done).toBe(before + 1)
    await desk.reload()
    await own.getByText('已清除，送交完毕').waitFor()
    await own.getByText('注销后收到 1 项').waitFor()
    await own.getByText('设备遗失').waitFor()
    await shot(desk, 'console-devices')
    const rows = await page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('gezhi-device')
          opening.addEventListener('error', () => reject(new Error('the database cannot be opened')))
          opening.addEventListener('success', () => {
            const counting = opening.result.transaction('row').objectStore('row').count()
            counting.addEventListener('success', () => resolve(counting.result))
          })
        }),
    )
    expect(rows).toBe(0)
  })
})
