// One case, two tablets without network and a console: what each did is judged by what is, and each person is told.
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { grabbed, photoOf, until } from './support/cases.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, show } from './support/stage.ts'
import type { Person } from './support/people.ts'

const WORDS = '东侧还有两张桌子没有收回'
const FROM_THE_CENTRE = '商户来电称已整改'
const PASS = '核查通过（无回访对象）'

let at: Ground
let member: Person
let operator: Person
let id = ''
let first: Page
let second: Page

/** A tablet of the same person, in which the case is kept. */
async function tablet(): Promise<Page> {
  const position = { longitude: at.lon, latitude: at.lat, accuracy: 15 }
  const { page } = await show(member, '/field/outbox', { size: 'phone', position })
  page.on('dialog', (dialog) => void dialog.accept())
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.getByText('同步于').waitFor()
  await page.context().setOffline(true)
  return page
}

async function openHeld(page: Page): Promise<void> {
  await page.goto(`/field/cases/${id}`)
  await page.getByText('只显示本机保存的内容').waitFor()
}

async function pass(page: Page): Promise<void> {
  await openHeld(page)
  await page.getByRole('button', { name: PASS }).click()
  await page.getByRole('button', { name: '使用我的位置' }).click()
  await page.getByText(/距事件地点 \d+ 米/).waitFor()
  await page.getByRole('button', { name: PASS }).click()
  await page.getByText('已存本机，等待发送').first().waitFor()
}

beforeAll(async () => {
  at = await ground(8)
  ;[member, operator] = [await as('GRID_MEMBER', at), await as('DISTRICT_OPERATOR')]
  id = (await grabbed(at, '店外经营', '店铺把桌椅摆到人行道上')).id
  const handler = await as('STREET_HANDLER', at)
  await handler.command(id, {
    type: 'submitResult',
    resultType: 'SOLVED',
    text: '桌椅已收回店内，已当面告知店主',
    photos: [await photoOf(handler, 'cleared', 170)],
    whom: '上报网格员',
  })
  await until(handler, id, 'TO_VERIFY')
  first = await tablet()
  second = await tablet()
})

describe('what is said on a tablet while the console says something else', () => {
  it('stays, and its author is shown that there was something new meanwhile', async () => {
    await openHeld(second)
    await second.getByText('其他', { exact: true }).click()
    await second.getByRole('button', { name: '备注', exact: true }).click()
    await second.getByLabel('备注', { exact: true }).fill(WORDS)
    await second.getByRole('button', { name: '备注', exact: true }).click()
    await second.getByText('已存本机，等待发送').first().waitFor()
    await operator.command(id, { type: 'annotate', text: FROM_THE_CENTRE })
    // The line carries what comes, not what goes.
    await second.route('**/api/commands', (route) => route.abort())
    await second.context().setOffline(false)
    await second.goto('/field/outbox')
    await second.getByRole('button', { name: '立即同步' }).click()
    await second.getByRole('button', { name: '立即同步' }).waitFor()
    await second.context().setOffline(true)
    await openHeld(second)
    await second.getByText('在您操作之后，这件事又有了新进展').waitFor()
    await shot(second, 'field-meanwhile', true)
  })

  it('is merged when the line carries both ways', async () => {
    await second.unroute('**/api/commands')
    await second.context().setOffline(false)
    await expect.poll(async () => JSON.stringify(await member.read(id)), { timeout: 15_000 }).toContain(WORDS)
    expect(JSON.stringify(await member.read(id))).toContain(FROM_THE_CENTRE)
  })
})

describe('what two tablets decide about one thing', () => {
  it('holds for whoever comes first', async () => {
    await second.goto('/field/outbox')
    await second.getByText('已生效').first().waitFor()
    await second.context().setOffline(true)
    await pass(first)
    await pass(second)
    expect((await member.read(id)).state).toBe('TO_VERIFY')
    await first.context().setOffline(false)
    await until(operator, id, 'TO_ASSESS')
  })

  it('comes back to the other with the reason, to be taken back or seen as it is', async () => {
    await second.context().setOffline(false)
    await second.goto('/field/outbox')
    await second.getByText('未被接受').first().waitFor()
    await shot(second, 'field-second-refused', true)
    await second.getByRole('button', { name: '撤回' }).click()
    await second.getByText('未被接受').waitFor({ state: 'detached' })
    expect((await member.read(id)).timeline.filter(({ type }) => type.includes('verif'))).toHaveLength(1)
  })
})
