// Records of residents for those who serve them: list, search, sheet, reveal.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Actor } from '@gezhi/core/people/actor'
import { isIdNo, isPhone } from '@gezhi/core/residents/identity'
import { purposeOf } from '@gezhi/core/residents/purposes'
import { residentProblems, type ResidentRefusalCode } from '@gezhi/core/residents/refusals'
import { residentsApi } from '@gezhi/core/residents/resident.api'
import { inArea, PAGE, seesResidents } from '@gezhi/core/residents/resident'
import type { FastifyReply } from 'fastify'
import { writeAs } from '../../kernel/database.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { residentFor, reveal } from './opening.ts'
import type { ResidentDeps } from './resident.deps.ts'
import { idMark, listResidents, matchResidents, phoneMark, type Place } from './resident.store.ts'
import { rowOf, sheetOf } from './sheet.ts'

export const refuse = (reply: FastifyReply, code: ResidentRefusalCode) =>
  sendRefusal(reply, residentProblems, { code })

/** Where a post looks: its grids, its community, its street; the officer everywhere. */
function areaOf(actor: Actor, grid: string | undefined): Place {
  const grids = grid === undefined ? undefined : [grid]
  if (actor.role === 'DPO') return { grids }
  if (actor.role === 'COMMUNITY_OPERATOR') return { community: actor.community ?? '', grids }
  if (actor.grids && actor.grids.length > 0)
    return { grids: actor.grids.filter((own) => grid === undefined || own === grid) }
  return { street: actor.street ?? '', grids }
}

/** A whole number, or why it cannot be looked for. */
function searchKey(
  { vault }: Pick<ResidentDeps, 'vault'>,
  { idNo, phone }: { readonly idNo?: string | undefined; readonly phone?: string | undefined },
) {
  if ((idNo === undefined) === (phone === undefined)) return 'resident/search-key' as const
  if (idNo !== undefined)
    return isIdNo(idNo) ? { idNo: idMark(vault, idNo) } : ('resident/id-number' as const)
  return phone !== undefined && isPhone(phone)
    ? { phone: phoneMark(vault, phone) }
    : ('resident/phone' as const)
}

export const residentRoutes =
  (deps: ResidentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, trail } = deps

    app.route({
      ...residentsApi.list,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!seesResidents(actor)) return refuse(reply, 'resident/not-your-role')
        const { grid, after, limit = PAGE } = request.query
        const found = await writeAs(db, actor.district, (tx) =>
          listResidents(tx, actor.district, { ...areaOf(actor, grid), after, limit: limit + 1, now: now() }),
        )
        const rows = found.slice(0, limit)
        return { residents: rows.map(rowOf), next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
      },
    })

    app.route({
      ...residentsApi.search,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { purpose, ...by } = request.body
        const rule = purposeOf(purpose)
        if (!rule.roles.includes(actor.role)) return refuse(reply, 'resident/purpose-not-yours')
        if (!rule.searches) return refuse(reply, 'resident/purpose-no-search')
        const key = searchKey(deps, by)
        if (typeof key === 'string') return refuse(reply, key)
        const at = now()
        const residents = await writeAs(db, actor.district, async (tx) => {
          const found = await matchResidents(tx, actor.district, key, at)
          const own = found.filter((held) => inArea(actor, held))
          const data = { purpose, by: by.idNo === undefined ? 'phone' : 'idNo', found: own.length }
          await trail.noted(tx, { actor, at, action: 'resident.searched', subject: 'residents', data })
          return own
        })
        return { residents: residents.map(rowOf), next: null }
      },
    })

    app.route({
      ...residentsApi.read,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!seesResidents(actor)) return refuse(reply, 'resident/not-your-role')
        const at = now()
        const sheet = await writeAs(db, actor.district, async (tx) => {
          const held = await residentFor(tx, { actor, now: at }, request.params.id)
          return held && sheetOf(tx, actor, held, at)
        })
        if (!sheet) return refuse(reply, 'resident/unknown')
        if (sheet.locked) return refuse(reply, 'resident/locked')
        return reply.header('cache-control', 'no-store').send(sheet)
      },
    })

    app.route({
      ...residentsApi.reveal,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { id } = request.params
        const { purpose, parts } = request.body
        const shown = await writeAs(db, actor.district, (tx) =>
          reveal(tx, deps, { actor, now: now() }, { id, purpose, parts, channel: 'CONSOLE' }),
        )
        if (typeof shown === 'string') return refuse(reply, shown)
        return reply.header('cache-control', 'no-store').send(shown)
      },
    })
  }
