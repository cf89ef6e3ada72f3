import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '../packages/core/src/cases/case.api.ts'
import { grabbed } from './support/cases.ts'
import { attach, form, fulfil, open, pick, stands, submit, write } from './support/console.ts'
import { photo } from './support/photo.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, type Screen, show } from './support/stage.ts'

const MATTER = '乱堆物堆料'
const TASK = '清走楼前堆放的木料'

let at: Ground
let view: CaseView
let handler: Screen
beforeAll(async () => {
  at = await ground(2)
  view = await grabbed(at, MATTER, '三号楼前堆放木料和旧家具')
})

describe('a street gives part of a case to a grid', () => {
  it('the dispatcher splits it to the grid', async () => {
    const { page, complaints } = await show(await as('STREET_DISPATCHER', at), `/console/cases/${view.id}`)
    await fulfil(page, 'split', async (form) => {
      await pick(form, '分给社区或网格', at.grid, at.gridName)
      await write(form, '任务要求', TASK)
      await shot(page, 'console-split')
    })
    await page.locator('.gz-orders li').filter({ hasText: TASK }).getByText('待签收').waitFor()
    expect(complaints()).toEqual([])
  })

  it('the handler is told that a part is still open, and keeps what was written', async () => {
    handler = await show(await as('STREET_HANDLER', at), `/console/cases/${view.id}`)
    const { page } = handler
    await open(page, 'submitResult')
    await write(form(page), '办理情况', '木料和家具已全部清走')
    await attach(form(page), '处置后照片', 210)
    await write(form(page), '告知对象', '三号楼楼长')
    await submit(page, 'submitResult')
    await form(page).getByText('仍有子单或协办单未办结').waitFor()
    await shot(page, 'console-refused')
  })

  it('the grid member signs the part and completes it on the phone', async () => {
    const { page, complaints } = await show(await as('GRID_MEMBER', at), '/field/', { size: 'phone' })
    await page
      .getByRole('link', { name: new RegExp(`待签收.*${MATTER}`) })
      .first()
      .click()
    // The first opens the form, the second sends it.
    for (const _ of ['open', 'send']) await page.getByRole('button', { name: '签收', exact: true }).click()
    await page.getByRole('button', { name: '协办办结' }).click()
    await page.getByLabel('办理情况').fill('木料已清走，旧家具联系回收')
    const photos = page.getByRole('group', { name: /^办结照片/ })
    await photos.locator('input[type=file]').setInputFiles(await photo('part', 140))
    await photos.getByRole('img', { name: '照片 1' }).waitFor()
    await shot(page, 'field-part', true)
    await page.getByRole('button', { name: '协办办结' }).click()
    await page.getByText('这件事现在不需要您处理').waitFor()
    expect(complaints()).toEqual([])
  })

  it('the handler sees the part done and sends the same form again', async () => {
    const { page } = handler
    await page.locator('.gz-orders li').filter({ hasText: TASK }).getByText('已办结').waitFor()
    await submit(page, 'submitResult')
    await form(page).waitFor({ state: 'hidden' })
    await stands(page, 'TO_VERIFY')
    expect(handler.loads()).toBe(1)
    expect(handler.complaints()).toEqual([])
  })
})
