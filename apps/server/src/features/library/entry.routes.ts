// Single records by hand over HTTP, for the officers of the centre.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { entryApi } from '@gezhi/core/library/entry.api'
import { isOfficer } from '@gezhi/core/library/record.decide'
import { libraryProblems } from '@gezhi/core/library/refusals'
import { REGISTERS } from '@gezhi/core/library/registers'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { enter } from './entry.ts'
import { findLastCode } from './find.store.ts'
import type { LibraryDeps } from './library.deps.ts'

export const entryRoutes =
  (deps: LibraryDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('preHandler', async (request, reply) => {
      if (!isOfficer(requireActor(request)))
        return sendRefusal(reply, libraryProblems, { code: 'library/not-your-role' })
    })

    app.route({
      ...entryApi.enter,
      async handler(request, reply) {
        const entered = await enter(deps, {
          actor: requireActor(request),
          commandId: request.headers['idempotency-key'],
          register: request.params.register,
          body: request.body,
        })
        return entered.ok
          ? { id: entered.id, openDifferences: entered.openDifferences }
          : sendRefusal(reply, libraryProblems, { code: entered.code })
      },
    })

    app.route({
      ...entryApi.nextCode,
      async handler(request) {
        const { district } = requireActor(request)
        const { register } = request.params
        const { counted } = REGISTERS[register]
        const { community } = request.query
        if (!counted || (counted.by === 'community' && !community)) return { code: null }
        const prefix = `${counted.by === 'community' ? community : district}${counted.letter}`
        const last = await deps.lists.readAs(wholeDistrict(district), (tx) =>
          findLastCode(tx, district, register, prefix),
        )
        const serial = Number(last?.slice(prefix.length) ?? 0) + 1
        const digits = String(serial).padStart(counted.digits, '0')
        return { code: digits.length > counted.digits ? null : `${prefix}${digits}` }
      },
    })
  }
