// Writes patrols and what they saw, set-based. What they saw is only ever inserted.
import { sumOf, type PatrolFact, type PatrolState } from '@gezhi/core/patrol/patrol'
import { sql } from 'kysely'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Change, Loaded } from '../../kernel/stream-kind.ts'
import type { Statement } from '../../kernel/together.ts'
import './tables.ts'

type PatrolChange = Change<PatrolFact, PatrolState>

const iso = (at: number): string => new Date(at).toISOString()
/** Codes hold those of the areas around: 16 digits of a grid, 12 of its community, 9 of its street. */
const areaOf = (grid: string) => ({ grid, community: grid.slice(0, 12), street: grid.slice(0, 9) })

export async function loadPatrols(tx: Tx, district: number, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; version: number; state_doc: PatrolState }>`
    select id, version, state_doc from patrol
    where district = ${district} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return new Map(
    rows.map(({ id, version, state_doc }): [string, Loaded<PatrolState>] => [
      id,
      { state: state_doc, version },
    ]),
  )
}

export function projectPatrols(district: number, changes: readonly PatrolChange[]): readonly Statement[] {
  const last = [...new Map(changes.map((change) => [change.stream, change])).values()]
  const seen = changes.flatMap(({ stream, facts }) =>
    facts.flatMap((fact) => (fact.type === 'patrol.recorded' ? [{ stream, fact }] : [])),
  )
  const visits = seen.flatMap(({ stream, fact: { grid, visits: all } }) =>
    all.map(({ at, ...visit }) => ({ patrol: stream, ...areaOf(grid), ...visit, at: iso(at) })),
  )
  const streets = seen.flatMap(({ stream, fact: { grid, endedAt, streets: all } }) =>
    all.map(({ name: way, ...one }) => ({
      patrol: stream,
      way,
      ...areaOf(grid),
      at: iso(endedAt),
      ...one,
    })),
  )
  return [
    upsertPatrols(district, last),
    ...(visits.length > 0 ? [insertVisits(district, JSON.stringify(visits))] : []),
    ...(streets.length > 0 ? [insertStreets(district, JSON.stringify(streets))] : []),
  ]
}

function upsertPatrols(district: number, changes: readonly PatrolChange[]): Statement {
  const rows = changes.flatMap(({ stream, version, state }) => {
    const { recorded } = state
    if (!recorded) return []
    return [
      {
        id: stream,
        ...areaOf(recorded.grid),
        person: recorded.by.person,
        started_at: iso(recorded.startedAt),
        ended_at: iso(recorded.endedAt),
        positions: recorded.positions,
        ...sumOf(recorded.streets),
        version,
        state_doc: state,
      },
    ]
  })
  return sql`
    insert into patrol (district, id, grid, community, street, person, started_at, ended_at, positions, metres, walked,
      version, state_doc)
    select ${district}::int, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, grid text,
      community text, street text, person text, started_at timestamptz, ended_at timestamptz, positions text, metres int,
      walked int, version int, state_doc jsonb)
    on conflict (district, id) do update set version = excluded.version, state_doc = excluded.state_doc`
}

const insertVisits = (district: number, rows: string): Statement => sql`
  insert into patrol_visit (district, patrol, point, grid, community, street, at, means, photo, uncertain)
  select ${district}::int, r.* from jsonb_to_recordset(${rows}::jsonb) as r(patrol uuid, point uuid, grid text,
    community text, street text, at timestamptz, means text, photo text, uncertain boolean)
  on conflict do nothing`

const insertStreets = (district: number, rows: string): Statement => sql`
  insert into patrol_street (district, patrol, way, grid, community, street, at, metres, walked)
  select ${district}::int, r.* from jsonb_to_recordset(${rows}::jsonb) as r(patrol uuid, way text, grid text,
    community text, street text, at timestamptz, metres int, walked int)
  on conflict do nothing`

/** For verification: the row against what its facts fold to. */
export async function checkPatrol(
  tx: Tx,
  district: number,
  id: string,
  folded: Loaded<PatrolState>,
): Promise<string | null> {
  const { rows } = await sql<{ version: number; state_doc: PatrolState }>`
    select version, state_doc from patrol where district = ${district} and id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) return `patrol has no row ${id}`
  if (row.version !== folded.version) return `patrol is at version ${row.version}, facts at ${folded.version}`
  return canonicalJson(row.state_doc) === canonicalJson(folded.state)
    ? null
    : 'patrol differs from what its facts fold to'
}

/** Which of these files a patrol names; they are evidence and stay. */
export async function findPatrolPhotos(
  tx: Tx,
  district: number,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ photo: string }>`
    select distinct photo from patrol_visit
    where district = ${district} and photo = any(${[...hashes]}::text[])`.execute(tx)
  return new Set(rows.map(({ photo }) => photo))
}
