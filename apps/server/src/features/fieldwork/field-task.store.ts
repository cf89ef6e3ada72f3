// Writes field tasks, set-based.
import { photosOf, type FieldTaskFact, type FieldTaskState } from '@gezhi/core/fieldwork/field-task'
import { sql } from 'kysely'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Change, Loaded } from '../../kernel/stream-kind.ts'
import type { Statement } from '../../kernel/together.ts'
import './tables.ts'

const iso = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString()

export async function loadFieldTasks(tx: Tx, district: number, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; version: number; state_doc: FieldTaskState }>`
    select id, version, state_doc from field_task
    where district = ${district} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return new Map(
    rows.map(({ id, version, state_doc }): [string, Loaded<FieldTaskState>] => [
      id,
      { state: state_doc, version },
    ]),
  )
}

export function projectFieldTasks(
  district: number,
  changes: readonly Change<FieldTaskFact, FieldTaskState>[],
): readonly Statement[] {
  const last = [...new Map(changes.map((change) => [change.stream, change])).values()]
  const rows = last.map(({ stream, version, state }) => ({
    id: stream,
    sort: state.sort,
    // Codes hold those of the areas around: 16 digits of a grid, 12 of its community, 9 of its street.
    grid: state.grid,
    community: state.grid.slice(0, 12),
    street: state.grid.slice(0, 9),
    status: state.status,
    due_at: iso(state.plan?.dueAt),
    ended_at: iso(state.endedAt),
    person: state.status === 'WITHDRAWN' ? null : (state.endedBy?.person ?? null),
    photos: photosOf(state.result),
    version,
    state_doc: state,
  }))
  return [
    sql`
    insert into field_task (district, id, sort, grid, community, street, status, due_at, ended_at, person, photos,
      version, state_doc)
    select ${district}::int, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, sort text,
      grid text, community text, street text, status text, due_at timestamptz, ended_at timestamptz, person text,
      photos text[], version int, state_doc jsonb)
    on conflict (district, id) do update set status = excluded.status, due_at = excluded.due_at,
      ended_at = excluded.ended_at, person = excluded.person, photos = excluded.photos, version = excluded.version,
      state_doc = excluded.state_doc`,
  ]
}

/** For verification: the row against what its facts fold to. */
export async function checkFieldTask(
  tx: Tx,
  district: number,
  id: string,
  folded: Loaded<FieldTaskState>,
): Promise<string | null> {
  const { rows } = await sql<{ version: number; state_doc: FieldTaskState }>`
    select version, state_doc from field_task where district = ${district} and id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) return `field task has no row ${id}`
  if (row.version !== folded.version)
    return `field task is at version ${row.version}, facts at ${folded.version}`
  return canonicalJson(row.state_doc) === canonicalJson(folded.state)
    ? null
    : 'field task differs from what its facts fold to'
}

/** Which of these files a field task names; they are evidence and stay. */
export async function findFieldTaskPhotos(
  tx: Tx,
  district: number,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ photo: string }>`
    select distinct photo from field_task, unnest(photos) as photo
    where district = ${district} and photos && ${[...hashes]}::text[]
      and photo = any(${[...hashes]}::text[])`.execute(tx)
  return new Set(rows.map(({ photo }) => photo))
}
