import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '../../packages/core/src/cases/case.api.ts'
import { closed, grabbed, moveClock } from '../support/cases.ts'
import { attach, form, fulfil, open, set, stands, submit, task, write } from '../support/console.ts'
import { shot } from '../support/shots.ts'
import { as, type Ground, ground, type Screen, show } from '../support/stage.ts'

/** Urgent, two hours by the catalogue, and a street may do it. */
const MATTER = '露天焚烧垃圾树叶'
const HOUR = 3_600_000

let at: Ground
let view: CaseView
let supervisor: Screen

beforeAll(async () => {
  at = await ground(8)
  view = await grabbed(at, MATTER, '河堤下有人焚烧落叶，浓烟飘向居民楼')
})

/** The same case again, as the district sees it. */
const again = async (): Promise<CaseView> => (await as('DISTRICT_SUPERVISOR')).read(view.id)

describe('a case that gets late', () => {
  it('gets a yellow card by itself when its time has passed, and everybody sees it', async () => {
    supervisor = await show(await as('DISTRICT_SUPERVISOR'), `/console/cases/${view.id}`)
    await stands(supervisor.page, 'HANDLING')
    await moveClock((view.handleDueAt ?? 0) + 60_000)
    await supervisor.page.getByText('黄牌督办', { exact: true }).waitFor()
    expect(await again()).toMatchObject({ overdue: true, cards: [{ level: 'YELLOW', org: at.street }] })
    await shot(supervisor.page, 'console-late')
  })

  it('the leader of the street answers the card on the desk', async () => {
    const { page, complaints } = await show(await as('STREET_LEADER', at), '/console/?kind=REPLY_CARD')
    await task(page, MATTER).click()
    await fulfil(page, 'replySupervision', async (form) => {
      await write(form, '整改措施', '已派两人到场扑灭，留守至无复燃')
      await set(form, '承诺完成时间', (view.handleDueAt ?? 0) + HOUR)
    })
    await page.getByText('承诺').first().waitFor()
    await supervisor.page.getByText('已反馈', { exact: true }).waitFor()
    expect(complaints()).toEqual([])
  })

  it('cannot be closed with a set phrase; what was really done goes to the verifier, marked late', async () => {
    const { page, complaints } = await show(await as('STREET_HANDLER', at), `/console/cases/${view.id}`)
    await open(page, 'submitResult')
    await write(form(page), '办理情况', '已处理完毕')
    await attach(form(page), '处置后照片', 77)
    await write(form(page), '告知对象', '上报网格员')
    await form(page).getByText('套话不是答复').waitFor()
    await submit(page, 'submitResult')
    await form(page).getByText('请写明做了什么').last().waitFor()
    await write(form(page), '办理情况', '明火已扑灭，余烬浇水清运，告知周边住户')
    await shot(page, 'console-reply-preview')
    await submit(page, 'submitResult')
    await form(page).waitFor({ state: 'hidden' })
    await stands(page, 'TO_VERIFY')
    await page.getByText(`由 ${at.communityName}`).waitFor()
    expect((await again()).result).toMatchObject({ late: true })
    expect(complaints()).toEqual([])
  })

  it('ends with its lateness in the score', async () => {
    const { assessment } = await closed(view.id, at)
    expect(assessment).toMatchObject({ onTime: false, deductions: [{ reason: 'rule:late' }] })
    await stands(supervisor.page, 'CLOSED')
    expect(supervisor.complaints()).toEqual([])
    expect(supervisor.loads()).toBe(1)
  })
})
