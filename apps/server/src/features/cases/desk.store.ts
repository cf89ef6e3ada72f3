// The desk of a post: open tasks of its organisation that suit role, grids and person, by due time.
import type { Actor } from '@gezhi/core/people/actor'
import { deskOf } from '@gezhi/core/people/desk'
import { ROLES } from '@gezhi/core/people/roles'
import type { TaskKind } from '@gezhi/core/cases/task'
import { sql, type SqlBool } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import './tables.ts'

const mine = (tx: Tx, actor: Actor) => {
  const onGrids = ROLES[actor.role].level === 'L1'
  return tx
    .selectFrom('case_task')
    .where('case_task.district', '=', actor.district)
    .where('case_task.org', '=', deskOf(actor))
    .where(sql<SqlBool>`case_task.roles @> array[${actor.role}]::text[]`)
    .where(sql<SqlBool>`not case_task.except_persons @> array[${actor.person}]::text[]`)
    .where(sql<SqlBool>`(case_task.post is null or case_task.post = ${actor.post})`)
    .where(
      onGrids
        ? sql<SqlBool>`(case_task.grid is null or case_task.grid = any(${[...(actor.grids ?? [])]}::text[]))`
        : sql<SqlBool>`true`,
    )
}

/** Exact counts per kind, with those past their time at `now`. */
export async function countDesk(tx: Tx, actor: Actor, now: number) {
  const rows = await mine(tx, actor)
    .select('case_task.kind')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .select(sql<number>`count(*) filter (where case_task.due_at < ${new Date(now)})`.as('overdue'))
    .groupBy('case_task.kind')
    .execute()
  return rows.map((row) => ({
    kind: row.kind as TaskKind,
    count: row.count,
    overdue: row.overdue,
  }))
}

/** Tasks by due time; those without a clock last. */
export async function findDesk(
  tx: Tx,
  actor: Actor,
  { kind, limit }: { readonly kind?: TaskKind | undefined; readonly limit: number },
) {
  let query = mine(tx, actor).select([
    'case_task.case_id',
    'case_task.kind',
    'case_task.order_no',
    'case_task.request_no',
    'case_task.card_no',
    'case_task.due_at',
  ])
  if (kind) query = query.where('case_task.kind', '=', kind)
  return query
    .orderBy(sql`case_task.due_at asc nulls last`)
    .orderBy('case_task.case_id')
    .limit(limit)
    .execute()
}

/** Tasks of the post on these cases. */
export async function findDeskOf(tx: Tx, actor: Actor, cases: readonly string[]) {
  return mine(tx, actor)
    .where(sql<SqlBool>`case_task.case_id = any(${[...cases]}::uuid[])`)
    .select([
      'case_task.case_id',
      'case_task.kind',
      'case_task.order_no',
      'case_task.request_no',
      'case_task.card_no',
      'case_task.due_at',
    ])
    .orderBy('case_task.case_id')
    .orderBy('case_task.ord')
    .execute()
}
