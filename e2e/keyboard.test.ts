import { beforeAll, describe, expect, it } from 'vitest'
import { reported } from './support/cases.ts'
import { stands } from './support/console.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, type Screen, show } from './support/stage.ts'

let at: Ground
let desk: Screen
beforeAll(async () => {
  at = await ground(6)
  await reported(at, '公共厕所脏污损坏', '公厕地面污水')
  await reported(at, '非装饰性树挂', '树上挂有塑料袋')
  desk = await show(await as('STREET_DISPATCHER', at), '/console/')
})

const current = () => desk.page.getByRole('region', { name: '队列' }).locator('[aria-current=true]')
const heading = () => desk.page.locator('.case-title h1')

describe('the desk by keyboard alone', () => {
  it('J and K move through the queue, and the case beside it follows', async () => {
    const { page } = desk
    await current().waitFor()
    const first = (await current().locator('.queue-title').textContent()) ?? ''
    await heading().getByText(first, { exact: true }).waitFor()
    await page.keyboard.press('j')
    const second = page
      .getByRole('region', { name: '队列' })
      .locator('[aria-current=true]')
      .filter({ hasNotText: first })
    await second.waitFor()
    const title = (await second.locator('.queue-title').textContent()) ?? ''
    await heading().getByText(title, { exact: true }).waitFor()
    await page.keyboard.press('k')
    await heading().getByText(first, { exact: true }).waitFor()
  })

  it('? tells the keys of this case, and Esc puts them away', async () => {
    const { page } = desk
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: '快捷键' })
    await help.getByText('抢单', { exact: true }).waitFor()
    await shot(page, 'console-keys')
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })
  })

  it('a letter acts, Enter opens the whole page, a form is filled in and sent with Ctrl Enter', async () => {
    const { page } = desk
    await page.keyboard.press('g')
    await stands(page, 'HANDLING')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/cases\//)
    await stands(page, 'HANDLING')
    await page.keyboard.press('o')
    await page.getByRole('dialog').locator(':focus').waitFor({ state: 'attached' })
    await page.keyboard.type('已电话告知保洁公司')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.locator('.gz-timeline').getByText('已电话告知保洁公司').waitFor()
    expect(desk.complaints()).toEqual([])
  })

  it('letters in the search box are letters', async () => {
    const { page } = desk
    await page.keyboard.press('Control+k')
    const box = page.getByRole('dialog').locator('input:focus')
    await box.waitFor()
    await page.keyboard.type('jg')
    await expect.poll(() => box.inputValue()).toBe('jg')
    await page.keyboard.press('Escape')
    await stands(page, 'HANDLING')
  })
})
