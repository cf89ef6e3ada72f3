import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import { closed, itemNamed, moveClock, photoOf, reported } from '../support/cases.ts'
import { write } from '../support/console.ts'
import { shot } from '../support/shots.ts'
import { as, type Ground, ground, type Screen, show } from '../support/stage.ts'

/** A scorecard is given from five due orders on. */
const CASES = 5
const MATTER = '单灯不亮'

let at: Ground
let month: string
let assessor: Screen

/** A case that the street grabs, handles, has verified and assessed; answers the day on which it was due. */
async function handled(text: string): Promise<number> {
  const { id } = await reported(at, MATTER, text)
  await (await as('STREET_DISPATCHER', at)).command(id, { type: 'grab' })
  const handler = await as('STREET_HANDLER', at)
  const due = (await handler.read(id)).handleDueAt
  if (due === null) throw new Error('no handling limit runs')
  await handler.command(id, {
    type: 'submitResult',
    resultType: 'SOLVED',
    text: '灯头已更换，恢复照明',
    photos: [await photoOf(handler, 'lamp', 60)],
    whom: '上报网格员',
  })
  await closed(id, at)
  return due
}

/** Nine o'clock on the first day of the month after the one in which an instant lies, in Beijing. */
function nextMonth(instant: number): { month: string; begins: number } {
  const day = new Date(instant + 8 * 3_600_000)
  const begins = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1, 1)
  return { month: day.toISOString().slice(0, 7), begins }
}

beforeAll(async () => {
  at = await ground(12)
  await itemNamed(await as('DISTRICT_OPERATOR'), MATTER)
  const dues: number[] = []
  for (let no = 1; no <= CASES; no++)
    dues.push(await handled(`第 ${no} 根灯杆的路灯不亮 ${randomUUID().slice(0, 4)}`))
  const over = nextMonth(Math.max(...dues))
  month = over.month
  await moveClock(over.begins)
  assessor = await show(await as('DISTRICT_ASSESSOR'), '/console/assessment/months')
})

describe('a month that is over', () => {
  it('is closed by the assessor, after being told what that means', async () => {
    const { page } = assessor
    const row = page.getByRole('row').filter({ hasText: month })
    await row.getByRole('button', { name: '结算' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('不能撤销').waitFor()
    await dialog.getByRole('button', { name: '结算' }).click()
    await row.getByText('已结算').waitFor({ timeout: 60_000 })
    await shot(page, 'console-months')
  })

  it('leaves figures whose numbers open their cases, and a report that is a document', async () => {
    const { page, complaints } = assessor
    await page.getByRole('link', { name: month }).click()
    await page.getByRole('heading', { name: '全部指标' }).waitFor()
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: '工作报告（Word）' }).click()
    const file = await coming
    expect(file.suggestedFilename()).toMatch(/社会治理工作月报.*\.docx$/)
    const content = await buffer(await file.createReadStream())
    expect(content.subarray(0, 2).toString()).toBe('PK')
    const street = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: at.streetName }) })
    const figure = street.getByRole('link').nth(1)
    const due = Number(await figure.textContent())
    expect(due).toBeGreaterThanOrEqual(CASES)
    await figure.click()
    await page.getByText(`共 ${due} 条`).waitFor()
    expect(complaints()).toEqual([])
  })
})

describe('an appeal of a street', () => {
  let street: Screen
  let before: number

  const score = async (): Promise<number> =>
    Number((await street.page.locator('.score-number').textContent())?.replace('/ 100', '').trim())

  it('is filed on one line of its own score', async () => {
    street = await show(await as('STREET_LEADER', at), `/console/assessment/mine?month=${month}`)
    const { page } = street
    await page.locator('.score-number').getByText(/\d/).waitFor()
    before = await score()
    const line = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '哨声准确' }) })
    await line.getByRole('button', { name: '申诉' }).click()
    const form = page.getByRole('dialog')
    await write(form, '申诉理由', '本月没有吹哨，不应按先验值扣分')
    await form.getByRole('button', { name: '申诉' }).click()
    await page.getByText('待裁定').waitFor()
    await shot(page, 'console-scorecard', true)
  })

  it('stands before the assessor who scored, and is not for that person to decide', async () => {
    const { page } = assessor
    await page.goto('/console/assessment/appeals')
    await page.getByText('本月没有吹哨').waitFor()
    await expect.poll(() => page.getByRole('button', { name: '裁定' }).count()).toBe(0)
  })

  it('is decided by somebody who did not score, and changes the score by a line of its own', async () => {
    const supervisor = await show(await as('DISTRICT_SUPERVISOR'), '/console/assessment/appeals')
    await supervisor.page.getByRole('button', { name: '裁定' }).click()
    const form = supervisor.page.getByRole('dialog')
    await form.getByRole('radio', { name: '成立', exact: true }).check()
    await write(form, '该项应得分值', '10')
    await write(form, '裁定理由', '该月无哨，按满分计')
    await form.getByRole('button', { name: '裁定' }).click()
    await form.waitFor({ state: 'hidden' })
    await street.page.reload()
    await street.page.getByText('申诉成立').waitFor()
    expect(await score()).toBeCloseTo(before + 1, 2)
    expect(supervisor.complaints()).toEqual([])
    expect(street.complaints()).toEqual([])
  })
})
