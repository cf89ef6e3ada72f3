import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RecordSummary, RecordView } from '../packages/core/src/library/library.api.ts'
import type { Person } from './support/people.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, type Screen, show } from './support/stage.ts'

const NAME = '冬青花园1号楼'

let at: Ground
let officer: Person
let desk: Screen
let member: Person
beforeAll(async () => {
  at = await ground(9)
  officer = await as('DISTRICT_OPERATOR')
  member = await as('GRID_MEMBER', at)
  desk = await show(officer, '/console/library/registers/BUILDING/new')
})

const recordOf = async (text: string): Promise<RecordView> => {
  const { records } = await officer.ask<{ records: readonly RecordSummary[] }>(
    'GET',
    `/api/library/search?text=${encodeURIComponent(text)}`,
  )
  return officer.ask('GET', `/api/library/records/${records[0]?.id}`)
}

describe('a building that an officer registers by hand', () => {
  it('gets its code and the standard spelling of its address while the form is filled in', async () => {
    const { page } = desk
    await page.getByLabel('社区', { exact: true }).fill(at.communityName)
    await page.locator('.ant-select-item-option', { hasText: at.communityName }).first().click()
    await page.getByLabel('名称', { exact: true }).fill(NAME)
    await page.getByLabel('地址', { exact: true }).fill('松州路８号冬青花园一栋')
    await page.getByRole('button', { name: '采用规范写法：松州路8号冬青花园1号楼' }).click()
    await page.getByLabel('地上层数').fill('九十')
    await page.getByText('地上层数：应为数字').waitFor()
    await page.getByLabel('地上层数').fill('6')
    await page.getByLabel('单元数').fill('2')
    await page.getByLabel('每层户数').fill('2')
    const code = page.getByLabel('编码', { exact: true })
    await expect.poll(() => code.inputValue()).toMatch(new RegExp(`^${at.community}\\d{5}$`))
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('请写明依据').waitFor()
    await page.getByLabel('依据', { exact: true }).fill('竣工验收备案 2026-112')
    await shot(page, 'console-library-entry', true)
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('heading', { name: NAME }).waitFor()
    await page.getByText('24 户').waitFor()
    expect(desk.complaints()).toEqual([])
  })
})

describe('a grid member who confirms records without a network', () => {
  let page: Page
  let window: BrowserContext

  it('finds the building by initials and a house by its door on the device', async () => {
    page = (await show(member, '/field/library', { size: 'phone' })).page
    window = page.context()
    await page.getByText('12 个月内已核实').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await window.setOffline(true)
    const box = page.getByRole('searchbox')
    await box.fill('dqhy1')
    await page.getByRole('link', { name: NAME }).waitFor()
    await shot(page, 'field-library')
    await box.fill('冬青花园1栋2单元502')
    await page.getByRole('link', { name: `${NAME}2单元502室` }).click()
  })

  it('says of one field that it is otherwise with one tap, and that the rest is so', async () => {
    await page.getByRole('button', { name: '使用情况：不符' }).click()
    await page.getByRole('button', { name: '空置' }).click()
    await page.getByText('已提异议').waitFor()
    await page.getByRole('link', { name: NAME, exact: true }).click()
    await page.getByRole('button', { name: '核实无误' }).click()
    await page.getByText('等待发送').waitFor()
    await shot(page, 'field-library-record', true)
    expect((await recordOf(NAME)).confirmedAt).toBeNull()
  })

  it('has both at the centre when the network is back, with the old value still there', async () => {
    await window.setOffline(false)
    await expect.poll(async () => (await recordOf(NAME)).confirmedAt, { timeout: 20_000 }).not.toBeNull()
    const house = await recordOf(`${NAME}2单元502`)
    expect(house.fields.find(({ name }) => name === 'tenure')).toMatchObject({ value: null, difference: 1 })
    expect(house.differences[0]?.offered.value).toBe('VACANT')
  })
})
