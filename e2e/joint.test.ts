import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '../packages/core/src/cases/case.api.ts'
import { closed, grabbed, itemNamed, photoOf } from './support/cases.ts'
import { attach, choose, fulfil, press, stands, task, verb, write } from './support/console.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, type Screen, show } from './support/stage.ts'

const MATTER = '井盖破损松动异响'

let at: Ground
let view: CaseView
let leadOrg: string
let coOrg: string
/** Desks that nobody reloads. */
let street: Screen
let lead: Screen
let co: Screen

const desk = async (screen: Screen): Promise<Screen> => {
  await screen.page.getByText('实时', { exact: true }).waitFor()
  return screen
}

beforeAll(async () => {
  at = await ground(3)
  view = await grabbed(at, MATTER, '井盖松动，车辆驶过有异响')
  const item = await itemNamed(await as('DISTRICT_OPERATOR'), MATTER)
  leadOrg = item.leadDepartment
  coOrg = item.coDepartments[0] ?? ''
  ;[street, lead, co] = await Promise.all([
    show(await as('STREET_LEADER', at), `/console/cases/${view.id}`).then(desk),
    show(await as('DEPT_DISPATCHER', null, leadOrg), '/console/').then(desk),
    show(await as('DEPT_DISPATCHER', null, coOrg), '/console/').then(desk),
  ])
})

const orderOf = (org: string): number => {
  const order = view.orders.find((one) => one.org === org)
  if (!order) throw new Error(`no order of ${org}`)
  return order.no
}

describe('a street whistles two departments', () => {
  it('the leader calls those that the catalogue proposes, less one', async () => {
    await fulfil(street.page, 'whistle', async (form) => {
      await form.getByRole('button', { name: '移除 2' }).click()
      await shot(street.page, 'console-whistle')
    })
    await stands(street.page, 'JOINT')
    view = await (await as('DISTRICT_OPERATOR')).read(view.id)
    expect(view.orders.map(({ kind, org }) => [kind, org])).toEqual([
      ['GRAB', at.street],
      ['JOINT_LEAD', leadOrg],
      ['JOINT_CO', coOrg],
    ])
  })

  it('both find the whistle on their desks by itself, and answer it', async () => {
    for (const { page } of [lead, co]) {
      await task(page, MATTER).click()
      await verb(page, 'answer').click()
      await page.locator('.gz-orders li').filter({ hasText: '办理中' }).first().waitFor()
    }
    await shot(lead.page, 'console-answered')
  })

  it('the lead arrives remotely, which the street has to accept; the other comes', async () => {
    const { page } = await show(await as('DEPT_HANDLER', null, leadOrg), `/console/cases/${view.id}`)
    await fulfil(page, 'arrive', (form) => choose(form, '远程会商'))
    await street.page.getByText('远程报到待确认').waitFor()
    await fulfil(street.page, 'confirmArrival', async (form) => {
      await form.getByRole('radio', { name: '同意', exact: true }).waitFor()
    })
    const handler = await as('DEPT_HANDLER', null, coOrg)
    await handler.command(view.id, {
      type: 'arrive',
      order: orderOf(coOrg),
      mode: 'ON_SITE',
      place: { lon: at.lon, lat: at.lat, datum: 'CGCS2000' },
    })
    const arrived = street.page.locator('.gz-orders li').filter({ hasText: '已报到' })
    await arrived.nth(1).waitFor()
  })

  it('the lead answers for the whole only when the other part is done', async () => {
    const helper = await as('DEPT_HANDLER', null, coOrg)
    await helper.command(view.id, {
      type: 'completePart',
      order: orderOf(coOrg),
      text: '已设置围挡和警示标志',
      photos: [await photoOf(helper, 'fence', 80)],
    })
    const { page, complaints } = await show(await as('DEPT_HANDLER', null, leadOrg), '/console/')
    await task(page, MATTER).click()
    await fulfil(page, 'submitResult', async (form) => {
      await write(form, '办理情况', '井盖已更换并加固井座')
      await attach(form, '处置后照片', 230)
      await write(form, '告知对象', '上报网格员')
    })
    await stands(street.page, 'TO_VERIFY')
    expect(complaints()).toEqual([])
  })

  it('when it is closed, street and departments rate each other', async () => {
    await closed(view.id, at)
    await stands(street.page, 'CLOSED')
    await fulfil(street.page, 'ratePartner', async (form) => {
      const { page } = street
      await form.getByRole('combobox', { name: /^评价单位/ }).click()
      await page.locator('.ant-select-item-option').first().waitFor()
      await page.keyboard.press('Enter')
      await form.getByRole('radio', { name: '5' }).click()
    })
    await street.page.getByText(/评价.+：5 分/).waitFor()
    await task(lead.page, '待互评').filter({ hasText: MATTER }).click()
    await press(lead.page, 'ratePartner')
    await shot(lead.page, 'console-rate')
    for (const screen of [street, lead, co]) {
      expect(screen.loads()).toBe(1)
      expect(screen.complaints()).toEqual([])
    }
  })
})
