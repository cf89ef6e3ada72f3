import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { distanceM, type LonLat } from '@gezhi/core/kernel/geo'
import { turned } from '@gezhi/core/library/geojson'
import type { Geometry } from '@gezhi/core/library/load'
import { afterAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { openArchive, partsOf, streamOf, UnreadableArchive } from '../office/archive.ts'
import { BrokenFile } from './bytes.ts'
import { readDbf } from './dbf.ts'
import { openGeoPackage } from './geopackage.ts'
import type { Layers, LayerRow } from './layer.ts'
import { referenceOf, UnknownReference } from './reference.ts'
import { openShapefile, PartMissing } from './shapefile.ts'
import { readShapes } from './shapes.ts'
import { readWkb, writeWkb } from './wkb.ts'
import { writeGeoPackage, type WrittenRow } from './write-geopackage.ts'

const home = mkdtempSync(join(tmpdir(), 'gezhi-geodata-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const SHAPES = fixture('buildings-gk-gbk.zip')
const PACKAGE = join(home, 'buildings.gpkg')
writeFileSync(PACKAGE, gunzipSync(readFileSync(fixture('buildings.gpkg.gz'))))

async function allOf({ layers, close }: Layers) {
  try {
    const [layer] = layers
    if (!layer) throw new Error('no layer')
    const rows: LayerRow[] = []
    for await (const row of layer.rows()) rows.push(row)
    return { layer, rows, reference: layer.reference() }
  } finally {
    close()
  }
}

/** Parts of an archive by the end of their name. */
async function unpacked(file: string): Promise<Map<string, Buffer>> {
  const zip = await openArchive(file)
  try {
    const parts = new Map<string, Buffer>()
    for (const [name, entry] of await partsOf(zip))
      parts.set(name.slice(-3), await buffer(await streamOf(zip, entry)))
    return parts
  } finally {
    zip.close()
  }
}
async function packed(parts: Readonly<Record<string, Buffer | undefined>>): Promise<string> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) if (content) zip.addBuffer(content, name)
  zip.end()
  const file = join(home, `${Object.keys(parts).length}-${Math.floor(performance.now() * 1000)}.zip`)
  writeFileSync(file, await buffer(zip.outputStream as Readable))
  return file
}
const parts = await unpacked(SHAPES)

describe('a Shapefile in a Gauss-Krüger plane, its table in GBK, as GDAL writes it', () => {
  it('comes with its titles, cells as text, holes, several outlines and rows without a shape', async () => {
    const { layer, rows, reference } = await allOf(await openShapefile(SHAPES))
    expect(layer).toMatchObject({
      name: '建筑',
      titles: ['code', 'name', 'floorsAbov', 'useName', 'builtYear', 'checked'],
    })
    expect(reference).toMatchObject({
      name: 'CGCS2000_3_Degree_GK_CM_120E',
      datum: 'CGCS2000',
      plane: true,
    })
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['15040200100100091', '钢铁西街九十一号楼', '6', '住宅', '1998', '2026-05-04'],
      ['15040200100100092', '两栋相连', '11', '办公', '', ''],
      ['15040200100100093', '没有图形', '1', '其他', '2001', ''],
    ])
    expect(rows.map(({ shape }) => shape?.type)).toEqual(['Polygon', 'MultiPolygon', undefined])
    expect(rows[0]?.shape?.coordinates).toHaveLength(2)
  })

  it('lies where it was drawn, to a centimetre', async () => {
    const { rows, reference } = await allOf(await openShapefile(SHAPES))
    const turn = reference?.toLonLat ?? ((at: LonLat) => at)
    const rings = turned(rows[0]?.shape as Geometry, turn).coordinates as LonLat[][]
    const drawn: LonLat[] = [
      [118.9051, 42.2051],
      [118.9055, 42.2051],
      [118.9055, 42.2055],
      [118.9051, 42.2055],
    ]
    for (const corner of drawn)
      expect(Math.min(...(rings[0] ?? []).map((each) => distanceM(each, corner)))).toBeLessThan(0.01)
    expect(rings[0]).toHaveLength(5)
  })

  it('is read as GBK also when nothing says so, and as UTF-8 when it is', async () => {
    const plain = { 'a.shp': parts.get('shp'), 'a.dbf': parts.get('dbf') }
    const { rows, reference } = await allOf(await openShapefile(await packed(plain)))
    expect(rows[1]?.cells[1]).toBe('两栋相连')
    expect(reference).toBeNull()
    const table = Buffer.from(parts.get('dbf') ?? '')
    const at = table.indexOf(Buffer.from([0xc1, 0xbd, 0xb6, 0xb0]))
    for (let each = table.readUInt16LE(8); each < table.length; each++)
      if (table.readUInt8(each) > 0x7f) table[each] = 0x20
    table.write('两栋', at)
    const again = await allOf(await openShapefile(await packed({ ...plain, 'a.dbf': table })))
    expect(again.rows[1]?.cells[1]).toBe('两栋')
  })

  it('leaves out rows that were deleted, with their shapes', async () => {
    const table = Buffer.from(parts.get('dbf') ?? '')
    table[table.readUInt16LE(8)] = 0x2a
    const file = await packed({ 'a.shp': parts.get('shp'), 'a.dbf': table })
    const { rows } = await allOf(await openShapefile(file))
    expect(rows.map(({ cells, shape }) => [cells[0], shape?.type])).toEqual([
      ['15040200100100092', 'MultiPolygon'],
      ['15040200100100093', undefined],
    ])
  })

  it('is refused without its table, cut off anywhere, and with bytes that lie', async () => {
    await expect(openShapefile(await packed({ 'a.shp': parts.get('shp') }))).rejects.toThrow(PartMissing)
    const shapes = parts.get('shp') ?? Buffer.alloc(0)
    const table = parts.get('dbf') ?? Buffer.alloc(0)
    const read = async (data: Buffer) => {
      for await (const _ of readShapes(Readable.from([data])));
    }
    const tableOf = async (data: Buffer) => {
      for await (const _ of (await readDbf(Readable.from([data]), 'gbk')).rows);
    }
    for (const length of [0, 50, 100 + 4, 100 + 8 + 10, shapes.length - 3])
      await expect(read(shapes.subarray(0, length)), `${length}`).rejects.toThrow(BrokenFile)
    for (const length of [0, 20, 40, table.length - 200])
      await expect(tableOf(table.subarray(0, length)), `${length}`).rejects.toThrow(BrokenFile)
    let refused = 0
    for (let at = 0; at < shapes.length; at++) {
      const wrong = Buffer.from(shapes)
      wrong[at] = 0xff
      await read(wrong).catch((error: unknown) => {
        expect(error).toBeInstanceOf(BrokenFile)
        refused++
      })
    }
    expect(refused).toBeGreaterThan(20)
  })
})

