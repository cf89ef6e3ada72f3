// A small library: an estate with three buildings and their flats, a shop and a school, two communities of two streets.
import type { LoadRow } from '@gezhi/core/library/load'
import type { Owner } from '@gezhi/core/library/field'
import type { RegisterName } from '@gezhi/core/library/registers'
import { systemActor, type Actor } from '@gezhi/core/people/actor'
import type { Deps } from '../../kernel/deps.ts'
import { idOf } from '../../kernel/ids.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import { testApp } from '../../testing/app.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack } from '../districts/index.ts'
import { libraryFeature } from './index.ts'
import { loadRows } from './loader.ts'

export const COMMUNITY = '150402001001'
export const OTHER_COMMUNITY = '150402002001'

export const row = (given: Partial<LoadRow> & Pick<LoadRow, 'code' | 'name'>): LoadRow => ({
  address: '',
  initials: '',
  street: given.community === null ? null : (given.community ?? COMMUNITY).slice(0, 9),
  community: COMMUNITY,
  parent: null,
  place: { type: 'Point', coordinates: [118.905, 42.205] },
  fields: {},
  ...given,
})

const building = (serial: number, community = COMMUNITY): LoadRow =>
  row({
    code: `${community}0000${serial}`,
    name: `阳光小区${serial}号楼`,
    address: `钢铁西街12号阳光小区${serial}号楼`,
    initials: `ygxq${serial}hl`,
    community,
    place: { type: 'Point', coordinates: [118.9 + serial / 1000, 42.2] },
    fields: { use: 'RESIDENTIAL', floorsAbove: 6, units: 2, households: 24 },
    layout: { units: 2, floors: 6, perFloor: 2 },
  })

export const BUILDINGS = [building(1), building(2), building(3, OTHER_COMMUNITY)]
export const SHOP = row({
  code: '91150402MA0N0XYR7P',
  name: '红山区好味道餐馆',
  address: '钢铁西街14号',
  initials: 'hsqhwdcg',
  fields: { type: 'SELF_EMPLOYED', industry: '6210', gasUse: true },
})
export const SCHOOL = row({
  code: '2115001234',
  name: '第五小学',
  address: '哈达街3号',
  initials: 'dwxx',
  community: OTHER_COMMUNITY,
  fields: { kind: 'PRIMARY', gates: 2 },
})

export interface LoadOptions {
  readonly source?: Owner
  readonly asOf?: number
  readonly name?: string
}

/** Loads rows as a source system would. */
export function load(
  deps: Deps,
  register: RegisterName,
  rows: readonly LoadRow[],
  { source = 'HOUSING', asOf = MONDAY, name = `${register} ${asOf}` }: LoadOptions = {},
): Promise<number> {
  return loadRows(
    deps,
    {
      id: idOf('test load', register, name),
      head: { register, source, asOf, name },
      actor: systemActor(DISTRICT, source),
    },
    rows,
  )
}

export async function loadSmallLibrary(deps: Deps): Promise<void> {
  await load(deps, 'BUILDING', BUILDINGS)
  await load(deps, 'UNIT', [SHOP], { source: 'MARKET' })
  await load(deps, 'SCHOOL', [SCHOOL], { source: 'EDUCATION' })
}

/** The library of the small district over HTTP, for the tests of a file. */
export const libraryServer = () =>
  testApp(
    async (deps) => {
      const district = await districtsFeature(deps)
      return [district.feature, libraryFeature({ ...deps, ...district, pack: null })]
    },
    {
      async seed(deps) {
        const { folder, remove } = await writePack(smallPack())
        await importPack(deps.db, folder, MONDAY)
        await remove()
        await loadSmallLibrary(deps)
      },
    },
  )

const post = (given: Partial<Actor> & Pick<Actor, 'post' | 'role' | 'org'>): Actor => ({
  person: given.post,
  district: DISTRICT,
  ...given,
})
export const officer = post({ post: 'P-OPERATOR', role: 'DISTRICT_OPERATOR', org: '150402' })
export const member = post({
  post: 'P-MEMBER',
  role: 'GRID_MEMBER',
  org: COMMUNITY,
  street: COMMUNITY.slice(0, 9),
  community: COMMUNITY,
  grids: [`${COMMUNITY}1001`],
})
export const housing = post({ post: 'P-HOUSING', role: 'DEPT_DISPATCHER', org: '150402D02' })
export const market = post({ post: 'P-MARKET', role: 'DEPT_DISPATCHER', org: '150402D05' })
