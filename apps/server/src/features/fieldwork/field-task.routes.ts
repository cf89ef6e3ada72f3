// Field tasks over HTTP: commands, and the progress of grids for those who lead.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { fieldTaskApi, type GridProgress } from '@gezhi/core/fieldwork/field-task.api'
import { fieldTaskProblems } from '@gezhi/core/fieldwork/refusals'
import { DAY } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import { NON_BUSINESS_ROLES, ROLES } from '@gezhi/core/people/roles'
import { scopeOf } from '@gezhi/core/people/scope'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts, Registers } from '../../kernel/district.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import type { FieldTaskEntry } from './field-task.entry.ts'
import { countProgress } from './held.store.ts'

export interface FieldworkDeps extends Deps {
  readonly districts: Districts
  readonly registers: Registers
}

/** Communities, streets and the district; never peers, and not those who only configure or guard data. */
function readsProgress({ role }: Actor): boolean {
  if (role === 'AUDITOR') return true
  const { level } = ROLES[role]
  return (level === 'L2' || level === 'L3' || level === 'L4') && !NON_BUSINESS_ROLES.includes(role)
}

const DAYS = 30

export const fieldTaskRoutes =
  (deps: FieldworkDeps, entry: FieldTaskEntry): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...fieldTaskApi.command,
      async handler(request, reply) {
        const outcome = await entry({
          actor: requireActor(request),
          stream: request.params.id,
          commandId: request.headers['idempotency-key'],
          body: request.body,
        })
        if (!outcome.ok) return sendRefusal(reply, fieldTaskProblems, outcome.refusal)
        // Gate: `answer` of the kind made it.
        return reply.code(202).send(outcome.answer as { id: string; version: number })
      },
    })

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
        const byGrid = Map.groupBy(rows, ({ grid }) => grid)
        const { rules } = deps.districts(actor.district)
        const { level } = ROLES[actor.role]
        const grids = deps
          .registers(actor.district)
          .grids.filter(({ street, community }) =>
            level === 'L2' ? community === actor.community : level !== 'L3' || street === actor.street,
          )
        return {
          grids: grids.map(({ code, name, community }): GridProgress => ({
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
          })),
        }
      },
    })
  }
