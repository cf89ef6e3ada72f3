import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { listen, openWindow, overflowOf } from './support/browser.ts'
import { photo } from './support/photo.ts'
import { shot } from './support/shots.ts'
import { browser, origin } from './support/stage.ts'

/** A crossing in 三中街街道, inside the district. */
const PLACE = { longitude: 118.9601, latitude: 42.2662, accuracy: 18 }

let window: BrowserContext
let page: Page
let complaints: readonly string[]
let key: string

beforeAll(async () => {
  window = await openWindow(browser, origin, { size: 'narrow', position: PLACE })
  page = await window.newPage()
  complaints = listen(page, origin)
})

const next = () => page.getByRole('button', { name: '继续' }).click()

describe('a resident without an account', () => {
  it('R-P-43 reports in five questions and is told what is missing', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: '我要上报' }).click()
    await next()
    await page.getByText('请写明发生了什么').waitFor()
    await page.getByLabel('情况').fill('三中街路口雨水井盖破了一半，晚上看不见，已有三天')
    await shot(page, 'portal-what')
    await next()
    await page.getByRole('button', { name: '使用我的位置' }).click()
    await page.getByText('定位误差约 18 米').waitFor()
    await page.getByLabel('地址或附近的标志物').fill('三中街公交站旁')
    await shot(page, 'portal-where')
    await next()
    await page.locator('input[type=file]').setInputFiles(await photo('manhole', 90))
    await page.getByRole('img', { name: '照片 1' }).waitFor()
    await shot(page, 'portal-photos')
    await next()
    await page.getByLabel('匿名上报').check()
    await next()
    await page.getByText('三中街公交站旁').waitFor()
    await shot(page, 'portal-check', true)
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByRole('heading', { name: '已经收到' }).waitFor()
    key = (await page.locator('.key').textContent()) ?? ''
    expect(key).toMatch(/^gzk_/)
    await shot(page, 'portal-sent', true)
  })

  it('finds the report again by the key, sees who has it and urges once', async () => {
    await page.getByRole('button', { name: '保存在本机' }).click()
    await page.getByText('已保存在本机').waitFor()
    const other = await openWindow(browser, origin, { size: 'narrow' })
    const elsewhere = await other.newPage()
    const heard = listen(elsewhere, origin)
    await elsewhere.goto('/follow')
    await elsewhere.getByLabel('查询码').fill(` ${key} `)
    await elsewhere.getByRole('button', { name: '查询' }).click()
    await elsewhere.getByText(/^现在由/).waitFor()
    await expect.poll(() => elsewhere.locator('.steps li').count()).toBe(5)
    expect(await overflowOf(elsewhere)).toBe(0)
    await shot(elsewhere, 'portal-follow', true)
    await elsewhere.getByRole('button', { name: '催办' }).click()
    await elsewhere.getByRole('button', { name: '提交' }).click()
    await elsewhere.getByText('已催办').waitFor()
    await elsewhere.reload()
    await elsewhere.getByText('24 小时内已经催办过').waitFor()
    expect(heard).toEqual([])
    await other.close()
  })

  it('withdraws it from the device that kept the key', async () => {
    await page.getByRole('button', { name: '完成' }).click()
    await page.locator('a[href^="/follow/"]').first().click()
    await page.getByRole('button', { name: '撤回' }).click()
    page.once('dialog', (dialog) => void dialog.accept())
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('已由您撤回').waitFor()
    expect(complaints).toEqual([])
  })

  it('is told plainly when a key opens nothing', async () => {
    const other = await openWindow(browser, origin, { size: 'narrow' })
    const elsewhere = await other.newPage()
    await elsewhere.goto('/follow')
    await elsewhere.getByLabel('查询码').fill('gzk_wrong')
    await elsewhere.getByRole('button', { name: '查询' }).click()
    await elsewhere.getByText('没有找到').waitFor()
    await other.close()
  })
})
