// Passes that residents make for themselves and their visitors.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DAY } from '@gezhi/core/kernel/calendar'
import { passApi } from '@gezhi/core/residents/gate.api'
import { codeText, MOST_VISITORS, type PassView, ROTATION_MS, windowOf } from '@gezhi/core/residents/gates'
import type { ResidentRefusalCode } from '@gezhi/core/residents/refusals'
import { v7 as newId } from 'uuid'
import type { Vault } from '../../kernel/vault.ts'
import { endPass, findPasses, insertPass, type PassRow } from './gate.store.ts'
import { cardMark, signatureOf } from './gate.routes.ts'
import { withMine } from './mine.routes.ts'
import { PASSES, type ResidentDeps } from './resident.deps.ts'
import { refuse } from './resident.routes.ts'

/** Own passes are renewed with the key of the record. */
const OWN_MS = 180 * DAY

const viewOf = (vault: Vault, district: number, pass: PassRow, now: number): PassView => {
  const { id, medium, nameEnc, entries, validTo } = pass
  const window = pass.class === 'VISITOR' ? 0 : windowOf(now)
  return {
    id,
    class: pass.class,
    medium,
    name: nameEnc && vault.open(nameEnc, PASSES.place(district, id, 'name_enc')),
    entries,
    validTo,
    code: medium === 'QR' ? codeText(id, window, signatureOf(vault, id, window)) : null,
    refreshAt: medium === 'QR' && pass.class === 'RESIDENT' ? (window + 1) * ROTATION_MS : null,
  }
}

export const passRoutes =
  (deps: ResidentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { vault, trail } = deps

    app.route({
      ...passApi.list,
      async handler(request, reply) {
        const passes = await withMine(deps, request, async (tx, { actor, held, now }) => {
          const rows = await findPasses(tx, actor.district, held.id, now)
          return rows.map((pass) => viewOf(vault, actor.district, pass, now))
        })
        if (typeof passes === 'string') return refuse(reply, passes)
        return reply.header('cache-control', 'no-store').send({ passes })
      },
    })

    app.route({
      ...passApi.make,
      async handler(request, reply) {
        const wish = request.body
        const id = newId()
        const made = await withMine(deps, request, async (tx, { actor, held, now }) => {
          const { district } = actor
          const shared = { id, resident: held.id, community: held.community, validFrom: now }
          const own = {
            ...shared,
            class: 'RESIDENT',
            entries: null,
            validTo: now + OWN_MS,
            nameEnc: null,
          } as const
          if (wish.kind === 'OWN_QR') await insertPass(tx, district, { ...own, medium: 'QR', card: null })
          if (wish.kind === 'OWN_CARD') {
            const card = cardMark(vault, held.community, wish.cardNo)
            await insertPass(tx, district, { ...own, medium: 'CARD', card })
          }
          if (wish.kind === 'VISITOR') {
            const visitors = (await findPasses(tx, district, held.id, now)).filter(
              (one) => one.class === 'VISITOR',
            )
            if (visitors.length >= MOST_VISITORS) return 'gate/too-many-passes' as const
            const { name, entries, forMs } = wish
            const nameEnc = name ? vault.seal(name, PASSES.place(district, id, 'name_enc')) : null
            const visit = { ...shared, class: 'VISITOR', medium: 'QR', card: null } as const
            await insertPass(tx, district, { ...visit, entries, validTo: now + forMs, nameEnc })
          }
          const subject = `resident:${held.id}`
          await trail.noted(tx, { actor, at: now, action: 'pass.made', subject, data: { kind: wish.kind } })
          return null
        })
        return typeof made === 'string' ? refuse(reply, made) : reply.code(201).send({ id })
      },
    })

    app.route({
      ...passApi.end,
      async handler(request, reply) {
        const { id } = request.params
        const gone = await withMine(
          deps,
          request,
          async (tx, { actor, held, now }): Promise<ResidentRefusalCode | null> => {
            if (!(await endPass(tx, actor.district, { id, resident: held.id, now })))
              return 'gate/pass-unknown'
            const subject = `resident:${held.id}`
            await trail.noted(tx, { actor, at: now, action: 'pass.ended', subject, data: {} })
            return null
          },
        )
        return gone === null ? reply.code(204).send(null) : refuse(reply, gone)
      },
    })
  }
