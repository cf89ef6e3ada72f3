import { describe, expect, it } from 'vitest'
import { readPack, type RawPack } from './pack.ts'
import { A, B, C, ring, smallPack, withCell } from './pack.testing.ts'
import { createRulebook } from './rulebook.ts'
import { HOUR, isWorkday, dayOfDate } from '../kernel/calendar.ts'

/** `file:row:column code` of every error. */
function errorsOf(raw: RawPack): readonly string[] {
  const result = readPack(raw)
  return result.ok
    ? []
    : result.errors.map(({ file, row, column, code }) => `${file}:${row}:${column} ${code}`)
}

function packOf(raw: RawPack) {
  const result = readPack(raw)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.pack
}

interface Features {
  features: { properties: Record<string, string>; geometry: { type: string; coordinates: unknown } }[]
}
/** The pack with the outlines of grids changed by code. */
function withGrids(change: Readonly<Record<string, readonly (readonly number[])[]>>): RawPack {
  const raw = smallPack()
  // Gate: the small pack writes features.
  const value = structuredClone(raw.polygons.value) as Features
  for (const { properties, geometry } of value.features)
    geometry.coordinates = [change[properties['code'] ?? ''] ?? (geometry.coordinates as unknown[])[0]]
  return { ...raw, polygons: { ...raw.polygons, value } }
}

describe('a district pack', () => {
  it('becomes a rulebook', () => {
    const pack = packOf(smallPack())
    const rules = createRulebook(pack)
    expect([rules.district, pack.settings.offset, pack.settings.duty]).toEqual([
      150402,
      8 * HOUR,
      { from: 8 * HOUR, to: 20 * HOUR },
    ])
    expect(rules.item('W01001')).toMatchObject({ leadDepartment: '150402D01', selfHandle: true, hours: 24 })
    expect(rules.organisation(A)?.shortName).toBe('甲社区')
    expect(rules.grid(`${B}1002`)?.street).toBe('150402001')
    expect(rules.locate([118.905, 42.225])?.community).toBe(B)
    expect(
      [dayOfDate('2026-10-01'), dayOfDate('2026-10-10')].map((day) => isWorkday(rules.calendar, day)),
    ).toEqual([false, true])
  })

  it('gives posts the street and community of their organisations', () => {
    const places = packOf(smallPack()).posts.map(({ code, street, community }) => [code, street, community])
    expect(places).toContainEqual(['P-LEAD-A', '150402001', A])
    expect(places).toContainEqual(['P-S1-D', '150402001', null])
    expect(places).toContainEqual(['P-D1-H', null, null])
  })

  it('writes every error in Chinese and English with its value', () => {
    const result = readPack(withCell(smallPack(), 'catalogue', 2, 'hours', 'bald'))
    expect(!result.ok && result.errors).toEqual([
      {
        file: 'catalogue.csv',
        row: 2,
        column: 'hours',
        code: 'pack/not-a-number',
        zh: '“bald”不是数字',
        en: '"bald" is not a number',
      },
    ])
  })

  it('collects the errors of all files', () => {
    let raw = withCell(smallPack(), 'catalogue', 2, 'hours', '0')
    raw = withCell(raw, 'organisations', 4, 'kind', 'VILLAGE')
    raw = withCell(raw, 'calendar', 3, 'date', '2026-02-30')
    expect(errorsOf(raw)).toEqual([
      'calendar.csv:3:date pack/bad-date',
      'catalogue.csv:2:hours pack/out-of-range',
      'organisations.csv:4:kind pack/not-allowed',
    ])
  })
})

