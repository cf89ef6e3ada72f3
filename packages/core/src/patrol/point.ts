// Points of interest of a grid: records of the library that a patrol passes, or that are to be known on its map.
import { Type, type Static } from 'typebox'
import { oneOf, Uuid } from '../cases/schemas.ts'

/**
 * What a record of the library is to a patrol (function `patrol_kind` of the database says which is which). A camera is
 * a place on the map and nothing else: it is not visited, and nothing is asked of it.
 */
export const POINT_KINDS = ['HYDRANT', 'HAZARD', 'FACILITY', 'CAMERA'] as const
export type PointKind = (typeof POINT_KINDS)[number]
export const isVisited = (kind: PointKind): boolean => kind !== 'CAMERA'

/** A row of the collection `points`: points of the post's community. Which grid one lies in the device finds itself. */
export const HeldPoint = Type.Object({
  id: Uuid,
  /** The record's code, printed on its plate. */
  code: Type.String(),
  kind: oneOf(POINT_KINDS),
  name: Type.String(),
  lon: Type.Number(),
  lat: Type.Number(),
})
export type HeldPoint = Static<typeof HeldPoint>

const SCHEME = 'gezhi:point:'

/** What the plate's QR code and its NFC tag say. */
export const plateOf = ({ code }: Pick<HeldPoint, 'code'>): string => `${SCHEME}${code}`

/** Digits at the end of a code that are typed where nothing can be read. */
const FEWEST_TYPED = 4

/** The point that a read or typed text names: a plate, a whole code, or an ending of at least four that only one has. */
export function pointOf<Point extends Pick<HeldPoint, 'code'>>(
  points: readonly Point[],
  text: string,
): Point | null {
  const said = text.trim().toUpperCase()
  const code = said.startsWith(SCHEME.toUpperCase()) ? said.slice(SCHEME.length) : said
  const whole = points.find((point) => point.code === code)
  if (whole || code.length < FEWEST_TYPED) return whole ?? null
  const [ending, another] = points.filter((point) => point.code.endsWith(code))
  return another ? null : (ending ?? null)
}
