// Field tasks for those who lead: how far the grids are, and what was done there. Nobody is named.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { fieldTaskApi, type FieldTaskView, type GridProgress } from '@gezhi/core/fieldwork/field-task.api'
import { fieldTaskProblems } from '@gezhi/core/fieldwork/refusals'
import { DAY } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import { NON_BUSINESS_ROLES, ROLES } from '@gezhi/core/people/roles'
import { scopeOf } from '@gezhi/core/people/scope'
import type { Deps } from '../../kernel/deps.ts'
import type { Checks, Districts, Registers } from '../../kernel/district.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { countProgress, type ProgressRow } from './held.store.ts'
import { findListed, type ListedRow } from './list.store.ts'

export interface FieldworkDeps extends Deps {
  readonly districts: Districts
  readonly registers: Registers
  readonly checks: Checks
}

/** Communities, streets and the district; never peers, and not those who only configure or guard data. */
function readsProgress({ role }: Actor): boolean {
  if (role === 'AUDITOR') return true
  const { level } = ROLES[role]
  return (level === 'L2' || level === 'L3' || level === 'L4') && !NON_BUSINESS_ROLES.includes(role)
}

const DAYS = 30
const PAGE = 50

/** Where the next page begins: the time and id of the last row. */
const cursorOf = ({ at, id }: ListedRow): string => `${Math.round(at)}.${id}`
function readCursor(cursor: string | undefined) {
  const [at, id] = cursor?.split('.') ?? []
  return at && id ? { at: Number(at), id } : undefined
}

/** Names of a grid and its community, of grids that ended as well: records keep the grid of their day. */
function namesIn({ districts, registers }: FieldworkDeps, district: number) {
  const { rules } = districts(district)
  const { grids, retired } = registers(district)
  const byCode = new Map([...(retired?.grids ?? []), ...grids].map((grid) => [grid.code, grid]))
  return (code: string) => {
    const community = code.slice(0, 12)
    return {
      gridName: byCode.get(code)?.name ?? code,
      communityName: rules.organisation(community)?.shortName ?? community,
    }
  }
}

function viewOf({ id, version, state_doc: state }: ListedRow, names: ReturnType<typeof namesIn>) {
  const { status, sort, grid, plan, endedAt, result, obstacle, note, remarks } = state
  if (sort === null) return []
  const planned = { title: plan?.title ?? null, field: plan?.field ?? null, dueAt: plan?.dueAt ?? null }
  const ended = { endedAt, result, obstacle, note, remarks: [...remarks] }
  return [{ id, version, sort, grid, ...names(grid), status, ...planned, ...ended } satisfies FieldTaskView]
}

/** Every grid of the area, those without any work as well. */
function progressOf(
  deps: FieldworkDeps,
  { district, role, community: own, street: ownStreet }: Actor,
  rows: readonly ProgressRow[],
): GridProgress[] {
  const byGrid = Map.groupBy(rows, ({ grid }) => grid)
  const { rules } = deps.districts(district)
  const { level } = ROLES[role]
  return deps
    .registers(district)
    .grids.filter(({ street, community }) =>
      level === 'L2' ? community === own : level !== 'L3' || street === ownStreet,
    )
    .map(({ code, name, community }) => ({
      grid: code,
      gridName: name,
      communityName: rules.organisation(community)?.shortName ?? community,
      sorts: (byGrid.get(code) ?? []).map(({ sort, open, overdue, done, not_possible }) => ({
        sort,
        open,
        overdue,
        done,
        notPossible: not_possible,
      })),
    }))
}

export const leaderRoutes =
  (deps: FieldworkDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...fieldTaskApi.progress,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!readsProgress(actor))
          return sendRefusal(reply, fieldTaskProblems, { code: 'fieldwork/leaders-only' })
        const now = deps.now()
        const from = now - (request.query.days ?? DAYS) * DAY
        const rows = await deps.lists.readAs(scopeOf(actor), (tx) =>
          countProgress(tx, actor.district, { from, now }),
        )
        return { grids: progressOf(deps, actor, rows) }
      },
    })

    app.route({
      ...fieldTaskApi.checks,
      async handler(request) {
        return { items: [...deps.checks(requireActor(request).district)] }
      },
    })

    app.route({
      ...fieldTaskApi.list,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!readsProgress(actor))
          return sendRefusal(reply, fieldTaskProblems, { code: 'fieldwork/leaders-only' })
        const { part, days = DAYS, grid, sort, limit = PAGE, after } = request.query
        const from = deps.now() - days * DAY
        const wish = { part, from, grid, sort, limit, after: readCursor(after) }
        const rows = await deps.lists.readAs(scopeOf(actor), (tx) => findListed(tx, actor.district, wish))
        const names = namesIn(deps, actor.district)
        const page = rows.slice(0, limit)
        const last = page.at(-1)
        return {
          tasks: page.flatMap((row) => viewOf(row, names)),
          next: rows.length > limit && last ? cursorOf(last) : null,
        }
      },
    })
  }