describe('cells and codes of a pack', () => {
  const spoiled: readonly (readonly [
    string,
    Parameters<typeof withCell>[1],
    number,
    string,
    string,
    string,
  ])[] = [
    ['a flag that is neither yes nor no', 'catalogue', 2, 'self_handle', 'maybe', 'pack/not-allowed'],
    ['an urgency of no class', 'catalogue', 2, 'urgency', 'SOON', 'pack/not-allowed'],
    ['a law that nobody wrote', 'catalogue', 2, 'statutory_rule', '15日内', 'pack/not-allowed'],
    ['an item without a name', 'catalogue', 3, 'name', '', 'pack/required'],
    ['an item whose name is about people', 'catalogue', 3, 'name', '重点人员动态', 'pack/forbidden-words'],
    ['a condition that is about people', 'catalogue', 3, 'close_condition', '已稳控', 'pack/forbidden-words'],
    [
      'a lead department that does not exist',
      'catalogue',
      2,
      'lead_department',
      '150402D77',
      'pack/unknown-reference',
    ],
    ['a lead that is a street', 'catalogue', 2, 'lead_department', '150402001', 'pack/department-required'],
    [
      'a co department that does not exist',
      'catalogue',
      2,
      'co_departments',
      '150402D78',
      'pack/unknown-reference',
    ],
    ['a code that came before', 'staff', 3, 'code', 'S01', 'pack/duplicate'],
    ['a street below nothing', 'organisations', 3, 'parent', '150403', 'pack/unknown-reference'],
    ['a community below the other street', 'organisations', 5, 'parent', '150402002', 'pack/wrong-parent'],
    ['a street without a peer group', 'organisations', 3, 'peer_group', '', 'pack/required'],
    ['a peer group that nobody knows', 'organisations', 4, 'peer_group', 'SUBURB', 'pack/not-allowed'],
    ['a peer group of a community', 'organisations', 5, 'peer_group', 'TOWN', 'pack/not-allowed'],
    ['a street code of a community', 'organisations', 8, 'code', '150402999', 'pack/bad-code'],
    ['a post of an unknown organisation', 'posts', 17, 'org', '150402D99', 'pack/unknown-reference'],
    ['a post of nobody', 'posts', 17, 'staff', 'S99', 'pack/unknown-reference'],
    ['a role that nobody knows', 'posts', 17, 'role', 'KING', 'pack/not-allowed'],
    [
      'a role in the wrong kind of organisation',
      'posts',
      17,
      'role',
      'STREET_LEADER',
      'pack/role-organisation',
    ],
    ['a post that ends before it begins', 'posts', 18, 'to', '2023-01-01', 'pack/period'],
    ['a power that does not exist', 'posts', 16, 'delegations', 'VETO', 'pack/not-allowed'],
    ['a team of an unknown grid', 'teams', 2, 'grids', `${A}1999`, 'pack/unknown-reference'],
    ['a hazard of an unknown item', 'checklists', 2, 'catalogue_item', 'W01999', 'pack/unknown-reference'],
    ['a grid code outside its community', 'grids', 2, 'community', B, 'pack/wrong-parent'],
  ]
  it.each(spoiled)('refuse %s', (_name, file, row, column, value, code) => {
    const at = { community: 'code', role: value === 'KING' ? 'role' : 'org' }[column] ?? column
    expect(errorsOf(withCell(smallPack(), file, row, column, value))).toContain(
      `${file}.csv:${row}:${at} ${code}`,
    )
  })

  it('name columns that are missing and columns that nobody knows', () => {
    const raw = smallPack()
    const columns = raw.staff.columns.map((name) => (name === 'name' ? 'nmae' : name))
    const errors = errorsOf({ ...raw, staff: { ...raw.staff, columns } })
    expect(errors).toEqual(['staff.csv:1:name pack/column-missing', 'staff.csv:1:nmae pack/column-unknown'])
  })

  it('refuse organisations of another district', () => {
    const raw = smallPack()
    const value = { ...(raw.district.value as object), code: 110101 }
    expect(errorsOf({ ...raw, district: { ...raw.district, value } })).toContain(
      'organisations.csv:2:code pack/wrong-parent',
    )
  })

  it('name the member of district.yaml that is wrong, with its line', () => {
    const raw = smallPack()
    const value = {
      ...(raw.district.value as object),
      numberPrefix: '红山',
      duty: { from: '8 Uhr', to: '20:00' },
    }
    expect(errorsOf({ ...raw, district: { ...raw.district, value } })).toEqual([
      'district.yaml:null:numberPrefix pack/bad-code',
      'district.yaml:6:duty.from pack/bad-time',
    ])
  })
})

