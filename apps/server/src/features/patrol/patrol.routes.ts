// Patrols over HTTP: commands of those who walk, coverage for those who lead.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Grid } from '@gezhi/core/districts/district'
import { patrolApi } from '@gezhi/core/patrol/patrol.api'
import { patrolProblems } from '@gezhi/core/patrol/refusals'
import type { Actor } from '@gezhi/core/people/actor'
import { NON_BUSINESS_ROLES, ROLES } from '@gezhi/core/people/roles'
import { scopeOf } from '@gezhi/core/people/scope'
import { DAY } from '@gezhi/core/kernel/calendar'
import type { FastifyReply } from 'fastify'
import type { Tx } from '../../kernel/database.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import type { areasOf } from './area.routes.ts'
import { coverageOf, pointsByGrid } from './coverage.ts'
import { countPatrols, findNotes, findSeen, findStreets, type StreetRow } from './coverage.store.ts'
import { findPoints } from './held.store.ts'
import type { PatrolDeps } from './patrol.deps.ts'
import type { PatrolEntry } from './patrol.entry.ts'
import { walkedStreets } from '@gezhi/core/patrol/track'

/** Communities, streets and the district; never peers, and not those who only configure or guard data. */
function readsCoverage({ role }: Actor): boolean {
  if (role === 'AUDITOR') return true
  const { level } = ROLES[role]
  return (level === 'L2' || level === 'L3' || level === 'L4') && !NON_BUSINESS_ROLES.includes(role)
}

const inScope =
  ({ community, street, role }: Actor) =>
  (grid: Grid): boolean => {
    const { level } = ROLES[role]
    if (level === 'L2') return grid.community === community
    return level === 'L3' ? grid.street === street : true
  }

const DAYS = 30

export const patrolRoutes =
  (deps: PatrolDeps, entry: PatrolEntry, areas: ReturnType<typeof areasOf>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { districts, registers, lists, now } = deps
    const leadersOnly = (reply: FastifyReply) =>
      sendRefusal(reply, patrolProblems, { code: 'patrol/leaders-only' })

    app.route({
      ...patrolApi.command,
      async handler(request, reply) {
        const outcome = await entry({
          actor: requireActor(request),
          stream: request.params.id,
          commandId: request.headers['idempotency-key'],
          body: request.body,
        })
        if (!outcome.ok) return sendRefusal(reply, patrolProblems, outcome.refusal)
        // Gate: `answer` of the kind made it.
        return reply.code(202).send(outcome.answer as { id: string; version: number })
      },
    })

    app.route({
      ...patrolApi.coverage,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!readsCoverage(actor)) return leadersOnly(reply)
        const { district } = actor
        const { days = DAYS, street } = request.query
        const grids = registers(district).grids.filter(
          (grid) => inScope(actor)(grid) && (street === undefined || grid.street === street),
        )
        const from = now() - days * DAY
        const found = await lists.readAs(scopeOf(actor), async (tx) => ({
          points: await findPoints(tx, district, {
            street: street ?? actor.street,
            community: actor.community,
          }),
          seen: await findSeen(tx, district, from),
          streets: await findStreets(tx, district, from, null),
          counts: await countPatrols(tx, district, from, null),
        }))
        return { grids: coverageOf(grids, districts(district), found) }
      },
    })

    app.route({
      ...patrolApi.grid,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!readsCoverage(actor)) return leadersOnly(reply)
        const { district } = actor
        const { grid: code } = request.params
        const grid = registers(district).grids.find((one) => one.code === code)
        if (!grid || !inScope(actor)(grid))
          return sendRefusal(reply, patrolProblems, { code: 'patrol/no-grid' })
        const from = now() - (request.query.days ?? DAYS) * DAY
        const { notes, ...found } = await lists.readAs(scopeOf(actor), (tx) =>
          findGrid(tx, grid, { district, from }),
        )
        const [coverage] = coverageOf([grid], districts(district), found)
        if (!coverage) return sendRefusal(reply, patrolProblems, { code: 'patrol/no-grid' })
        const here = pointsByGrid(districts(district).rules, found.points).get(code) ?? []
        const streets = walkedStreets((await areas(district)?.streets(grid)) ?? [], [])
        return {
          coverage,
          points: here.map((point) => {
            const seen = found.seen.get(point.id)
            return {
              ...point,
              seenAt: seen?.at ?? null,
              means: seen?.means ?? null,
              photo: seen?.photo ?? null,
              uncertain: seen?.uncertain ?? false,
            }
          }),
          streets: streets.map((way) => ({ ...way, ...lastWalk(found.streets, way.name) })),
          notes: notes.flatMap(({ positions, notes: all }) =>
            all.map(({ at, text }) => ({ at, positions, text })),
          ),
        }
      },
    })
  }

async function findGrid(
  tx: Tx,
  { code, community }: Grid,
  { district, from }: { readonly district: number; readonly from: number },
) {
  return {
    points: await findPoints(tx, district, { community }),
    seen: await findSeen(tx, district, from),
    streets: await findStreets(tx, district, from, code),
    counts: await countPatrols(tx, district, from, code),
    notes: await findNotes(tx, district, from, code),
  }
}

/** A street that no patrol said anything of is a gap, and says no more than that. */
function lastWalk(streets: readonly StreetRow[], name: string) {
  const found = streets.find((street) => street.name === name && street.walked > 0)
  return { walked: found?.walked ?? null, lastAt: found?.at ?? null }
}
