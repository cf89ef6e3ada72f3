import { buffer } from 'node:stream/consumers'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Problem } from '@gezhi/core/kernel/problem'
import type { CheckBody, ImportView } from '@gezhi/core/library/import.api'
import type { RecordView } from '@gezhi/core/library/library.api'
import type { RegisterName } from '@gezhi/core/library/registers'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import gcoordModule from 'gcoord'
import { afterAll, describe, expect, it } from 'vitest'
import { writeWorkbook } from '../../office/workbook.ts'
import { readWorkbook } from '../../office/read-workbook.ts'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack } from '../districts/index.ts'
import { recordId } from './ids.ts'
import { libraryFeature } from './index.ts'
import { COMMUNITY, loadSmallLibrary, member, officer, SHOP } from './library.testing.ts'

const home = mkdtempSync(join(tmpdir(), 'gezhi-imports-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const server = testApp(
  async (deps) => {
    const district = await districtsFeature(deps)
    return [district.feature, libraryFeature({ ...deps, ...district, pack: null })]
  },
  {
    config: { home },
    async seed(deps) {
      const { folder, remove } = await writePack(smallPack())
      await importPack(deps.db, folder, MONDAY)
      await remove()
      await loadSmallLibrary(deps)
    },
  },
)

const send = async <T = ImportView>(
  register: RegisterName,
  payload: Buffer | string,
  actor = officer,
): Promise<T> =>
  (
    await server.as(actor).inject({
      method: 'POST',
      url: `/api/library/imports?register=${register}&name=file`,
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    })
  ).json<T>()
const post = async <T = ImportView>(id: string, step: string, payload: object): Promise<T> =>
  (
    await server.as(officer).inject({ method: 'POST', url: `/api/library/imports/${id}/${step}`, payload })
  ).json<T>()
const check = (view: ImportView, more: Partial<CheckBody> = {}) =>
  post(view.id, 'check', {
    columns: view.headers.map(({ column }) => column),
    datum: 'CGCS2000',
    source: 'CIVIL_AFFAIRS',
    ...more,
  })
async function take(id: string, mode = 'ALL'): Promise<ImportView> {
  await post(id, 'take', { mode })
  for (;;) {
    const view = (await server.as(officer).inject(`/api/library/imports/${id}`)).json<ImportView>()
    if (view.state !== 'TAKING') return view
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
const recordOf = async (register: RegisterName, code: string): Promise<RecordView> =>
  (await server.as(officer).inject(`/api/library/records/${recordId(DISTRICT, register, code)}`)).json()

async function rowsOf(file: Buffer): Promise<string[][]> {
  const rows: string[][] = []
  for await (const { cells } of readWorkbook(file)) rows.push([...cells])
  return rows
}
const bookOf = (titles: readonly string[], rows: readonly (readonly string[])[]) =>
  buffer(
    writeWorkbook(
      [
        {
          name: 'a',
          title: 'a',
          about: [],
          columns: titles.map((title) => ({ title, width: 10, kind: 'text' })),
          rows,
        },
      ],
      { title: 'a', creator: 'a', at: 0 },
    ),
  )

const HALL = `${COMMUNITY}F0001`
const TITLES = '编码,名称,经度,纬度,设施类别,容量（人）,无障碍'

describe('an import', () => {
  it('is tried, comes back marked, is put right in the copy, and is taken', async () => {
    const rows = [
      [HALL, '甲社区服务大厅', '118.905', '42.205', '便民服务大厅', '60', '是'],
      [`${COMMUNITY}F0002`, '', '118.906', '42.205', '茶馆', '-5', '也许'],
      [HALL, '又一个', '0', '0', '公园广场', '', ''],
    ]
    const begun = await send('FACILITY', await bookOf(TITLES.split(','), rows))
    expect(begun.headers.every(({ column }) => column !== null)).toBe(true)
    const tried = await check(begun)
    expect(tried.checked).toMatchObject({ rows: 3, good: 1, bad: 2, added: 1 })
    expect(tried.checked?.faults.map(({ column, fault }) => `${column} ${fault}`)).toEqual([
      'name required',
      'kind choice',
      'capacity range',
      'accessible flag',
      'lon outside',
    ])
    expect(await post<Problem>(begun.id, 'take', { mode: 'ALL' })).toMatchObject({ code: 'library/bad-rows' })
    expect(
      (await server.as(officer).inject(`/api/library/records/${recordId(DISTRICT, 'FACILITY', HALL)}`))
        .statusCode,
    ).toBe(404)

    const url = `/api/library/imports/${begun.id}/marked`
    const marked = await rowsOf((await server.as(officer).inject(url)).rawPayload)
    const head = marked.findIndex((cells) => cells[0] === '导入问题')
    expect(marked[head + 1]?.[0]).toBe('')
    expect(marked[head + 2]?.[0]).toContain('设施类别：应为：医院、')
    expect(marked[head + 2]?.[0]).toContain('容量（人）：超出范围（0–200000）')
    const right = marked.slice(head + 1).map((cells) => [...cells])
    right[1]?.splice(2, 6, '甲社区卫生站', '118.906', '42.205', '社区卫生服务站', '5', '否')
    right.pop()
    const again = await send('FACILITY', await bookOf(marked[head] ?? [], right))
    expect((await check(again)).checked).toMatchObject({ good: 2, bad: 0 })
    expect(await take(again.id)).toMatchObject({ state: 'TAKEN', done: 2 })
    const view = await recordOf('FACILITY', `${COMMUNITY}F0002`)
    expect(view).toMatchObject({ name: '甲社区卫生站', place: [118.906, 42.205], community: COMMUNITY })
    expect(view.fields.find(({ name }) => name === 'kind')?.value).toBe('CLINIC')

    // Sent once more nothing changes.
    const third = await send('FACILITY', await bookOf(marked[head] ?? [], right))
    expect((await check(third)).checked).toMatchObject({ same: 2, added: 0, changed: 0 })
  })

  it('may take the good rows only', async () => {
    const text = `${TITLES}\n${COMMUNITY}F0011,好,118.905,42.205,公共厕所,,\n坏,坏,,,,,\n`
    const begun = await send('FACILITY', text)
    await check(begun)
    expect(await take(begun.id, 'GOOD')).toMatchObject({ state: 'TAKEN' })
    expect(await recordOf('FACILITY', `${COMMUNITY}F0011`)).toMatchObject({ name: '好' })
  })

  it('reads what a Chinese spreadsheet saves as CSV, and places in the datum of Amap', async () => {
    const gcoord = gcoordModule as unknown as typeof gcoordModule.default
    const [x, y] = gcoord.transform([118.905, 42.205], gcoord.WGS84, gcoord.GCJ02)
    // GB 18030 of «编码,name,lon,lat,kind» and «名»: what Node can read but not write.
    const title = Buffer.from([0xb1, 0xe0, 0xc2, 0xeb])
    const name = Buffer.from([0xc3, 0xfb])
    const text = Buffer.concat([
      title,
      Buffer.from(`,name,lon,lat,kind\n${COMMUNITY}F0021,`),
      name,
      Buffer.from(`,${x},${y},PARK\n`),
    ])
    const begun = await send('FACILITY', text)
    await check(begun, { datum: 'GCJ02' })
    await take(begun.id)
    expect(await recordOf('FACILITY', `${COMMUNITY}F0021`)).toMatchObject({
      name: '名',
      place: [118.905, 42.205],
    })
  })

  it('makes one task of two sources that disagree, and lets the owner change its own word', async () => {
    const text = `code,name,gasUse,type\n${SHOP.code},随便,否,个体\n`
    const foreign = await send('UNIT', text)
    expect((await check(foreign, { source: 'FIRE' })).checked).toMatchObject({ same: 1, different: 1 })
    await take(foreign.id)
    const view = await recordOf('UNIT', SHOP.code)
    expect(view.differences).toMatchObject([
      { field: 'gasUse', kind: 'SOURCES', held: { value: true }, offered: { value: false, source: 'FIRE' } },
    ])
    expect(view).toMatchObject({ name: SHOP.name, openDifferences: 1 })
    const own = await send('UNIT', `code,name,gasUse\n${SHOP.code},新招牌,否\n`)
    await check(own, { source: 'HOUSING' })
    await take(own.id)
    expect((await recordOf('UNIT', SHOP.code)).fields.find(({ name }) => name === 'gasUse')?.value).toBe(
      false,
    )
  })

  it('takes outlines from GeoJSON and refuses unsound ones with the reason', async () => {
    const ring = [
      [118.9051, 42.2051],
      [118.9055, 42.2051],
      [118.9055, 42.2055],
      [118.9051, 42.2051],
    ]
    const of = (code: string, coordinates: unknown) => ({
      type: 'Feature',
      properties: { code, name: code, use: '住宅' },
      geometry: { type: 'Polygon', coordinates },
    })
    const features = [of(`${COMMUNITY}00088`, [ring]), of(`${COMMUNITY}00089`, [ring.slice(0, 3)])]
    const begun = await send('BUILDING', JSON.stringify({ type: 'FeatureCollection', features }))
    const tried = await check(begun, { source: 'HOUSING' })
    expect(tried.checked).toMatchObject({ good: 1, bad: 1 })
    expect(tried.checked?.faults).toMatchObject([{ row: 2, fault: 'geometry', detail: 'ring-short' }])
    await take(begun.id, 'GOOD')
    const file = await server.as(officer).inject('/api/library/registers/BUILDING/export?format=GEOJSON')
    const kept = file.json<{ features: { properties: { code: string }; geometry: object }[] }>().features
    expect(kept.find(({ properties }) => properties.code === `${COMMUNITY}00088`)?.geometry).toEqual({
      type: 'Polygon',
      coordinates: [ring],
    })
  })

  it('refuses what is no table, and whoever is no officer', async () => {
    for (const content of ['', '\u0000\u0001', '{', '[]', 'PK', 'a,b\n1,2\n'])
      expect((await send<Problem>('UNIT', content)).code, content).toMatch(
        /^(library\/(not-readable|no-header)|request\/bad-text)$/,
      )
    expect(await send<Problem>('UNIT', 'code,name\n', member)).toMatchObject({
      code: 'library/not-your-role',
    })
    expect(
      await post<Problem>('00000000-0000-8000-8000-000000000000', 'take', { mode: 'ALL' }),
    ).toMatchObject({
      code: 'library/no-import',
    })
  })
})

it('a template offers the choices of a field, and an export can be imported again', async () => {
  const template = await server.as(officer).inject('/api/library/registers/BUILDING/template')
  expect(template.statusCode).toBe(200)
  const file = (await server.as(officer).inject('/api/library/registers/BUILDING/export')).rawPayload
  const begun = await send('BUILDING', file)
  expect((await check(begun, { source: 'HOUSING' })).checked).toMatchObject({ bad: 0, added: 0, changed: 0 })
})
