// Loads and projects what was said about records.
import { officeOf } from '@gezhi/core/library/field'
import { newRecord, openDifferences, type RecordFact, type RecordState } from '@gezhi/core/library/record'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Change, Loaded } from '../../kernel/stream-kind.ts'
import type { Statement } from '../../kernel/together.ts'
import './tables.ts'

/** Locks the rows; a record about which nothing was said yet has no stream. */
export async function loadRecords(tx: Tx, district: number, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; version: number; state_doc: RecordState | null }>`
    select id, version, state_doc from library_record
    where district = ${district} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return new Map(
    rows.flatMap(({ id, version, state_doc }): [string, Loaded<RecordState>][] =>
      state_doc ? [[id, { state: state_doc, version }]] : [],
    ),
  )
}

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString())

/** When somebody last said something. */
const lastSaid = ({ confirmed, cancelled, differences }: RecordState): number =>
  Math.max(
    confirmed?.at ?? 0,
    cancelled?.at ?? 0,
    ...differences.map(({ raised, decision }) => Math.max(raised.at, decision?.at ?? 0)),
  )

export function projectRecords(
  district: number,
  changes: readonly Change<RecordFact, RecordState>[],
): readonly Statement[] {
  const last = [...new Map(changes.map((change) => [change.stream, change])).values()]
  const rows = last.map(({ stream, version, state }) => ({
    id: stream,
    version,
    state_doc: state,
    confirmed_at: iso(state.confirmed?.at),
    cancelled_at: iso(state.cancelled?.at),
    touched_at: iso(lastSaid(state)),
    open: openDifferences(state).length,
  }))
  const open = last.flatMap(({ stream, state }) =>
    openDifferences(state).map(({ no, field, raised }) => ({
      record: stream,
      no,
      field,
      raised_at: iso(raised.at),
    })),
  )
  const ids = last.map(({ stream }) => stream)
  return [
    sql`
    update library_record as l set version = r.version, state_doc = r.state_doc, confirmed_at = r.confirmed_at,
      cancelled_at = r.cancelled_at, open = r.open,
      touched_at = greatest(l.touched_at, r.touched_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, version int, state_doc jsonb,
      confirmed_at timestamptz, cancelled_at timestamptz, open int, touched_at timestamptz)
    where l.district = ${district}::int and l.id = r.id`,
    sql`delete from library_difference where district = ${district}::int and record = any(${ids}::uuid[])`,
    ...(open.length > 0 ? [insertDifferences(district, JSON.stringify(open))] : []),
  ]
}

/** Organisation that decides about each field of each register, as rows for SQL. */
const deciders = (district: number): string =>
  JSON.stringify(
    Object.entries(REGISTERS).flatMap(([register, { fields }]) =>
      Object.entries(fields).map(([field, { owner }]) => ({
        register,
        field,
        decider: officeOf(owner, district),
      })),
    ),
  )

const insertDifferences = (district: number, rows: string): Statement => sql`
  insert into library_difference (district, record, no, decider, raised_at)
  select ${district}::int, r.record, r.no, d.decider, r.raised_at
  from jsonb_to_recordset(${rows}::jsonb) as r(record uuid, no int, field text, raised_at timestamptz)
  join library_record l on l.district = ${district}::int and l.id = r.record
  join jsonb_to_recordset(${deciders(district)}::jsonb) as d(register text, field text, decider text)
    on d.register = l.register and d.field = r.field`

/** What a source says of a record, before what people said since. */
export interface RecordRow {
  readonly id: string
  readonly register: RegisterName
  readonly code: string
  readonly name: string
  readonly address: string
  readonly street: string | null
  readonly community: string | null
  readonly parent: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly fields: Readonly<Record<string, string | number | boolean>>
  readonly sources: Readonly<Record<string, readonly [source: string, asOf: number]>>
  readonly source: string
  readonly as_of: number
  readonly changed_at: number
  readonly confirmed_at: number | null
  readonly cancelled_at: number | null
  readonly open: number
  readonly initials: string
  /** The load that brought or changed it last. */
  readonly load: string
  readonly version: number
  readonly state_doc: RecordState | null
}

export const stateOf = ({ state_doc }: Pick<RecordRow, 'state_doc'>): RecordState => state_doc ?? newRecord
