import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Problem } from '@gezhi/core/kernel/problem'
import { wholeDistrict } from '@gezhi/core/people/scope'
import gcoordModule from 'gcoord'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { readAs } from '../../kernel/access.store.ts'
import { DISTRICT } from '../../testing/parts.testing.ts'
import { recordId } from './ids.ts'
import { createShelf } from './import.shelf.ts'
import { bookOf, importServer, rowsOf } from './import.testing.ts'
import { createImports } from './imports.ts'
import { COMMUNITY, member, officer, SHOP } from './library.testing.ts'

const { server, home, deps, send, post, check, take, rested, recordOf, fetched } = importServer()

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
    const marked = await rowsOf(await fetched(url))
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

  it('goes on where it was stopped, and where the program ended, and takes nothing twice', async () => {
    const line = (index: number) => `${COMMUNITY}F${7000 + index},设施${index},118.905,42.205,公共厕所,,`
    const begun = await send(
      'FACILITY',
      `${TITLES}\n${Array.from({ length: 2500 }, (_, i) => line(i)).join('\n')}`,
    )
    await check(begun)
    await post(begun.id, 'take', { mode: 'ALL' })
    const stopped = await post(begun.id, 'stop')
    expect(stopped).toMatchObject({ state: 'STOPPED' })
    expect(stopped.done).toBeLessThan(2500)
    // Another program on the same folder takes it up, and ends in the middle; the next one goes on by itself.
    const first = createImports(deps(), createShelf(home))
    expect(await first.take(officer, begun.id, 'ALL')).toMatchObject({ ok: true })
    await first.pause()
    expect(await first.find(officer, begun.id)).toMatchObject({ state: 'TAKING' })
    const next = createImports(deps(), createShelf(home))
    await next.resume()
    await next.settled()
    expect(await rested(begun.id)).toMatchObject({ state: 'TAKEN', done: 2500 })
    expect(await post<Problem>(begun.id, 'stop')).toMatchObject({ code: 'library/import-over' })
    const again = await send('FACILITY', `${TITLES}\n${line(0)}\n${line(2499)}`)
    expect((await check(again)).checked).toMatchObject({ same: 2 })
    const loads = await readAs(deps().db, wholeDistrict(DISTRICT), async (tx) => {
      const { rows } = await sql<{ rows: number }>`select rows from library_load where rows > 1000`.execute(
        tx,
      )
      return rows
    })
    expect(loads).toEqual([{ rows: 2500 }])
  })

  it('takes a Shapefile in a plane of CGCS2000, and a GeoPackage, each by what it states', async () => {
    const fixture = (name: string) =>
      readFileSync(fileURLToPath(new URL(`../../geodata/fixtures/${name}`, import.meta.url)))
    const begun = await send('BUILDING', fixture('buildings-gk-gbk.zip'))
    expect(begun).toMatchObject({
      format: 'SHAPEFILE',
      layer: '建筑',
      reference: { name: 'CGCS2000_3_Degree_GK_CM_120E', datum: 'CGCS2000', plane: true },
    })
    const columns = begun.headers.map(({ column, title }) => (title === 'useName' ? 'use' : column))
    expect(columns).toEqual(['code', 'name', 'floorsAbove', 'use', 'builtYear', null])
    expect(await check<Problem>(begun, { columns, datum: 'GCJ02' })).toMatchObject({
      code: 'request/invalid',
    })
    const checked = await check(begun, { columns, source: 'HOUSING' })
    expect(checked.checked).toMatchObject({ good: 3, bad: 0, added: 3 })
    await take(begun.id)
    const [lon = NaN, lat = NaN] = (await recordOf('BUILDING', `${COMMUNITY}00091`)).place ?? []
    expect([lon.toFixed(5), lat.toFixed(5)]).toEqual(['118.90530', '42.20530'])

    const twin = await send('BUILDING', gunzipSync(fixture('buildings.gpkg.gz')))
    expect(twin).toMatchObject({ format: 'GEOPACKAGE', layer: 'buildings', reference: { plane: false } })
    const more = twin.headers.map(({ column, title }) => (title === 'useName' ? 'use' : column))
    expect((await check(twin, { columns: more, source: 'HOUSING' })).checked).toMatchObject({ same: 3 })
  })

  it('returns the marked copy of a file with shapes as a GeoPackage that keeps them', async () => {
    const feature = (code: string, use: string) => ({
      type: 'Feature',
      properties: { code, name: code, use },
      geometry: { type: 'Point', coordinates: [118.905, 42.205] },
    })
    const features = [feature(`${COMMUNITY}00071`, '住宅'), feature(`${COMMUNITY}00072`, '城堡')]
    const begun = await send('BUILDING', JSON.stringify({ type: 'FeatureCollection', features }))
    expect((await check(begun, { source: 'HOUSING' })).checked).toMatchObject({ good: 1, bad: 1 })
    const copy = await send('BUILDING', await fetched(`/api/library/imports/${begun.id}/marked`))
    expect(copy).toMatchObject({ format: 'GEOPACKAGE', reference: { datum: 'CGCS2000', plane: false } })
    expect(copy.headers.map(({ column }) => column)).toEqual([null, 'code', 'name', 'use'])
    expect(copy.sample[1]?.[0]).toContain('用途：应为：')
    expect((await check(copy, { source: 'HOUSING' })).checked).toMatchObject({ good: 1, bad: 1, added: 1 })
  })

  it('refuses what is no table, and whoever is no officer', async () => {
    for (const content of ['', '\u0000\u0001', '{', '[]', 'PK', 'a,b\n1,2\n'])
      expect((await send<Problem>('UNIT', content)).code, content).toMatch(
        /^(library\/(not-readable|no-header)|request\/bad-text)$/,
      )
    expect(await send<Problem>('UNIT', Buffer.from([0, 0, 0x27, 0x0a, 0, 0]))).toMatchObject({
      code: 'library/shape-parts',
    })
    expect(await send<Problem>('UNIT', 'SQLite format 3\0')).toMatchObject({ code: 'library/not-readable' })
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
  for (const format of ['XLSX', 'GEOJSON', 'GEOPACKAGE']) {
    const begun = await send(
      'BUILDING',
      await fetched(`/api/library/registers/BUILDING/export?format=${format}`),
    )
    const { checked } = await check(begun, { source: 'HOUSING' })
    expect(checked, format).toMatchObject({ bad: 0, added: 0, changed: 0 })
    expect(checked?.same).toBeGreaterThan(3)
  }
})