describe('a GeoPackage', () => {
  it('of GDAL comes with its cells and shapes', async () => {
    const { layer, rows, reference } = await allOf(openGeoPackage(PACKAGE))
    expect(layer.name).toBe('buildings')
    expect(reference).toMatchObject({ datum: 'CGCS2000', plane: false })
    expect(rows.map(({ cells, shape }) => [cells[0], cells[2], shape?.type])).toEqual([
      ['15040200100100091', '6', 'Polygon'],
      ['15040200100100092', '11', 'MultiPolygon'],
      ['15040200100100093', '1', undefined],
    ])
  })

  it('runs nothing of what is sent: no views, no worked-out columns; a broken one is refused', async () => {
    const file = join(home, 'view.gpkg')
    writeFileSync(file, readFileSync(PACKAGE))
    const db = new DatabaseSync(file)
    db.exec(`PRAGMA foreign_keys = OFF; DROP TABLE gpkg_contents;
      CREATE VIEW gpkg_contents AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        SELECT 'buildings' AS table_name, 'features' AS data_type FROM n`)
    db.close()
    expect(() => openGeoPackage(file)).toThrow(BrokenFile)
    const whole = readFileSync(PACKAGE)
    for (const length of [20, 100, 5000, 50_000]) {
      const cut = join(home, `${length}.gpkg`)
      writeFileSync(cut, whole.subarray(0, length))
      await expect((async () => allOf(openGeoPackage(cut)))(), `${length}`).rejects.toThrow(BrokenFile)
    }
  })

  const shapes: Geometry[] = [
    { type: 'Point', coordinates: [118.9, 42.2] },
    {
      type: 'LineString',
      coordinates: [
        [118.9, 42.2],
        [118.91, 42.21],
      ],
    },
    {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [118.9, 42.2],
            [118.91, 42.2],
            [118.91, 42.21],
            [118.9, 42.2],
          ],
        ],
        [
          [
            [118.8, 42.2],
            [118.81, 42.2],
            [118.81, 42.21],
            [118.8, 42.2],
          ],
        ],
      ],
    },
  ]
  const file = join(home, 'written.gpkg')
  const write = () =>
    writeGeoPackage(file, {
      name: '楼栋',
      columns: [
        { title: '编码', type: 'TEXT' },
        { title: 'FID', type: 'INTEGER' },
        { title: '编码', type: 'BOOLEAN' },
      ],
      rows: Readable.from([
        ...shapes.map((place, index): WrittenRow => ({ cells: [`0${index}`, index, 1], place })),
        { cells: ['无图形', null, null], place: null } satisfies WrittenRow,
      ]),
      at: 0,
    })

  it('that is written is read back, titles that clash numbered', async () => {
    await write()
    const { layer, rows } = await allOf(openGeoPackage(file))
    expect(layer.titles).toEqual(['编码', 'FID_2', '编码_2'])
    expect(rows.map(({ cells }) => cells.join())).toEqual(['00,0,1', '01,1,1', '02,2,1', '无图形,,'])
    expect(rows.map(({ shape }) => shape)).toEqual([...shapes, null])
    rmSync(file)
  })

  const gdal = spawnSync('ogrinfo', ['--version']).status === 0
  it.skipIf(!gdal)('that is written opens in GDAL without a warning (skipped without ogrinfo)', async () => {
    await write()
    const { stdout, stderr } = spawnSync('ogrinfo', ['-al', '-ro', file], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout).toMatch(
      /Layer name: 楼栋[\s\S]*Feature Count: 4[\s\S]*China Geodetic Coordinate System 2000/,
    )
    expect(stdout).toContain('MULTIPOLYGON (((118.9 42.2')
    rmSync(file)
  })
})

