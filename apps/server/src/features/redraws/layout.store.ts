// Versions of grids and posts as of an instant.
import type { Post } from '@gezhi/core/districts/register'
import type { Polygon } from '@gezhi/core/kernel/geo'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

/** A grid as the version says it was. */
export interface GridVersion {
  readonly code: string
  readonly kind: 'BASIC' | 'EXCLUSIVE'
  readonly name: string
  readonly community: string
  readonly street: string
  readonly households: number
  readonly population: number
  readonly polygon: Polygon
  readonly from: number
  readonly to: number | null
  /** Id of the redraw that made it. */
  readonly redraw: string | null
}

const ms = (column: string) => sql<number>`floor(extract(epoch from ${sql.ref(column)}) * 1000)::float8`
const held = (at: Date) =>
  sql<boolean>`v.valid_from <= ${at}::timestamptz and (v.valid_to is null or v.valid_to > ${at}::timestamptz)`

/** Grids that held at an instant, by code; of one community or, null, of all. */
export async function findGridsAt(
  tx: Tx,
  district: number,
  { community, at }: { readonly community: string | null; readonly at: Date },
): Promise<readonly GridVersion[]> {
  const { rows } = await sql<Omit<GridVersion, 'code'> & { key: string; content: GridVersion }>`
    select v.key, v.content, ${ms('v.valid_from')} as "from", ${ms('v.valid_to')} as "to",
      case v.source when 'REDRAW' then v.cause end as redraw
    from register_version v
    where v.district = ${district} and v.relation = 'grid' and ${held(at)}
      and (${community}::text is null or v.content ->> 'community' = ${community})
    order by v.key`.execute(tx)
  return rows.map(({ key, content, from, to, redraw }) => {
    const { kind, name, community: of, street, households, population, polygon } = content
    return { code: key, kind, name, community: of, street, households, population, polygon, from, to, redraw }
  })
}

export type PostVersion = Pick<Post, 'code' | 'role' | 'grids'> & { readonly person: string }

/** Posts that worked in one of these grids on a day: by what held at the instant, and held on the day. */
export async function findPostsAt(
  tx: Tx,
  district: number,
  { grids, at, day }: { readonly grids: readonly string[]; readonly at: Date; readonly day: string },
): Promise<readonly PostVersion[]> {
  const { rows } = await sql<PostVersion>`
    select v.key as code, v.content ->> 'role' as role, v.content ->> 'person' as person, v.content -> 'grids' as grids
    from register_version v
    where v.district = ${district} and v.relation = 'post' and ${held(at)}
      and v.content -> 'grids' ?| ${[...grids]}::text[]
      and (v.content ->> 'valid_from')::date <= ${day}::date
      and coalesce((v.content ->> 'valid_to')::date >= ${day}::date, true)
    order by v.key`.execute(tx)
  return rows
}

/** Instants at which a grid of the community began, was changed or ended, oldest first. */
export async function findChanges(tx: Tx, district: number, community: string) {
  const { rows } = await sql<{ at: number; redraw: string | null }>`
    select distinct ${ms('v.valid_from')} as at, case v.source when 'REDRAW' then v.cause end as redraw
    from register_version v
    where v.district = ${district} and v.relation = 'grid' and v.content ->> 'community' = ${community}
    order by 1`.execute(tx)
  return rows
}

/** Every version of a row, oldest first. */
export async function findVersions(
  tx: Tx,
  district: number,
  { relation, code }: { readonly relation: 'grid' | 'division' | 'organisation'; readonly code: string },
) {
  const { rows } = await sql<{
    no: number
    from: number
    to: number | null
    source: 'PACK' | 'REDRAW' | 'HAND'
    cause: string
    name: string
    content: Readonly<Record<string, unknown>>
  }>`
    select v.no, ${ms('v.valid_from')} as "from", ${ms('v.valid_to')} as "to", v.source, v.cause,
      coalesce(v.content ->> 'name', v.key) as name, v.content
    from register_version v
    where v.district = ${district} and v.relation = ${relation} and v.key = ${code}
    order by v.no`.execute(tx)
  return rows
}

/** When the register was imported first. */
export async function findBeginning(tx: Tx, district: number): Promise<number> {
  const { rows } = await sql<{ at: number }>`
    select floor(extract(epoch from min(valid_from)) * 1000)::float8 as at from register_version
    where district = ${district} and relation = 'grid'`.execute(tx)
  return rows[0]?.at ?? 0
}
