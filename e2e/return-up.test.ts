import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '../packages/core/src/cases/case.api.ts'
import { closed, grabbed, itemNamed, photoOf } from './support/cases.ts'
import { choose, fulfil, set, stands, task, write } from './support/console.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, type Screen, show } from './support/stage.ts'

const MATTER = '绿地植被缺失枯死'
const DAY = 86_400_000

let at: Ground
let view: CaseView
let org: string
let street: Screen
let leader: Screen
/** The server's clock, which earlier journeys may have moved. */
let now: number

beforeAll(async () => {
  at = await ground(4)
  view = await grabbed(at, MATTER, '整条绿化带枯死，权属有争议')
  const operator = await as('DISTRICT_OPERATOR')
  org = (await itemNamed(operator, MATTER)).leadDepartment
  now = (await operator.ask<{ now: number }>('GET', '/api/me')).now
  leader = await show(await as('DISTRICT_LEADER'), '/console/')
  await leader.page.getByText('实时', { exact: true }).waitFor()
})

describe('a case that the street cannot solve', () => {
  it('is returned up by the street leader with what was tried and what has to be decided', async () => {
    street = await show(await as('STREET_LEADER', at), `/console/cases/${view.id}`)
    await fulfil(street.page, 'returnUp', async (form) => {
      await write(form, '存在问题', '绿化带权属不清，补植资金没有来源')
      await write(form, '已采取措施', '两次协调产权单位，未能达成一致')
      await choose(form, '落实资金')
      await write(form, '免吹哨理由', '资金事项不属部门现场处置')
      await shot(street.page, 'console-return-up')
    })
    await stands(street.page, 'ESCALATED')
  })

  it('a district leader takes it on, with a lead department and a day for the plan', async () => {
    const { page } = leader
    await task(page, MATTER).click()
    await fulfil(page, 'approveReturnUp', async (form) => {
      await write(form, '包案领导', '王副区长')
      await set(form, '方案提交时间', now + 2 * DAY)
      await shot(page, 'console-approve-return-up')
    })
    await stands(page, 'TASKFORCE')
    await street.page.getByText(/批准返单，王副区长包案/).waitFor()
  })

  it('the department hands in its plan, and the result', async () => {
    const { page, complaints } = await show(await as('DEPT_LEADER', null, org), '/console/?kind=PLAN')
    await task(page, MATTER).click()
    await fulfil(page, 'submitPlan', async (form) => {
      await write(form, '事项', '明确权属并落实补植资金')
      await write(form, '责任人', '园林科')
      await set(form, '完成时间', now + 10 * DAY)
      await shot(page, 'console-plan')
    })
    await page.getByText('提交攻坚方案，共 1 步').waitFor()
    const handler = await as('DEPT_HANDLER', null, org)
    await handler.command(view.id, {
      type: 'submitResult',
      resultType: 'SOLVED',
      text: '权属已明确，绿化带补植完成',
      photos: [await photoOf(handler, 'green', 100)],
      whom: '上报网格员',
    })
    await stands(leader.page, 'TO_VERIFY')
    expect(complaints()).toEqual([])
  })

  it('is closed like any other, before the eyes of both who passed it on', async () => {
    await closed(view.id, at)
    for (const screen of [street, leader]) {
      await stands(screen.page, 'CLOSED')
      expect(screen.loads()).toBe(1)
      expect(screen.complaints()).toEqual([])
    }
  })
})
