// Loads, projects and checks cases: set-based statements, one of each kind a flush, whatever the number of cases.
import type { CaseState } from '@gezhi/core/cases/case'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { highestCard } from '@gezhi/core/cases/plan'
import { isOpenCase, summaryOf } from '@gezhi/core/cases/summary'
import { tasksOf } from '@gezhi/core/cases/tasks'
import type { Rulebook } from '@gezhi/core/districts/district'
import { sql } from 'kysely'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Change, Loaded } from '../../kernel/stream-kind.ts'
import type { Statement } from '../../kernel/together.ts'
import { keepReferences } from './file.store.ts'
import { statesOf } from './folded.store.ts'
import './tables.ts'

/** Cases that exist, by id; their rows are locked in the order of ids, so that two flushes never wait for each other. */
export async function loadCases(
  tx: Tx,
  district: number,
  ids: readonly string[],
  known: ReadonlyMap<string, Loaded<CaseState>>,
): Promise<Map<string, Loaded<CaseState>>> {
  const versions = ids.map((id) => known.get(id)?.version ?? 0)
  const { rows } = await sql<{ id: string; version: number; same: boolean; state_doc: CaseState | null }>`
    select c.id, c.version, c.version = k.version as same,
      case when c.version <> k.version then c.state_doc end as state_doc
    from unnest(${[...ids]}::uuid[], ${versions}::int[]) as k(id, version)
      join case_row c on c.district = ${district} and c.id = k.id
    order by c.id for update of c`.execute(tx)
  const states = await statesOf(
    tx,
    district,
    rows.filter(({ same }) => !same),
  )
  return new Map(
    rows.flatMap(({ id, version, same }) => {
      const state = same ? known.get(id)?.state : states.get(id)
      return state ? [[id, { state, version }] as const] : []
    }),
  )
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** A case as its row, instants as text. */
export function rowOf(id: string, state: CaseState, rules: Rulebook) {
  const { nextDueAt, ...summary } = summaryOf(id, state, rules)
  const words = [summary.number, summary.title, state.report?.text, summary.address, state.externalId]
  return {
    id,
    number: summary.number,
    version: state.version,
    state: summary.state,
    step: summary.step,
    urgency: summary.urgency,
    open: isOpenCase(state),
    item: summary.item,
    category: summary.category,
    family: (summary.item === null ? undefined : rules.item(summary.item)?.family) ?? null,
    title: summary.title,
    address: summary.address,
    search: words.filter(Boolean).join('\n').toLowerCase(),
    lon: summary.lon,
    lat: summary.lat,
    street: summary.street,
    community: summary.community,
    grid: summary.grid,
    source: summary.source,
    // A report that follows up another is found from there by the same column that finds lasting repairs.
    external_id: state.externalId ?? (state.related === null ? null : `follows:${state.related}`),
    reporter: state.reporter?.ref.person ?? '',
    sensitive: summary.sensitive,
    reported_at: iso(summary.reportedAt),
    closed_at: iso(summary.closedAt),
    handle_due_at: iso(summary.handleDueAt),
    next_due_at: iso(nextDueAt),
    holder: summary.holder,
    card: highestCard(state),
    state_doc: state,
  }
}

export const orderRows = (id: string, state: CaseState) =>
  state.orders.map((order) => ({
    case_id: id,
    no: order.no,
    org: order.org,
    grid: order.grid ?? null,
    kind: order.kind,
    state: order.state,
    lead: order.no === state.lead,
    open: isOpenCase(state),
    reported_at: iso(state.reportedAt ?? 0),
  }))

export const taskRows = (id: string, state: CaseState, district: number) =>
  tasksOf(state, district).map((task, ord) => ({
    case_id: id,
    ord,
    kind: task.kind,
    org: task.org,
    grid: task.grid ?? null,
    post: task.post ?? null,
    roles: task.roles,
    except_persons: task.except ?? [],
    order_no: task.order ?? null,
    request_no: task.request ?? null,
    card_no: task.card ?? null,
    due_at: iso(task.dueAt),
    urgency: task.urgency,
  }))

/** Rows, orders, files and tasks of the changed cases; of several changes of one case the last counts. */
export function projectCases(
  rules: Rulebook,
  changes: readonly Change<CaseFact, CaseState>[],
): readonly Statement[] {
  const { district } = rules
  const last = new Map(changes.map(({ stream, state }) => [stream, state]))
  // In the order of ids, so that two processes that are sent the same new cases do not wait for each other.
  const cases = [...last].sort(([a], [b]) => (a < b ? -1 : 1))
  const orders = cases.flatMap(([id, state]) => orderRows(id, state))
  const tasks = cases.flatMap(([id, state]) => taskRows(id, state, district))
  const born = new Set(
    changes.flatMap(({ stream, version, facts }) => (version === facts.length ? [stream] : [])),
  )
  const known = cases.flatMap(([id]) => (born.has(id) ? [] : [id]))
  return [
    upsertRows(district, JSON.stringify(cases.map(([id, state]) => rowOf(id, state, rules)))),
    ...(orders.length > 0 ? [upsertOrders(district, JSON.stringify(orders))] : []),
    ...keepReferences(district, changes),
    ...(known.length > 0 ? [deleteTasks(district, known)] : []),
    ...(tasks.length > 0 ? [insertTasks(district, JSON.stringify(tasks))] : []),
  ]
}

const upsertRows = (district: number, rows: string): Statement =>
  sql`
    insert into case_row (district, id, number, version, state, step, urgency, open, item, category, family, title,
      address, search, lon, lat, street, community, grid, source, external_id, reporter, sensitive, reported_at,
      closed_at, handle_due_at, next_due_at, holder, card, state_doc)
    select ${district}::int, r.* from json_to_recordset(${rows}::json) as r(id uuid, number text, version int,
      state text, step text, urgency text, open boolean, item text, category text, family text, title text,
      address text, search text, lon float8, lat float8, street text, community text, grid text, source text,
      external_id text, reporter text, sensitive boolean, reported_at timestamptz, closed_at timestamptz,
      handle_due_at timestamptz, next_due_at timestamptz, holder jsonb, card text, state_doc jsonb)
    on conflict (district, id) do update set
      number = excluded.number, version = excluded.version, state = excluded.state, step = excluded.step,
      urgency = excluded.urgency, open = excluded.open, item = excluded.item, category = excluded.category,
      family = excluded.family, title = excluded.title, address = excluded.address, search = excluded.search,
      lon = excluded.lon, lat = excluded.lat, street = excluded.street, community = excluded.community,
      grid = excluded.grid, source = excluded.source, external_id = excluded.external_id,
      reporter = excluded.reporter, sensitive = excluded.sensitive, reported_at = excluded.reported_at,
      closed_at = excluded.closed_at, handle_due_at = excluded.handle_due_at,
      next_due_at = excluded.next_due_at, holder = excluded.holder, card = excluded.card, state_doc = excluded.state_doc`

const upsertOrders = (district: number, rows: string): Statement =>
  sql`
    insert into case_order (district, case_id, no, org, grid, kind, state, lead, open, reported_at)
    select ${district}::int, r.* from json_to_recordset(${rows}::json) as r(case_id uuid, no int, org text,
      grid text, kind text, state text, lead boolean, open boolean, reported_at timestamptz)
    on conflict (district, case_id, no) do update set
      org = excluded.org, grid = excluded.grid, kind = excluded.kind, state = excluded.state, lead = excluded.lead,
      open = excluded.open`

const deleteTasks = (district: number, cases: readonly string[]): Statement =>
  sql`delete from case_task where district = ${district} and case_id = any(${[...cases]}::uuid[])`

const insertTasks = (district: number, rows: string): Statement =>
  sql`
    insert into case_task (district, case_id, ord, kind, org, grid, post, roles, except_persons, order_no,
      request_no, card_no, due_at, urgency)
    select ${district}::int, r.case_id, r.ord, r.kind, r.org, r.grid, r.post,
      array(select jsonb_array_elements_text(r.roles)), array(select jsonb_array_elements_text(r.except_persons)),
      r.order_no, r.request_no, r.card_no, r.due_at, r.urgency
    from json_to_recordset(${rows}::json) as r(case_id uuid, ord int, kind text, org text, grid text, post text,
      roles jsonb, except_persons jsonb, order_no int, request_no int, card_no int, due_at timestamptz,
      urgency text)`

/** For verification: the stored state must be what the facts fold to. Answers what differs, or null. */
export async function checkCase(
  tx: Tx,
  district: number,
  id: string,
  folded: Loaded<CaseState>,
): Promise<string | null> {
  const { rows } = await sql<{ version: number; state: string; state_doc: CaseState | null }>`
    select version, state, state_doc from case_row where district = ${district} and id = ${id}::uuid`.execute(
    tx,
  )
  const [row] = rows
  if (!row) return 'there are facts but no row in case_row'
  if (row.version !== folded.version)
    return `case_row is at version ${row.version}, the facts at ${folded.version}`
  const plain: unknown = JSON.parse(JSON.stringify(folded.state))
  if (row.state_doc === null || canonicalJson(row.state_doc) === canonicalJson(plain)) return null
  return `case_row.state_doc is not what the facts fold to (state ${row.state}, folded ${folded.state.state})`
}
