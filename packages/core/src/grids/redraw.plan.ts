// A redraw of grids as planned: which communities, how their grids lie afterwards, who works where, from which day.
import { Type, type Static } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import type { Polygon, Ring } from '../kernel/geo.ts'

const closed = { additionalProperties: false }

/** Units in a degree: 1e-7 degrees, about a centimetre. Whole numbers, so that neighbours share corners exactly. */
export const UNITS = 10_000_000
/** Longitude and latitude in units of 1e-7 degrees, CGCS2000. */
export const WholePoint = Type.Tuple([
  Type.Integer({ minimum: -180 * UNITS, maximum: 180 * UNITS }),
  Type.Integer({ minimum: -90 * UNITS, maximum: 90 * UNITS }),
])
export type WholePoint = Static<typeof WholePoint>
/** Closed: the last corner is the first again. The first ring of a grid is its outside, the others are holes. */
const WholeRing = Type.Array(WholePoint, { minItems: 4, maxItems: 5000 })

export const CommunityCode = Type.String({ pattern: '^\\d{12}$' })
export const PostCode = Type.String({ pattern: '^[0-9A-Za-z_-]{3,60}$' })
/** A day of the district's calendar, YYYY-MM-DD. */
export const Day = Type.String({ format: 'date' })

/** A grid as it is to lie from the day on. */
export const PlannedGrid = Type.Object(
  {
    /** The code of a grid that stays, or any name of a new one in this plan: `new-1`. */
    id: Type.String({ pattern: '^[0-9A-Za-z-]{1,36}$' }),
    kind: oneOf(['BASIC', 'EXCLUSIVE'] as const),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    community: CommunityCode,
    rings: Type.Array(WholeRing, { minItems: 1, maxItems: 50 }),
    households: Type.Integer({ minimum: 0, maximum: 100_000 }),
    population: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    /** Every post of a grid leader, member or support team that works in it from the day on. */
    posts: Type.Array(PostCode, { maxItems: 30, uniqueItems: true }),
  },
  closed,
)
export type PlannedGrid = Static<typeof PlannedGrid>

/** What somebody draws up. All grids of the communities are named: who is left out is retired. */
export const RedrawPlan = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80 }),
    reason: Type.String({ minLength: 1, maxLength: 1000 }),
    communities: Type.Array(CommunityCode, { minItems: 1, maxItems: 10, uniqueItems: true }),
    grids: Type.Array(PlannedGrid, { minItems: 1, maxItems: 200 }),
    /** First day on which it holds: tomorrow at the earliest when it is proposed. */
    day: Day,
  },
  closed,
)
export type RedrawPlan = Static<typeof RedrawPlan>

/** A grid that ends, and whose area goes where: the largest share first. */
export interface RetiredGrid {
  readonly code: string
  readonly name: string
  readonly successors: readonly string[]
}

const isCode = /^\d{12}[123]\d{3}$/
/** True for a grid that has a code already; others are new and get theirs when the plan is proposed. */
export const hasCode = ({ id }: Pick<PlannedGrid, 'id'>): boolean => isCode.test(id)

/** The same area in degrees. */
export const polygonOf = ({ rings }: Pick<PlannedGrid, 'rings'>): Polygon => ({
  type: 'Polygon',
  coordinates: rings.map((ring) => ring.map(([lon, lat]) => [lon / UNITS, lat / UNITS] as const)),
})

/** Rings in whole units; 1e-7 degrees is finer than any boundary that was ever surveyed. */
export const wholeRings = (rings: readonly Ring[]): WholePoint[][] =>
  rings.map((ring) =>
    ring.map(([lon, lat]): WholePoint => [Math.round(lon * UNITS), Math.round(lat * UNITS)]),
  )
