// Lists that leave the system: asked for with a reason, approved by another post, taken once, every row marked (R-P-24).
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { DistrictRegister } from '@gezhi/core/districts/register'
import type { ExportView } from '@gezhi/core/residents/protection.api'
import { protectionApi } from '@gezhi/core/residents/protection.api'
import { purposeOf } from '@gezhi/core/residents/purposes'
import type { ResidentRefusalCode } from '@gezhi/core/residents/refusals'
import { EXPORT_CAP, refuseOpen } from '@gezhi/core/residents/resident'
import { v7 as newId } from 'uuid'
import { writeAs, type Tx } from '../../kernel/database.ts'
import { requireActor } from '../../kernel/request.ts'
import { findConsents } from './consent.store.ts'
import {
  decideExport,
  type ExportRow,
  findExports,
  insertExport,
  lockExport,
  markTaken,
} from './export.store.ts'
import { openIdentity, type Opening, openPhone } from './open.store.ts'
import type { Doing, ResidentDeps } from './resident.deps.ts'
import { refuse } from './resident.routes.ts'
import { listResidents } from './resident.store.ts'

const viewOf = (row: ExportRow, me: string, register: DistrictRegister): ExportView => {
  const { person, org, ...rest } = row
  return {
    ...rest,
    personName: register.staff.find(({ code }) => code === person)?.name ?? person,
    orgName: register.organisations.find(({ code }) => code === org)?.name ?? org,
    own: person === me,
  }
}

/** A cell that no program takes for a formula. */
const cell = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** Opens every record of the community that may be opened for the purpose; each opening is logged. */
async function linesOf(tx: Tx, { vault }: ResidentDeps, { actor, now }: Doing, asked: ExportRow) {
  const { district } = actor
  const { purpose, community, id } = asked
  const records = await listResidents(tx, district, { community, limit: EXPORT_CAP + 1, now })
  if (records.length > EXPORT_CAP) return 'protection/export-cap' as const
  const { opens } = purposeOf(purpose)
  const lines: string[] = []
  for (const record of records) {
    const consents = await findConsents(tx, district, record.id)
    if (refuseOpen({ actor, purpose, parts: opens, record, consents })) continue
    // One export is one opening of the day, whoever it names.
    const opening: Opening = { resident: record.id, reveal: id, actor, now, purpose, channel: 'EXPORT' }
    const identity = await openIdentity(tx, vault, opening)
    const phone = opens.includes('CONTACT') ? await openPhone(tx, vault, opening) : null
    const mark = `${actor.post} ${new Date(now).toISOString()} ${id}`
    lines.push(
      [identity?.name ?? '', phone ?? '', record.ageBand, record.grid ?? '', mark].map(cell).join(','),
    )
  }
  return lines
}

const HEAD = ['姓名 name', '电话 phone', '年龄段 age band', '网格 grid', '导出水印 taken by']
  .map(cell)
  .join(',')

export const exportRoutes =
  (deps: ResidentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, trail, registers } = deps

    app.route({
      ...protectionApi.exports,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (actor.role !== 'DPO' && actor.role !== 'COMMUNITY_OPERATOR')
          return refuse(reply, 'resident/not-your-role')
        const rows = await writeAs(db, actor.district, (tx) =>
          findExports(tx, actor.district, actor.role === 'DPO' ? null : actor.person),
        )
        const register = registers(actor.district)
        return { exports: rows.map((row) => viewOf(row, actor.person, register)) }
      },
    })

    app.route({
      ...protectionApi.askExport,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { purpose, reason } = request.body
        const { district, post, person, org, community } = actor
        if (actor.role !== 'COMMUNITY_OPERATOR' || community === undefined)
          return refuse(reply, 'resident/not-your-role')
        if (!purposeOf(purpose).roles.includes(actor.role)) return refuse(reply, 'resident/purpose-not-yours')
        const id = newId()
        const at = now()
        await writeAs(db, district, async (tx) => {
          await insertExport(tx, district, { id, askedAt: at, post, person, org, community, purpose, reason })
          await trail.noted(tx, {
            actor,
            at,
            action: 'export.asked',
            subject: `export:${id}`,
            data: { purpose },
          })
        })
        return reply.code(201).send({ id })
      },
    })

    app.route({
      ...protectionApi.decideExport,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { id } = request.params
        const { approved, answer = null } = request.body
        if (actor.role !== 'DPO') return refuse(reply, 'protection/not-officer')
        const at = now()
        const refused = await writeAs(db, actor.district, async (tx): Promise<ResidentRefusalCode | null> => {
          const asked = await lockExport(tx, actor.district, id)
          if (!asked) return 'protection/export-unknown'
          if (asked.person === actor.person) return 'protection/own-export'
          if (asked.state !== 'ASKED') return 'protection/export-state'
          await decideExport(tx, actor.district, { id, approved, answer, now: at, by: actor.post })
          const data = { approved }
          await trail.noted(tx, { actor, at, action: 'export.decided', subject: `export:${id}`, data })
          return null
        })
        return refused ? refuse(reply, refused) : reply.code(204).send(null)
      },
    })

    app.route({
      ...protectionApi.takeExport,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { id } = request.params
        const at = now()
        const lines = await writeAs(db, actor.district, async (tx) => {
          const asked = await lockExport(tx, actor.district, id)
          if (!asked || asked.person !== actor.person) return 'protection/export-unknown' as const
          if (asked.state !== 'APPROVED') return 'protection/export-state' as const
          const found = await linesOf(tx, deps, { actor, now: at }, asked)
          if (typeof found === 'string') return found
          await markTaken(tx, actor.district, id, found.length, at)
          const data = { rows: found.length }
          await trail.noted(tx, { actor, at, action: 'export.taken', subject: `export:${id}`, data })
          return found
        })
        if (typeof lines === 'string') return refuse(reply, lines)
        const csv = `\uFEFF${[HEAD, ...lines].join('\r\n')}\r\n`
        return reply
          .header('cache-control', 'no-store')
          .send({ fileName: `residents-${id.slice(0, 8)}.csv`, csv })
      },
    })
  }