describe('people of grids', () => {
  const without = (post: string): RawPack => {
    const raw = smallPack()
    return {
      ...raw,
      posts: { ...raw.posts, rows: raw.posts.rows.filter(({ cells }) => cells['code'] !== post) },
    }
  }

  it('need one leader a grid', () => {
    expect(errorsOf(without('P-LEAD-A'))).toEqual([
      'grids.csv:2:code pack/leader-missing',
      'grids.csv:3:code pack/leader-missing',
      'grids.csv:4:code pack/leader-missing',
    ])
    expect(errorsOf(withCell(smallPack(), 'posts', 3, 'grids', `${B}1001;${A}1003`))).toEqual([
      'grids.csv:4:code pack/leader-twice',
    ])
  })

  it('need a member in every grid', () => {
    expect(errorsOf(without(`P-${C}2001-M`))).toEqual(['grids.csv:9:code pack/member-missing'])
  })

  it('have grids', () => {
    expect(errorsOf(withCell(smallPack(), 'posts', 2, 'grids', ''))).toContain(
      'posts.csv:2:grids pack/grids-required',
    )
  })
})

describe('polygons of grids', () => {
  it('leave no gap', () => {
    expect(errorsOf(withGrids({ [`${A}1003`]: ring([1.2, 1], [2, 1], [2, 2], [1.2, 2]) }))).toContain(
      'grids.geojson:2:geometry pack/gap',
    )
  })

  it('do not overlap', () => {
    expect(errorsOf(withGrids({ [`${A}1003`]: ring([1, 0.8], [2, 0.8], [2, 2], [1, 2]) }))).toContain(
      'grids.geojson:2:geometry pack/gap',
    )
    const same = ring([1, 0], [2, 0], [2, 1], [1, 1])
    expect(errorsOf(withGrids({ [`${A}1003`]: same }))).toContain('grids.geojson:4:geometry pack/overlap')
  })

  it('meet corner on corner: a corner on the neighbour’s edge is a gap', () => {
    expect(errorsOf(withGrids({ [`${A}1001`]: ring([0, 0], [1, 0], [1, 2], [0, 2]) }))).toContain(
      'grids.geojson:2:geometry pack/gap',
    )
  })

  it('do not cross themselves and have an area', () => {
    expect(errorsOf(withGrids({ [`${B}1001`]: ring([0, 2], [1, 3], [1, 2], [0, 3]) }))).toEqual([
      'grids.geojson:4:geometry pack/geometry',
    ])
    expect(errorsOf(withGrids({ [`${B}1001`]: ring([0, 2], [1, 2], [0.2, 3], [1, 3], [0, 2.5]) }))).toEqual([
      'grids.geojson:4:geometry pack/self-crossing',
    ])
  })

  it('keep an exclusive grid inside its community, though it may run along the border', () => {
    expect(errorsOf(withGrids({ [`${C}2001`]: ring([1.9, 1], [3, 1], [3, 2], [1.9, 2]) }))).toEqual([
      'grids.csv:9:geometry pack/outside-community',
    ])
    expect(errorsOf(withGrids({ [`${C}2001`]: ring([2, 1], [3, 1], [3, 1.5], [2, 1.5]) }))).toEqual([])
  })

  it('exist for every grid, and no grid without one', () => {
    const raw = smallPack()
    const value = structuredClone(raw.polygons.value) as Features
    const [first] = value.features
    if (first) first.properties['code'] = `${A}1099`
    expect(errorsOf({ ...raw, polygons: { ...raw.polygons, value } })).toEqual([
      'grids.csv:2:code pack/polygon-missing',
      'grids.geojson:1:code pack/unknown-reference',
    ])
  })

  it('are polygons of a feature collection', () => {
    const raw = smallPack()
    expect(errorsOf({ ...raw, polygons: { ...raw.polygons, value: [] } })).toContain(
      'grids.geojson:null:null pack/bad-shape',
    )
    expect(errorsOf(withGrids({ [`${C}2001`]: [[1, 2]] }))).toContain(
      'grids.geojson:8:geometry pack/geometry',
    )
  })
})
