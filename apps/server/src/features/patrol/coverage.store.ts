// Counts what patrols of a period saw. Read under the row policies of who asks; nobody is named in any of it.
import type { PatrolState } from '@gezhi/core/patrol/patrol'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

const since = (from: number): Date => new Date(from)
const orAll = (grid: string | null) => sql`(${grid}::text is null or grid = ${grid}::text)`

export interface SeenRow {
  readonly point: string
  readonly at: number
  readonly means: 'QR' | 'NFC' | 'CODE' | 'PHOTO'
  readonly photo: string | null
  readonly uncertain: boolean
}

/** The last visit of every point; a certain one before one that is not. */
export async function findSeen(
  tx: Tx,
  district: number,
  from: number,
): Promise<ReadonlyMap<string, SeenRow>> {
  const { rows } = await sql<SeenRow>`
    select distinct on (point) point, at, means, photo, uncertain from patrol_visit
    where district = ${district} and at >= ${since(from)}
    order by point, uncertain, at desc`.execute(tx)
  return new Map(rows.map((row) => [row.point, row]))
}

export interface StreetRow {
  readonly grid: string
  readonly name: string
  readonly metres: number
  readonly walked: number
  readonly at: number
}

/** Each street with its length as last said, the longest stretch that one patrol walked of it, and when it was walked last. */
export async function findStreets(
  tx: Tx,
  district: number,
  from: number,
  grid: string | null,
): Promise<readonly StreetRow[]> {
  const { rows } = await sql<StreetRow>`
    select grid, way as name, (array_agg(metres order by at desc))[1] as metres,
      least(max(walked), (array_agg(metres order by at desc))[1]) as walked,
      coalesce(max(at) filter (where walked > 0), max(at)) as at
    from patrol_street where district = ${district} and at >= ${since(from)} and ${orAll(grid)}
    group by grid, way order by grid, way`.execute(tx)
  return rows
}

export interface CountRow {
  readonly grid: string
  readonly patrols: number
  readonly last_at: number
}

export async function countPatrols(
  tx: Tx,
  district: number,
  from: number,
  grid: string | null,
): Promise<readonly CountRow[]> {
  const { rows } = await sql<CountRow>`
    select grid, count(*)::int as patrols, max(ended_at) as last_at from patrol
    where district = ${district} and ended_at >= ${since(from)} and ${orAll(grid)} group by grid`.execute(tx)
  return rows
}

export interface NoteRow {
  readonly ended_at: number
  readonly positions: 'SOUND' | 'UNCERTAIN' | 'NONE'
  readonly notes: PatrolState['notes']
}

/** Newest patrols of a grid that somebody explained. */
export async function findNotes(
  tx: Tx,
  district: number,
  from: number,
  grid: string,
): Promise<readonly NoteRow[]> {
  const { rows } = await sql<NoteRow>`
    select ended_at, positions, state_doc -> 'notes' as notes from patrol
    where district = ${district} and grid = ${grid} and ended_at >= ${since(from)}
      and jsonb_array_length(state_doc -> 'notes') > 0
    order by ended_at desc limit 50`.execute(tx)
  return rows
}
