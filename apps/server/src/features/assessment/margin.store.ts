// Daily sums over one dimension at a time: what a dashboard of the whole district is read from.
import type { FigureGroup } from '@gezhi/core/assessment/figure.view'
import { sql, type RawBuilder } from 'kysely'
import type { FigureFilter } from './figure.query.ts'
import './tables.ts'

/** Dimensions of which a margin is kept; the empty text for none. */
type Margin = '' | 'street' | 'org' | 'category'
const DIMENSIONS = ['street', 'org', 'category'] as const

/**
 * Adds rows of `source` (indicator, day, street, org, category, urgency, base, counted, value) to the margins, or takes
 * them away.
 */
export const addMargins = (
  district: number,
  source: RawBuilder<unknown>,
  sign: 1 | -1 = 1,
): RawBuilder<unknown> => sql`
  insert into figure_margin as m (district, indicator, dim, day, key, urgency, base, counted, value)
  select ${district}::int, s.indicator, d.dim, s.day, d.key, s.urgency, ${sql.lit(sign)} * sum(s.base),
    ${sql.lit(sign)} * sum(s.counted), ${sql.lit(sign)} * sum(s.value)
  from (${source}) as s cross join lateral
    (values ('', ''), ('street', s.street), ('org', s.org), ('category', s.category)) as d(dim, key)
  group by 2, 3, 4, 5, 6
  on conflict (district, indicator, dim, day, key, urgency) do update set
    base = m.base + excluded.base, counted = m.counted + excluded.counted, value = m.value + excluded.value`

/** The margin that answers a question of somebody who reads the whole district; null when it asks for two dimensions. */
export function marginOf(filter: FigureFilter, groupBy: FigureGroup | undefined): Margin | null {
  const asked = DIMENSIONS.filter((name) => filter[name] !== undefined || groupBy === name)
  const [only = ''] = asked
  return asked.length > 1 ? null : only
}

/** Daily sums of a margin with the columns of `figure_day` as far as one dimension has them. */
export function marginRows(
  margin: Margin,
  filter: FigureFilter,
  of: { readonly district: number; readonly names: RawBuilder<unknown>; readonly days: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const { district, names, days } = of
  const column = (name: Margin) => (name === margin ? sql`key` : sql`''`)
  const key = margin === '' ? undefined : filter[margin]
  return sql`
    select indicator, day, ${column('street')} as street, ${column('org')} as org, ${column('category')} as category,
      urgency, base, counted, value
    from figure_margin
    where district = ${district} and indicator = any(${names}) and dim = ${margin} and ${days}
      and (base <> 0 or counted <> 0 or value <> 0)
      ${key === undefined ? sql`` : sql`and key = ${key}`}
      ${filter.urgency === undefined ? sql`` : sql`and urgency = ${filter.urgency}`}`
}
