// The field app in gloves, in the sun and without signal: targets for thumbs, text that grows, notices that stay.
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { grabbed, photoOf, until } from './support/cases.ts'
import type { Person } from './support/people.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, show } from './support/stage.ts'

/** Less than a thumb in a glove hits (WCAG 2.2 asks for 24, telephones' makers for 44 to 48). */
const LEAST_PX = 48
const SCREENS = [
  ['/tasks', '任务'],
  ['/cases', '网格事件'],
  ['/report', '上报'],
  ['/work', '网格工作记录'],
  ['/patrol', '巡查'],
  ['/area', '我的网格'],
  ['/library', '信息核实'],
  ['/outbox', '本机记录'],
  ['/notices', '通知'],
  ['/device', '本设备'],
  ['/me', '我的'],
  ['/', '今日'],
] as const

let at: Ground
let member: Person
let page: Page
/** Of the case that waits for verification. */
let title = ''

beforeAll(async () => {
  at = await ground(13)
  member = await as('GRID_MEMBER', at)
  const { id } = await grabbed(at, '店外经营', '店铺把灯箱摆到人行道上')
  const handler = await as('STREET_HANDLER', at)
  await handler.command(id, {
    type: 'submitResult',
    resultType: 'SOLVED',
    text: '灯箱已收回店内',
    photos: [await photoOf(handler, 'cleared', 150)],
    whom: '上报网格员',
  })
  ;({ title } = await until(handler, id, 'TO_VERIFY'))
  page = (await show(member, '/field/me', { size: 'phone' })).page
  await page.getByRole('heading', { name: '我的', exact: true }).waitFor()
})

/** Goes on inside the app, as a tap does. */
async function open([path, heading]: readonly [string, string]): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), `/field${path}`)
  await page.locator('.bar').getByRole('heading', { name: heading, exact: true }).waitFor()
}

/** What is too small for a thumb, and what stands out at the side. */
const amiss = (): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const name = ({ tagName, className, textContent }: Element) => `${tagName}.${className} ${textContent}`
    const pressed = document.querySelectorAll(
      'button, a[href], summary, select, textarea, label.gt-choice, ' +
        'input:not([type=radio], [type=checkbox], [type=file])',
    )
    const small = [...pressed].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect()
      return width > 1 && Math.min(width, height) < least
        ? [`${Math.round(width)} × ${Math.round(height)}: ${name(element)}`]
        : []
    })
    const wide = [...document.querySelectorAll('header *, main *, nav *')].flatMap((element) =>
      element.getBoundingClientRect().right > innerWidth + 1 ? [`stands out: ${name(element)}`] : [],
    )
    return [...small, ...wide]
  }, LEAST_PX)

describe('a thumb in a glove', () => {
  it('hits every button and link of the main screens, in usual and in the largest text, and nothing stands out', async () => {
    const found: string[] = []
    for (const size of ['标准', '特大']) {
      await open(['/me', '我的'])
      await page.getByText(size, { exact: true }).click()
      for (const screen of SCREENS) {
        await open(screen)
        for (const line of await amiss()) found.push(`${screen[0]} ${size}: ${line}`)
      }
    }
    expect(found).toEqual([])
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('25.5px')
  })
})

describe('eyes in the sun', () => {
  it('get black on white, and the device keeps it for the next start', async () => {
    await open(['/me', '我的'])
    await page.getByText('户外强光', { exact: true }).click()
    await shot(page, 'field-daylight-largest', true)
    await page.reload()
    await page.getByRole('heading', { name: '我的', exact: true }).waitFor()
    const seen = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body)
      return [color, backgroundColor, document.documentElement.dataset['text']]
    })
    expect(seen).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'largest'])
  })
})

describe('a grid member without signal', () => {
  const unread = async (): Promise<number> =>
    (await member.ask<{ unread: number }>('GET', '/api/notices/count')).unread

  it('hears how many notices wait, reads them, and the centre learns of it later', async () => {
    await expect.poll(unread, { timeout: 10_000 }).toBeGreaterThan(0)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await open(['/outbox', '本机记录'])
    await page.getByRole('button', { name: '立即同步' }).click()
    await page.getByRole('button', { name: '立即同步' }).waitFor()
    await page.context().setOffline(true)
    await page.goto('/field/')
    const bell = page.getByRole('link', { name: /^通知，/ })
    await bell.locator('span').waitFor()
    await bell.click()
    await page.getByText('本机保存的近 30 日通知').waitFor()
    await page.getByText(title).first().waitFor()
    await shot(page, 'field-notices-offline', true)
    await page.getByRole('button', { name: '全部标为已读' }).click()
    await page.getByRole('button', { name: '全部标为已读' }).waitFor({ state: 'detached' })
    expect(await unread()).toBeGreaterThan(0)
    await page.reload()
    await page.getByText(title).first().waitFor()
    await expect.poll(() => page.getByText('未读', { exact: true }).count()).toBe(0)
    await page.context().setOffline(false)
    await page.goto('/field/')
    await expect.poll(unread, { timeout: 10_000 }).toBe(0)
  })
})
