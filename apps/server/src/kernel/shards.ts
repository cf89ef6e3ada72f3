/** Where each table lies in a cluster of several PostgreSQL servers (Citus), and the statements that put it there. */

/**
 * `distributed`: rows of a district on the node of that district. `reference`: small, read by all, a copy on every node.
 * `coordinator`: on the one node that everybody connects to; never in one transaction with rows of a district where it
 * can be helped, because that transaction would need two phases.
 */
export type Placement = 'distributed' | 'reference' | 'coordinator'

/**
 * Shards of the distributed tables, fixed when they are made. 103 districts make about three a shard, and up to 32 nodes
 * can share them. More would cost more than they bring: looking for new facts asks every shard.
 */
export const SHARD_COUNT = 32

/** The table that the others lie beside: same shard, same node, so that a district's transaction never leaves it. */
const FIRST = 'fact'

/** Every table of the product. A test compares it with the catalogue: who adds a table says here where it lies. */
export const PLACEMENT: Readonly<Record<string, Placement>> = {
  fact: 'distributed',
  fact_pack: 'distributed',
  chain_head: 'distributed',
  command: 'distributed',
  deadline: 'distributed',
  feed_cursor: 'distributed',
  demo_clock: 'distributed',
  district: 'distributed',
  organisation: 'distributed',
  division: 'distributed',
  grid: 'distributed',
  staff: 'distributed',
  post: 'distributed',
  support_team: 'distributed',
  catalogue_item: 'distributed',
  urgency_limits: 'distributed',
  calendar_day: 'distributed',
  service_item: 'distributed',
  source_system: 'distributed',
  item_class: 'distributed',
  check_item: 'distributed',
  base_layer: 'distributed',
  pack_import: 'distributed',
  pack_change: 'distributed',
  register_version: 'distributed',
  redraw: 'distributed',
  delegation: 'distributed',
  audit: 'distributed',
  'personal.contact': 'distributed',
  'personal.read_log': 'distributed',
  'identity.resident': 'distributed',
  'identity.residence': 'distributed',
  'personal.phone': 'distributed',
  'needs.need': 'distributed',
  'privacy.read_log': 'distributed',
  'privacy.consent': 'distributed',
  'privacy.alarm': 'distributed',
  'privacy.export': 'distributed',
  'privacy.record': 'distributed',
  'privacy.request': 'distributed',
  'privacy.request_text': 'distributed',
  'privacy.retention_report': 'distributed',
  'privacy.code': 'distributed',
  'privacy.holder': 'distributed',
  'privacy.key': 'distributed',
  'gates.gate': 'distributed',
  'gates.pass': 'distributed',
  'gates.event': 'distributed',
  file: 'distributed',
  file_read: 'distributed',
  upload: 'distributed',
  case_row: 'distributed',
  case_order: 'distributed',
  case_task: 'distributed',
  case_file: 'distributed',
  case_number: 'distributed',
  notice: 'distributed',
  notice_delivery: 'distributed',
  notice_habit: 'distributed',
  push_device: 'distributed',
  device: 'distributed',
  contribution: 'distributed',
  figure_day: 'distributed',
  figure_margin: 'distributed',
  figure_mark: 'distributed',
  assessment_month: 'distributed',
  score: 'distributed',
  score_line: 'distributed',
  score_appeal: 'distributed',
  library_record: 'distributed',
  library_load: 'distributed',
  library_difference: 'distributed',
  field_task: 'distributed',
  patrol: 'distributed',
  patrol_visit: 'distributed',
  patrol_street: 'distributed',
  // 48 a district, found by the hash of a key that does not say its district.
  source: 'reference',
  // Sign-in is asked by name and token before the district is known: 2 a second for a province (deploy/cluster.md).
  'auth.user': 'coordinator',
  'auth.session': 'coordinator',
  'auth.account': 'coordinator',
  'auth.verification': 'coordinator',
  'auth.two_factor': 'coordinator',
  'auth.attempt': 'coordinator',
  schema_migration: 'coordinator',
}

const quoted = (table: string): string =>
  `'${table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.')}'`

/**
 * The statements that distribute what is not distributed yet, in the order in which Citus takes them: what foreign keys
 * may point to first. `placed`: tables that Citus knows already. Throws for a table that has no placement.
 */
export function distribution(tables: readonly string[], placed: ReadonlySet<string>): readonly string[] {
  const unknown = tables.filter((table) => !(table in PLACEMENT))
  if (unknown.length > 0)
    throw new Error(`No placement for ${unknown.join(', ')}: name it in kernel/shards.ts`)
  const left = (placement: Placement) =>
    tables.filter((table) => PLACEMENT[table] === placement && !placed.has(table))
  const distributed = left('distributed').toSorted((a, b) => Number(b === FIRST) - Number(a === FIRST))
  return [
    ...left('reference').map((table) => `select create_reference_table(${quoted(table)})`),
    ...distributed.map((table) =>
      table === FIRST
        ? `select create_distributed_table(${quoted(table)}, 'district', colocate_with => 'none', shard_count => ${SHARD_COUNT})`
        : `select create_distributed_table(${quoted(table)}, 'district', colocate_with => '${FIRST}')`,
    ),
  ]
}
