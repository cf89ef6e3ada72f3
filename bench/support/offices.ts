// Places of the district and the posts that handle what happens there, for benches that live whole lives of cases.
import pg from 'pg'

export interface Office {
  readonly place: { readonly lon: number; readonly lat: number }
  readonly member: string
  readonly streetDispatcher: string
  readonly streetHandler: string
  readonly streetLeader: string
  readonly community: string
}

export interface Department {
  readonly org: string
  readonly dispatcher: string
  readonly handler: string
}

export interface Offices {
  readonly offices: readonly Office[]
  readonly department: Department
  /** Two persons: who accepts a case may not answer for its reporter as somebody else's colleague does. */
  readonly operators: readonly [string, string]
  readonly dispatcher: string
  readonly assessor: string
}

/** Leads the items of city appearance, most of which are handled without a second department. */
const DEPARTMENT = '150402D03'

/** One grid of each street that has every post. */
export async function findOffices(url: string): Promise<Offices> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Office & { lon: number; lat: number }>(`
    select distinct on (g.street) st_x(p) as lon, st_y(p) as lat, m.code as member, d.code as "streetDispatcher",
      h.code as "streetHandler", l.code as "streetLeader", c.code as community
    from grid g cross join lateral st_pointonsurface(g.polygon) p
    join post m on m.district = g.district and m.role = 'GRID_MEMBER' and g.code = any(m.grids)
    join post d on d.district = g.district and d.role = 'STREET_DISPATCHER' and d.org = g.street
    join post h on h.district = g.district and h.role = 'STREET_HANDLER' and h.org = g.street
    join post l on l.district = g.district and l.role = 'STREET_LEADER' and l.org = g.street
    join post c on c.district = g.district and c.role = 'COMMUNITY_OPERATOR' and c.org = g.community
    order by g.street, g.code, m.code, d.code, h.code, l.code, c.code`)
  const { rows: posts } = await client.query<{ code: string; role: string }>(
    `select code, role from post where role like 'DISTRICT%' or org = $1 order by code`,
    [DEPARTMENT],
  )
  await client.end()
  const ofRole = (role: string, nth = 0) => posts.filter((post) => post.role === role)[nth]?.code ?? ''
  return {
    offices: rows.map(({ lon, lat, ...office }) => ({ ...office, place: { lon, lat } })),
    department: { org: DEPARTMENT, dispatcher: ofRole('DEPT_DISPATCHER'), handler: ofRole('DEPT_HANDLER') },
    operators: [ofRole('DISTRICT_OPERATOR'), ofRole('DISTRICT_OPERATOR', 1)],
    dispatcher: ofRole('DISTRICT_DISPATCHER'),
    assessor: ofRole('DISTRICT_ASSESSOR'),
  }
}

/** Every post that acts. */
export const postsOf = ({ offices, department, operators, dispatcher, assessor }: Offices): string[] => [
  ...new Set([
    ...offices.flatMap((office) => [
      office.member,
      office.streetDispatcher,
      office.streetHandler,
      office.streetLeader,
      office.community,
    ]),
    department.dispatcher,
    department.handler,
    ...operators,
    dispatcher,
    assessor,
  ]),
]
