import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '../../packages/core/src/cases/case.api.ts'
import { closed, moveClock, photoOf, reported } from '../support/cases.ts'
import { fulfil, pick, press, stands, task, verb, write } from '../support/console.ts'
import { shot } from '../support/shots.ts'
import { as, type Ground, ground, type Screen, show } from '../support/stage.ts'

const ROADS = '住房和城乡建设局'
const CITY = '城市管理综合行政执法局'

let at: Ground
let district: Screen
beforeAll(async () => {
  at = await ground(1)
  district = await show(await as('DISTRICT_DISPATCHER'), '/console/?kind=DISPATCH')
})

/** Lives on to one minute after the grab window of the case. */
async function passWindow({ clocks }: CaseView): Promise<void> {
  const due = clocks.find(({ name, state }) => name === 'D_GRAB' && state === 'RUNNING')?.dueAt
  if (!due) throw new Error('no grab window is open')
  await moveClock(due + 60_000)
}

const departmentNamed = async (name: string): Promise<string> => {
  const dispatcher = await as('DISTRICT_DISPATCHER')
  const { organisations } = await dispatcher.ask<{
    organisations: readonly { code: string; name: string; shortName: string }[]
  }>('GET', '/api/organisations')
  const found = organisations.find((one) => one.name.endsWith(name) || one.shortName === name)
  if (!found) throw new Error(`no department ${name}`)
  return found.code
}

describe('a case that nobody grabs', () => {
  const MATTER = '道路路面破损坑槽'
  let view: CaseView
  let department: string
  let unit: Screen

  it('comes to the district when the grab window has closed, and goes to the department of the catalogue', async () => {
    view = await reported(at, MATTER, '路面坑槽深约十厘米')
    department = await departmentNamed(ROADS)
    unit = await show(await as('DEPT_DISPATCHER', null, department), '/console/')
    await unit.page.getByText('实时', { exact: true }).waitFor()
    await passWindow(view)
    await task(district.page, MATTER).click()
    await district.page.getByText('抢单窗口关闭，转待派单').waitFor()
    await fulfil(district.page, 'dispatch', async (form) => {
      await form.getByText(ROADS).filter({ visible: true }).first().waitFor()
      await shot(district.page, 'console-dispatch')
    })
    await stands(district.page, 'ASSIGNED')
  })

  it('the department signs what came onto its desk, and answers for it', async () => {
    await task(unit.page, MATTER).click()
    await verb(unit.page, 'sign').click()
    await stands(unit.page, 'HANDLING')
    await stands(district.page, 'HANDLING')
    const handler = await as('DEPT_HANDLER', null, department)
    await handler.command(view.id, {
      type: 'submitResult',
      resultType: 'SOLVED',
      text: '坑槽已填补压实',
      photos: [await photoOf(handler, 'road', 30)],
      whom: '上报网格员',
    })
    await closed(view.id, at)
    await stands(district.page, 'CLOSED')
    await stands(unit.page, 'CLOSED')
    expect(district.loads()).toBe(1)
    expect(district.complaints()).toEqual([])
    expect(unit.complaints()).toEqual([])
  })
})

describe('an order that went to the wrong department', () => {
  const MATTER = '人行道砖破损缺失'
  let view: CaseView
  let department: string

  it('is asked back with reason and law', async () => {
    view = await reported(at, MATTER, '广告公司施工挖开后没有恢复')
    department = await departmentNamed(ROADS)
    await passWindow(view)
    const dispatcher = await as('DISTRICT_DISPATCHER')
    await dispatcher.command(view.id, { type: 'dispatch', org: department })
    const { page } = await show(await as('DEPT_DISPATCHER', null, department), `/console/cases/${view.id}`)
    await fulfil(page, 'requestReturn', async (form) => {
      await write(form, '退单理由', '该段人行道由城管部门管护')
      await write(form, '法规或职责依据', '部门职责清单第 12 项')
      await pick(form, '建议承办单位', 'csgl', CITY)
    })
    await page.getByText('退单申请').first().waitFor()
    await page.getByText('待审批', { exact: true }).waitFor()
  })

  it('is taken back by the district, and goes to another department', async () => {
    const { page, complaints } = await show(await as('DISTRICT_DISPATCHER'), '/console/?kind=DECIDE')
    await task(page, MATTER).click()
    await press(page, 'approveReturn')
    await page.getByRole('dialog').getByText('工单收回').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '同意退单' }).click()
    await stands(page, 'POOLED')
    await fulfil(page, 'dispatch', (form) => pick(form, '承办单位', 'csgl', CITY))
    await stands(page, 'ASSIGNED')
    const orders = page.locator('.gz-orders > li')
    await orders.filter({ hasText: '已退单' }).waitFor()
    await orders.filter({ hasText: '待签收' }).waitFor()
    await shot(page, 'console-returned', true)
    const [first, second] = (await (await as('DISTRICT_DISPATCHER')).read(view.id)).orders
    expect(first).toMatchObject({ org: department, state: 'RETURNED' })
    expect(second).toMatchObject({ org: await departmentNamed(CITY), state: 'PENDING_SIGN' })
    expect(complaints()).toEqual([])
  })
})