describe('coordinates that a file states', () => {
  it('are taken on CGCS2000 and WGS-84, as degrees or in a plane', () => {
    const degrees = 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]]]'
    expect(referenceOf(degrees)).toMatchObject({ name: 'WGS 84', datum: 'WGS84', plane: false })
    const plane = (parts.get('prj') ?? '').toString()
    // What GDAL makes of 118.9 E, 42.2 N in EPSG:4549.
    const at = referenceOf(plane).toLonLat([409149.542239918, 4674437.77136369])
    expect(distanceM(at, [118.9, 42.2])).toBeLessThan(0.01)
  })

  it('are refused by name where no public parameters lead to CGCS2000', () => {
    const of = (name: string, datum: string) =>
      `GEOGCS["${name}",DATUM["${datum}",SPHEROID["a",6378140,298.257]]]`
    for (const datum of ['D_Xian_1980', 'D_Beijing_1954', 'Pulkovo_1942', ''])
      expect(() => referenceOf(of('某地坐标系', datum))).toThrow('某地坐标系')
    for (const text of ['', 'PROJCS[', 'PROJCS["x",GEOGCS["y",DATUM["WGS_1984"]],PROJECTION["Nonsense"]]'])
      expect(() => referenceOf(text)).toThrow(UnknownReference)
  })
})

it('well-known binary is read in either byte order, with heights, and refused when it ends early', () => {
  const point = writeWkb({ type: 'Point', coordinates: [1, 2] })
  const high = Buffer.concat([Buffer.from([1, 0xe9, 3, 0, 0]), point.subarray(5), Buffer.alloc(8)])
  expect(readWkb(high)).toEqual({ type: 'Point', coordinates: [1, 2] })
  const big = Buffer.alloc(21)
  big.writeUInt32BE(1, 1)
  big.writeDoubleBE(1, 5)
  big.writeDoubleBE(2, 13)
  expect(readWkb(big)).toEqual({ type: 'Point', coordinates: [1, 2] })
  expect(readWkb(Buffer.from([1, 7, 0, 0, 0]))).toEqual({ type: 'unknown', coordinates: null })
  const lie = Buffer.from([1, 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff])
  for (const data of [point.subarray(0, 9), lie, Buffer.alloc(0)])
    expect(() => readWkb(data)).toThrow(BrokenFile)
})

it('archives that are none, or broken inside, are refused', async () => {
  const none = join(home, 'none.zip')
  writeFileSync(none, 'PK no archive')
  await expect(openShapefile(none)).rejects.toThrow(UnreadableArchive)
  const broken = Buffer.from(readFileSync(SHAPES))
  const at = broken.indexOf('.dbf') + 40
  broken.fill(0xff, at, at + 100)
  const file = join(home, 'broken.zip')
  writeFileSync(file, broken)
  await expect((async () => allOf(await openShapefile(file)))()).rejects.toThrow()
})
