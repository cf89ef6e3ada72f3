import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import { readWorkbook } from '../apps/server/src/office/read-workbook.ts'
import { writeWorkbook } from '../apps/server/src/office/workbook.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, type Screen, show } from './support/stage.ts'

let at: Ground
let desk: Screen
beforeAll(async () => {
  at = await ground(9)
  desk = await show(await as('DISTRICT_OPERATOR'), '/console/library/import')
})

const SHAPES = '../apps/server/src/geodata/fixtures/buildings-gk-gbk.zip'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const TITLES = ['编码', '名称', '地址', '经度', '纬度', '用途', '地上层数', '单元数', '每层户数']
const book = (titles: readonly string[], rows: readonly (readonly string[])[]): Promise<Buffer> =>
  buffer(
    writeWorkbook(
      [
        {
          name: '楼栋',
          title: '楼栋',
          about: [],
          columns: titles.map((title) => ({ title, width: 12, kind: 'text' })),
          rows,
        },
      ],
      { title: '楼栋', creator: 'e2e', at: 0 },
    ),
  )

/** Chooses a file and tries it. */
async function attempt(name: string, content: Buffer): Promise<void> {
  const { page } = desk
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: XLSX, buffer: content })
  await page.getByText('前几行').waitFor()
  await page.getByRole('button', { name: '试导入' }).click()
}

const code = (serial: string) => `${at.community}${serial}`

describe('the library', () => {
  it('gives a broken workbook back marked, and takes it when it was put right in the copy', async () => {
    const { page } = desk
    await page.getByText('下载模板').waitFor()
    await shot(page, 'console-library-import')
    const place = [at.lon.toFixed(6), at.lat.toFixed(6)]
    await attempt(
      '楼栋.xlsx',
      await book(TITLES, [
        [code('90001'), '云杉花园1号楼', '松州路8号', ...place, '住宅', '6', '3', '2'],
        [code('90002'), '云杉花园2号楼', '松州路8号', ...place, '别墅', '六层', '3', '2'],
      ]),
    )
    await page.getByText('2 行中有 1 行有错误').waitFor()
    await page.getByText('用途：应为：住宅、').waitFor()
    await shot(page, 'console-library-trial')
    const [copy] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载标注副本' }).click(),
    ])
    const rows: string[][] = []
    for await (const { cells } of readWorkbook(await buffer(await copy.createReadStream())))
      rows.push([...cells])
    const head = rows.findIndex(([first]) => first === '导入问题')
    expect(rows[head + 2]?.[0]).toMatch(/用途：.*；地上层数：应为数字/)
    const right = rows.slice(head + 1).map((cells) => [...cells])
    right[1]?.splice(6, 2, '住宅', '6')

    await page.getByRole('button', { name: '重新选择文件' }).click()
    await attempt('楼栋（已改）.xlsx', await book(rows[head] ?? [], right))
    await page.getByText('2 行全部正确').waitFor()
    await page.getByRole('button', { name: '导入 2 行' }).click()
    await page.getByText('已导入 2 行').waitFor()
  })

  it('says in which coordinates a Shapefile comes, and refuses those that lead nowhere', async () => {
    const { page } = desk
    const file = (name: string, content: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer: content })
    await page.getByRole('button', { name: '再导入一个文件' }).click()
    await file('建筑.shp', Buffer.from([0, 0, 0x27, 0x0a]))
    await page.getByText('Shapefile 由多个文件组成').waitFor()
    await file('建筑.zip', readFileSync(new URL(SHAPES, import.meta.url)))
    await page.getByText('CGCS2000_3_Degree_GK_CM_120E').waitFor()
    await page.getByText('平面坐标，已换算为经纬度').waitFor()
    await expect.poll(() => page.getByRole('combobox', { name: '坐标系' }).isDisabled()).toBe(true)
    await shot(page, 'console-library-shapefile')
  })

  it('finds a building by pinyin initials with the keyboard, a flat by its door, and confirms it', async () => {
    const { page } = desk
    await page.getByRole('heading', { name: '导入', exact: true }).click()
    await page.keyboard.press('/')
    await page.getByRole('dialog').getByRole('textbox').fill('yshy2')
    const hit = page.getByRole('option', { name: /云杉花园2号楼/ })
    await hit.waitFor()
    await shot(page, 'console-library-search')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '云杉花园2号楼' }).waitFor()
    await page.getByText('36 户').waitFor()
    await page.getByRole('button', { name: '核实无误' }).click()
    await page.getByText('现场核实无误').waitFor()
    await shot(page, 'console-library-record')

    await page.keyboard.press('/')
    await page.getByRole('dialog').getByRole('textbox').fill('云杉花园2栋3单元502')
    await page.getByRole('option', { name: /云杉花园2号楼3单元502室/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '云杉花园2号楼3单元502室' }).waitFor()
    expect(desk.complaints()).toEqual([])
  })
})
