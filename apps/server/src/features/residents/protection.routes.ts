// The desk of the data protection officer: records, alarms, requests with their clocks, reports; and the public notice.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { CONSENT_TEXTS } from '@gezhi/core/residents/consent'
import { protectionApi, publicProtectionApi } from '@gezhi/core/residents/protection.api'
import { KEPT_MS, RECORDS, refuseRecord } from '@gezhi/core/residents/record'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { v7 as newId } from 'uuid'
import { Value } from 'typebox/value'
import { writeAs } from '../../kernel/database.ts'
import { KernelProblem } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { findAlarms, settleAlarm } from './alarm.store.ts'
import { findRecords, insertRecord } from './record.store.ts'
import type { ResidentDeps } from './resident.deps.ts'
import { refuse } from './resident.routes.ts'
import { findReports, holdRecord } from './retention.store.ts'

/** The officer, or nobody. */
export const officerOf = (request: FastifyRequest) => {
  const actor = requireActor(request)
  return actor.role === 'DPO' ? actor : null
}
export const notOfficer = (reply: FastifyReply) => refuse(reply, 'protection/not-officer')

const isOfficer = (
  body: unknown,
): body is Record<'name' | 'contactPhone' | 'contactMail' | 'office', string> =>
  Value.Check(RECORDS.OFFICER, body)

export const protectionRoutes =
  (deps: ResidentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, trail, registers, homeDistrict } = deps

    app.route({
      ...publicProtectionApi,
      async handler() {
        const district = homeDistrict()
        const [newest] = await writeAs(db, district, (tx) => findRecords(tx, district, 'OFFICER', false))
        const officer = newest && isOfficer(newest.body) ? newest.body : null
        const texts = CONSENT_TEXTS.map(({ code, version, separate, title, body }) => ({
          code,
          version,
          separate,
          title,
          body,
        }))
        return { officer, since: newest?.at ?? null, texts }
      },
    })

    app.route({
      ...protectionApi.records,
      async handler(request, reply) {
        const actor = requireActor(request)
        // Who keeps records names an assessment and reads which there are.
        const reads = actor.role === 'DPO' || actor.role === 'AUDITOR' || request.query.kind === 'ASSESSMENT'
        if (!reads || actor.role === 'RESIDENT' || actor.role === 'SYSTEM') return notOfficer(reply)
        const { kind, past = false } = request.query
        return {
          records: await writeAs(db, actor.district, (tx) => findRecords(tx, actor.district, kind, past)),
        }
      },
    })

    app.route({
      ...protectionApi.record,
      async handler(request, reply) {
        const actor = officerOf(request)
        if (!actor) return notOfficer(reply)
        const { kind, body } = request.body
        const [first] = Value.Errors(RECORDS[kind], body)
        if (first)
          throw new KernelProblem('request/invalid', { detail: `${first.instancePath} ${first.message}` })
        const refused = refuseRecord(kind, body)
        if (refused) return refuse(reply, refused)
        const id = newId()
        const at = now()
        // There is one officer; every other record is replaced by its key.
        const key = kind === 'OFFICER' ? kind : (request.body.key ?? id)
        await writeAs(db, actor.district, async (tx) => {
          const record = { id, kind, key, body, at, byPost: actor.post, keepUntil: at + KEPT_MS }
          await insertRecord(tx, actor.district, record)
          const data = { kind, key }
          await trail.noted(tx, { actor, at, action: 'protection.recorded', subject: `record:${id}`, data })
        })
        return reply.code(201).send({ id })
      },
    })

    app.route({
      ...protectionApi.alarms,
      async handler(request, reply) {
        const actor = officerOf(request)
        if (!actor) return notOfficer(reply)
        const { staff } = registers(actor.district)
        const names = new Map(staff.map(({ code, name }) => [code, name]))
        const alarms = await writeAs(db, actor.district, (tx) => findAlarms(tx, actor.district))
        return { alarms: alarms.map((one) => ({ ...one, personName: names.get(one.person) ?? one.person })) }
      },
    })

    app.route({
      ...protectionApi.settleAlarm,
      async handler(request, reply) {
        const actor = officerOf(request)
        if (!actor) return notOfficer(reply)
        const { person, day } = request.params
        const at = now()
        const settled = await writeAs(db, actor.district, async (tx) => {
          const settling = { person, day, now: at, by: actor.post, note: request.body.note }
          if (!(await settleAlarm(tx, actor.district, settling))) return false
          await trail.noted(tx, {
            actor,
            at,
            action: 'alarm.settled',
            subject: `person:${person}`,
            data: { day },
          })
          return true
        })
        return settled ? reply.code(204).send(null) : refuse(reply, 'protection/alarm-unknown')
      },
    })

    app.route({
      ...protectionApi.reports,
      async handler(request, reply) {
        const actor = officerOf(request)
        if (!actor) return notOfficer(reply)
        return { reports: await writeAs(db, actor.district, (tx) => findReports(tx, actor.district)) }
      },
    })

    app.route({
      ...protectionApi.hold,
      async handler(request, reply) {
        const actor = officerOf(request)
        if (!actor) return notOfficer(reply)
        const { id } = request.params
        const { reason } = request.body
        const at = now()
        const held = await writeAs(db, actor.district, async (tx) => {
          if (!(await holdRecord(tx, actor.district, id, reason))) return false
          const data = { held: reason !== null }
          await trail.noted(tx, { actor, at, action: 'resident.held', subject: `resident:${id}`, data })
          return true
        })
        return held ? reply.code(204).send(null) : refuse(reply, 'resident/unknown')
      },
    })
  }
