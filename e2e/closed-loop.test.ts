import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseSummary, CaseView } from '../packages/core/src/cases/case.api.ts'
import { listen, openWindow, overflowOf } from './support/browser.ts'
import { type Person, signIn } from './support/people.ts'
import { photo } from './support/photo.ts'
import { shot } from './support/shots.ts'
import { browser, origin, show } from './support/stage.ts'

/** A crossing in 三中街街道, inside the district. */
const PLACE = { longitude: 118.9601, latitude: 42.2662, accuracy: 12 }
const TEXT = '三中街路口垃圾堆放两天没有清理'

let id: string
let key: string
/** The case as the district sees it. */
let view: CaseView
let operator: Person
let member: Person

beforeAll(async () => {
  operator = await signIn(origin, { role: 'DISTRICT_OPERATOR' })
})

/** Uploads a photo as the field app does, by choosing it in a form; answers when the server has it. */
const choosePhoto = async (page: Page, label: string, shade: number) => {
  const group = page.getByRole('group', { name: label })
  await group.locator('input[type=file]').setInputFiles(await photo(label, shade))
  await group.getByRole('img', { name: '照片 1' }).waitFor()
}

describe('a report goes round the five steps', () => {
  it('a resident reports on a narrow phone, without an account, and leaves a phone number', async () => {
    const { page, complaints } = await show(null, '/', { size: 'narrow', position: PLACE })
    const next = () => page.getByRole('button', { name: '继续' }).click()
    await page.getByRole('link', { name: '我要上报' }).click()
    await page.getByLabel('情况').fill(TEXT)
    await next()
    await page.getByRole('button', { name: '使用我的位置' }).click()
    await page.getByText('定位误差约 12 米').waitFor()
    await page.getByLabel('地址或附近的标志物').fill('三中街公交站旁')
    await next()
    await page.locator('input[type=file]').setInputFiles(await photo('rubbish', 90))
    await page.getByRole('img', { name: '照片 1' }).waitFor()
    await next()
    await page.getByLabel('留下联系电话').check()
    await page.getByText('收集您的联系方式之前，请知悉').waitFor()
    await page.getByLabel('电话号码').fill('13800001234')
    expect(await overflowOf(page)).toBe(0)
    await next()
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByRole('heading', { name: '已经收到' }).waitFor()
    key = (await page.locator('.key').textContent()) ?? ''
    expect(key).toMatch(/^gzk_/)
    const { cases } = await operator.ask<{ cases: readonly CaseSummary[] }>(
      'GET',
      '/api/cases?state=REPORTED',
    )
    id = cases.find(({ title }) => title === TEXT)?.id ?? ''
    expect(complaints()).toEqual([])
  })

  it('the district accepts it, the street grabs it, handles it and answers', async () => {
    view = await operator.read(id)
    const { items } = await operator.ask<{
      items: readonly { code: string; urgency: string; name: string }[]
    }>('GET', '/api/catalogue')
    const item = items.find(({ urgency, name }) => urgency === 'GENERAL' && name.includes('垃圾'))
    await operator.command(id, { type: 'accept', item: item?.code ?? '' })
    view = await operator.read(id)
    const street = view.street ?? ''
    const dispatcher = await signIn(origin, { role: 'STREET_DISPATCHER', street })
    const handler = await signIn(origin, { role: 'STREET_HANDLER', street })
    await dispatcher.command(id, { type: 'grab' })
    await handler.command(id, {
      type: 'contactReporter',
      method: 'CALL',
      reached: true,
      note: '已与诉求人通话',
    })
    const hash = await handler.upload(await photo('result', 200))
    const done = await handler.command(id, {
      type: 'submitResult',
      resultType: 'SOLVED',
      text: '垃圾已清运，并安排每日巡查',
      photos: [hash],
      whom: '诉求人本人',
    })
    expect(done.state).toBe('TO_VERIFY')
  })

  it('the grid member verifies it on the phone', async () => {
    view = await operator.read(id)
    member = await signIn(origin, { role: 'GRID_MEMBER', grid: view.grid ?? '' })
    const window = await member.window(browser, {
      size: 'phone',
      position: { longitude: view.lon, latitude: view.lat, accuracy: 10 },
    })
    const page = await window.newPage()
    const complaints = listen(page, origin)
    await page.goto('/field/')
    await page
      .getByRole('link', { name: /核查.*垃圾/ })
      .first()
      .click()
    await shot(page, 'field-case', true)
    await page.getByRole('button', { name: '核查通过' }).click()
    await choosePhoto(page, '照片', 60)
    await page.getByRole('button', { name: '使用我的位置' }).click()
    await page.getByText('距事件地点 0 米').waitFor()
    await shot(page, 'field-verify', true)
    await page.getByRole('button', { name: '核查通过' }).click()
    await page.getByText('这件事现在不需要您处理').waitFor()
    expect((await operator.read(id)).state).toBe('FOLLOW_UP')
    expect(complaints).toEqual([])
    await window.close()
  })

  it('the resident reads the answer and rates it by three questions', async () => {
    const window = await openWindow(browser, origin, { size: 'narrow' })
    const page = await window.newPage()
    const complaints = listen(page, origin)
    await page.goto('/follow')
    await page.getByLabel('查询码').fill(key)
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByText('垃圾已清运，并安排每日巡查').waitFor()
    const question = (name: string) => page.getByRole('group', { name })
    await question('办理单位联系过您吗？').getByLabel('是').check()
    await question('问题解决了吗？').getByLabel('是').check()
    await page.getByLabel('5 非常满意').check()
    await shot(page, 'portal-rate', true)
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.getByText('谢谢您的评价').waitFor()
    expect((await operator.read(id)).state).toBe('TO_ASSESS')
    expect(complaints).toEqual([])
    await window.close()
  })

  it('the assessor closes it, and the resident sees all five steps done', async () => {
    const assessor = await signIn(origin, { role: 'DISTRICT_ASSESSOR' })
    const closed = await assessor.command(id, { type: 'assess' })
    expect(closed.state).toBe('CLOSED')
    const window = await openWindow(browser, origin, { size: 'narrow' })
    const page = await window.newPage()
    await page.goto('/follow')
    await page.getByLabel('查询码').fill(key)
    await page.getByRole('button', { name: '查询' }).click()
    await page.locator('.steps li.done').nth(4).waitFor()
    await shot(page, 'portal-closed', true)
    await window.close()
  })

  it('the rubbish comes back: the resident asks to reopen, and the supervisor decides', async () => {
    const { page, complaints } = await show(null, '/follow', { size: 'narrow' })
    await page.getByLabel('查询码').fill(key)
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByRole('slider', { name: '左右移动，对比处置前后' }).waitFor()
    await page.getByRole('button', { name: '没有解决，申请重办' }).click()
    await page.getByLabel('问题又出现了').check()
    await page.getByLabel('现在是什么情况').fill('又堆了一地，比上次还多')
    await shot(page, 'portal-reopen', true)
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('已申请重办').waitFor()
    const supervisor = await signIn(origin, { role: 'DISTRICT_SUPERVISOR' })
    const { actions } = await supervisor.read(id)
    expect(actions.find(({ command }) => command === 'reopen')).toMatchObject({
      prefill: { reasonCode: 'RECURRENCE', note: '又堆了一地，比上次还多' },
    })
    const again = await supervisor.command(id, {
      type: 'reopen',
      reasonCode: 'RECURRENCE',
      note: '已核实，退回重办',
    })
    expect(again.state).toBe('HANDLING')
    expect(complaints()).toEqual([])
  })
})
