// The library over HTTP: search, lists, records, commands, open differences.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { officeOf, OWNER_NAMES } from '@gezhi/core/library/field'
import { libraryApi } from '@gezhi/core/library/library.api'
import { libraryProblems } from '@gezhi/core/library/refusals'
import { REGISTER_NAMES } from '@gezhi/core/library/registers'
import type { Actor } from '@gezhi/core/people/actor'
import { NON_BUSINESS_ROLES, ROLES } from '@gezhi/core/people/roles'
import { scopeOf } from '@gezhi/core/people/scope'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import {
  countHouses,
  countRegisters,
  findByCodes,
  findRecord,
  findRecords,
  findRecordsById,
  type Box,
} from './find.store.ts'
import { findOpen } from './difference.find.store.ts'
import type { LibraryDeps } from './library.deps.ts'
import type { RecordEntry } from './record.entry.ts'
import { stateOf } from './record.store.ts'
import { decidable, differenceView, recordView, summaryOf } from './record.view.ts'
import { countSamples } from './sample.find.store.ts'
import { search } from './search.ts'

/** Staff whose work has places; not residents, and not those who only configure or guard data. */
export const readsLibrary = ({ role }: Actor): boolean =>
  !['L0', 'SYSTEM'].includes(ROLES[role].level) && (role === 'AUDITOR' || !NON_BUSINESS_ROLES.includes(role))

/** Differences of the centre and its officers are all; a department's are its own. */
const OFFICERS: readonly string[] = ['DISTRICT_OPERATOR', 'DISTRICT_SUPERVISOR', 'AUDITOR']

export function boxOf(text: string | undefined): Box | undefined {
  if (text === undefined) return undefined
  const [west = NaN, south = NaN, east = NaN, north = NaN] = text.split(',').map(Number)
  if (!(west <= east && south <= north && west >= -180 && east <= 180 && south >= -90 && north <= 90))
    throw new KernelProblem('request/invalid', { detail: 'bbox: west,south,east,north in degrees' })
  return [west, south, east, north]
}

const cursorText = (at: number, record: string) => `${at}~${record}`
function cursorOf(text: string | undefined) {
  if (text === undefined) return null
  const found = /^(\d{1,15})~([0-9a-f-]{36})$/.exec(text)
  if (!found) throw new KernelProblem('request/invalid', { detail: 'after: not a cursor of this list' })
  return { at: Number(found[1]), record: found[2] ?? '' }
}

export const libraryRoutes =
  (deps: LibraryDeps, entry: RecordEntry): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { lists, districts, now } = deps

    app.addHook('preHandler', async (request, reply) => {
      if (!readsLibrary(requireActor(request)))
        return sendRefusal(reply, libraryProblems, { code: 'library/not-your-role' })
    })

    app.route({
      ...libraryApi.search,
      async handler(request) {
        const actor = requireActor(request)
        const { text, register, bbox, limit = 12 } = request.query
        const rows = await lists.readAs(scopeOf(actor), (tx) =>
          search(tx, actor.district, text, { register, box: boxOf(bbox), limit }),
        )
        return { records: rows.map((row) => summaryOf(row, now())) }
      },
    })

    app.route({
      ...libraryApi.registers,
      async handler(request) {
        const actor = requireActor(request)
        const [counts, samples] = await lists.readAs(scopeOf(actor), async (tx) => [
          await countRegisters(tx, actor.district, now()),
          await countSamples(tx, actor.district, now()),
        ])
        const none = { records: 0, due: 0, different: 0 }
        return {
          registers: REGISTER_NAMES.map((register) => {
            const count = counts.find((each) => each.register === register) ?? none
            const sample = samples.find((each) => each.register === register)
            const { sampled = 0, looked = 0, right = 0 } = sample ?? {}
            return { ...count, register, sample: { sampled, looked, right } }
          }),
        }
      },
    })

    app.route({
      ...libraryApi.records,
      async handler(request) {
        const actor = requireActor(request)
        const { bbox, limit = 50, ...query } = request.query
        const filter = { ...query, ...request.params, box: boxOf(bbox), limit, now: now() }
        const { rows, more } = await lists.readAs(scopeOf(actor), (tx) =>
          findRecords(tx, actor.district, filter),
        )
        const last = rows.at(-1)
        return {
          records: rows.map((row) => summaryOf(row, filter.now)),
          next: more && last ? last.code : null,
        }
      },
    })

    app.route({
      ...libraryApi.record,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { district } = actor
        const found = await lists.readAs(scopeOf(actor), async (tx) => {
          const row = await findRecord(tx, district, request.params.id)
          if (!row) return null
          const parents = row.parent ? await findByCodes(tx, district, 'BUILDING', [row.parent]) : undefined
          const houses = row.register === 'BUILDING' ? await countHouses(tx, district, row.code) : null
          return { row, parent: parents?.get(row.parent ?? ''), houses }
        })
        if (!found) return sendRefusal(reply, libraryProblems, { code: 'library/no-record' })
        const { row, ...beside } = found
        return recordView(row, { actor, book: districts(district), now: now(), ...beside })
      },
    })

    app.route({
      ...libraryApi.command,
      async handler(request, reply) {
        const actor = requireActor(request)
        const outcome = await entry({
          actor,
          stream: request.params.id,
          commandId: request.headers['idempotency-key'],
          body: request.body,
        })
        if (!outcome.ok) return sendRefusal(reply, libraryProblems, outcome.refusal)
        // Gate: `answer` of the kind made it.
        return reply.code(202).send(outcome.answer as { id: string; version: number })
      },
    })

    app.route({
      ...libraryApi.differences,
      async handler(request) {
        const actor = requireActor(request)
        const { district } = actor
        const centre = officeOf('GRID_CENTRE', district)
        const offices = OWNER_NAMES.map((owner) => officeOf(owner, district)).filter((org) => org !== centre)
        const deciders = OFFICERS.includes(actor.role) ? [centre, ...offices] : [actor.org]
        const page = { deciders, after: cursorOf(request.query.after), limit: 50 }
        const { rows, more, records } = await lists.readAs(scopeOf(actor), async (tx) => {
          const found = await findOpen(tx, district, page)
          const ids = [...new Set(found.rows.map(({ record }) => record))]
          return { ...found, records: await findRecordsById(tx, district, ids) }
        })
        const book = districts(district)
        const last = rows.at(-1)
        return {
          differences: rows.flatMap(({ record, no }) => {
            const row = records.get(record)
            const difference = row && stateOf(row).differences.find((each) => each.no === no)
            return row && difference
              ? [
                  {
                    ...differenceView(row, difference, book),
                    record: summaryOf(row, now()),
                    mine: decidable(row, actor).includes(no),
                  },
                ]
              : []
          }),
          next: more && last ? cursorText(last.raised_at, last.record) : null,
        }
      },
    })
  }
