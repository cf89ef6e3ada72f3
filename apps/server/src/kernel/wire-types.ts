/** How values of the database become values of the program: node-postgres' own parsers, with these changed. */
import pg from 'pg'

const { builtins } = pg.types

/** Whole numbers beyond 2^53 stay exact as bigint; no column of the product reaches them. */
function integer(text: string): number | bigint {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}

const parseDate = pg.types.getTypeParser(builtins.TIMESTAMPTZ, 'text')

/** Milliseconds since 1970; microseconds are cut off. Connections speak UTC, so the short way is the usual one. */
function instant(text: string): number {
  const short = text.endsWith('+00') ? Date.parse(`${text.slice(0, -3).replace(' ', 'T')}Z`) : Number.NaN
  return Number.isNaN(short) ? Number(parseDate(text)) : short
}

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, integer],
  [builtins.NUMERIC, Number],
  [builtins.TIMESTAMPTZ, instant],
  // A day of the calendar is no instant: it stays YYYY-MM-DD.
  [builtins.DATE, (text) => text],
])

// Gate: the declared type lists the built-in types only, the function takes any.
const standard = pg.types.getTypeParser as (oid: number, format?: string) => (text: string) => unknown

export const wireTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) => parsers.get(oid) ?? standard(oid, format),
}
