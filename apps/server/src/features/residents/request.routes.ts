// Requests about personal data at the desk: those on paper come in, all are answered; what was granted is done.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { protectionApi } from '@gezhi/core/residents/protection.api'
import type { Right } from '@gezhi/core/residents/data-request'
import { writeAs, type Tx } from '../../kernel/database.ts'
import { idOf } from '../../kernel/ids.ts'
import { requireActor } from '../../kernel/request.ts'
import { run } from '../../kernel/run.ts'
import { notOfficer, officerOf } from './protection.routes.ts'
import { requestKind } from './request.kind.ts'
import { findRequests, insertText, loadRequests } from './request.store.ts'
import type { ResidentDeps } from './resident.deps.ts'
import { refuse } from './resident.routes.ts'
import { residentFor } from './opening.ts'
import { endRecord, lockRecord } from './retention.store.ts'

/** What a granted right does to the record by itself; the others are done by hand on the sheet or by the answer. */
async function carryOut(
  tx: Tx,
  right: Right,
  at: { readonly district: number; readonly resident: string; readonly now: number },
): Promise<void> {
  const { district, resident, now } = at
  if (right === 'DELETE') await endRecord(tx, district, resident, now)
  if (right === 'RESTRICT') await lockRecord(tx, district, resident, now)
}

export const requestRoutes =
  (deps: ResidentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, vault } = deps

    app.route({
      ...protectionApi.requests,
      async handler(request, reply) {
        const actor = officerOf(request)
        if (!actor) return notOfficer(reply)
        const wish = { open: request.query.open, now: now() }
        return {
          requests: await writeAs(db, actor.district, (tx) => findRequests(tx, vault, actor.district, wish)),
        }
      },
    })

    app.route({
      ...protectionApi.askOnPaper,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { right, resident, relation, text } = request.body
        const commandId = request.headers['idempotency-key']
        if (actor.role !== 'DPO' && actor.role !== 'COMMUNITY_OPERATOR')
          return refuse(reply, 'resident/not-your-role')
        const stream = idOf('data-request', commandId)
        const textId = idOf('data-request-text', commandId)
        const held = await writeAs(db, actor.district, async (tx) => {
          const found = await residentFor(tx, { actor, now: now() }, resident)
          if (found && text)
            await insertText(tx, vault, { district: actor.district, id: textId, request: stream }, text)
          return found
        })
        if (!held) return refuse(reply, 'resident/unknown')
        const outcome = await run(deps, requestKind, {
          district: actor.district,
          stream,
          commandId,
          actor,
          command: {
            type: 'ask',
            right,
            resident,
            channel: 'PAPER',
            ...(relation ? { relation } : {}),
            ...(text ? { text: textId } : {}),
          },
          context: { deceased: held.deceased },
        })
        return outcome.ok ? reply.code(202).send({ id: stream }) : refuse(reply, outcome.refusal.code)
      },
    })

    app.route({
      ...protectionApi.decideRequest,
      async handler(request, reply) {
        const actor = officerOf(request)
        if (!actor) return notOfficer(reply)
        const { id } = request.params
        const { granted, text } = request.body
        const { district } = actor
        const commandId = request.headers['idempotency-key']
        const textId = idOf('data-request-text', commandId)
        if (text)
          await writeAs(db, district, (tx) =>
            insertText(tx, vault, { district, id: textId, request: id }, text),
          )
        const outcome = await run(deps, requestKind, {
          district,
          stream: id,
          commandId,
          actor,
          command: { type: 'decide', granted, ...(text ? { text: textId } : {}) },
        })
        if (!outcome.ok) return refuse(reply, outcome.refusal.code)
        // Done after the decision stands; sent again it does the same again.
        await writeAs(db, district, async (tx) => {
          const state = (await loadRequests(tx, district, [id])).get(id)?.state
          if (state?.status === 'GRANTED')
            await carryOut(tx, state.right, { district, resident: state.resident, now: now() })
        })
        return reply.code(202).send({ id })
      },
    })
  }
