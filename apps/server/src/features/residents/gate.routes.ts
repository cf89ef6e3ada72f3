// Gates ask whether a code or card may pass and send what they decided; nothing here asks who went where.
import { timingSafeEqual } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gateApi } from '@gezhi/core/residents/gate.api'
import { type DIRECTIONS, opens, readCode } from '@gezhi/core/residents/gates'
import { v7 as newId } from 'uuid'
import { writeAs, type Tx } from '../../kernel/database.ts'
import { requireActor } from '../../kernel/request.ts'
import type { Vault } from '../../kernel/vault.ts'
import {
  findGates,
  type Gate,
  gateOf,
  insertEvents,
  lockPass,
  type PassRow,
  putChecklist,
  putGate,
  takeEntry,
} from './gate.store.ts'
import { notOfficer, officerOf } from './protection.routes.ts'
import type { ResidentDeps } from './resident.deps.ts'
import { refuse } from './resident.routes.ts'

/** 16 bytes of a keyed hash: nobody else makes one. */
export const signatureOf = (vault: Vault, pass: string, window: number): string =>
  vault.fingerprint(`pass:${pass}:${window}`).subarray(0, 16).toString('base64url')
export const cardMark = (vault: Vault, community: string, cardNo: string): Buffer =>
  vault.fingerprint(`card:${community}:${cardNo.toUpperCase()}`)

interface Presented {
  readonly credentialKind: 'QR' | 'CARD'
  readonly value: string
}

async function presented(
  tx: Tx,
  vault: Vault,
  at: { readonly district: number; readonly gate: Gate },
  { credentialKind, value }: Presented,
): Promise<{ pass: PassRow; window: number } | null> {
  const { district, gate } = at
  if (credentialKind === 'CARD') {
    const card = cardMark(vault, gate.community, value)
    const pass = await lockPass(tx, district, { card, community: gate.community })
    return pass && { pass, window: 0 }
  }
  const code = readCode(value)
  if (!code) return null
  const right = Buffer.from(signatureOf(vault, code.pass, code.window))
  const given = Buffer.from(code.signature)
  if (right.length !== given.length || !timingSafeEqual(right, given)) return null
  const pass = await lockPass(tx, district, { id: code.pass })
  // A code that does not rotate is signed for the window 0 alone.
  if (!pass || (pass.class === 'VISITOR') !== (code.window === 0)) return null
  return { pass, window: code.window }
}

/** What registered gates use, also of a process that answers systems alone. */
export const gateInlets =
  (deps: ResidentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, vault } = deps

    app.route({
      ...gateApi.check,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (actor.role !== 'SYSTEM') return refuse(reply, 'gate/not-a-gate')
        const { district, person } = actor
        const { direction, credentialKind } = request.body
        const at = now()
        const answer = await writeAs(db, district, async (tx) => {
          const gate = await gateOf(tx, district, person)
          if (!gate) return null
          const found = await presented(tx, vault, { district, gate }, request.body)
          const may = found !== null && mayPass(found, gate, direction, at)
          if (may && direction === 'IN') await takeEntry(tx, district, found.pass.id)
          const passClass = found?.pass.class ?? 'UNKNOWN'
          const result = may ? 'OPENED' : 'REFUSED'
          await insertEvents(tx, district, gate.code, [
            { id: newId(), ts: at, direction, credentialKind, passClass, result },
          ])
          return { result, passClass } as const
        })
        return answer ?? refuse(reply, 'gate/not-a-gate')
      },
    })

    app.route({
      ...gateApi.events,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (actor.role !== 'SYSTEM') return refuse(reply, 'gate/not-a-gate')
        const { district, person } = actor
        const taken = await writeAs(db, district, async (tx) => {
          const gate = await gateOf(tx, district, person)
          return gate && insertEvents(tx, district, gate.code, request.body.events)
        })
        return taken === null ? refuse(reply, 'gate/not-a-gate') : reply.code(202).send({ taken })
      },
    })
  }

const mayPass = (
  { pass, window }: { readonly pass: PassRow; readonly window: number },
  { community }: Gate,
  direction: (typeof DIRECTIONS)[number],
  now: number,
): boolean => opens(pass, { community, direction, now, window })

/** Gates and the checklist for those that know faces, kept by the data protection officer. */
export const gateRoutes =
  ({ db, now, trail }: ResidentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...gateApi.register,
      async handler(request, reply) {
        const actor = officerOf(request)
        if (!actor) return notOfficer(reply)
        const at = now()
        const { code, face } = request.body
        await writeAs(db, actor.district, async (tx) => {
          await putGate(tx, actor.district, request.body, at)
          await trail.noted(tx, {
            actor,
            at,
            action: 'gate.registered',
            subject: `gate:${code}`,
            data: { face },
          })
        })
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...gateApi.checklist,
      async handler(request, reply) {
        const actor = officerOf(request)
        if (!actor) return notOfficer(reply)
        const { code } = request.params
        const { checklist } = request.body
        const at = now()
        const known = await writeAs(db, actor.district, async (tx) => {
          if (!(await putChecklist(tx, actor.district, code, checklist, at))) return false
          await trail.noted(tx, {
            actor,
            at,
            action: 'gate.checked',
            subject: `gate:${code}`,
            data: checklist,
          })
          return true
        })
        return known ? reply.code(204).send(null) : refuse(reply, 'gate/unknown')
      },
    })

    app.route({
      ...gateApi.list,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (actor.role !== 'DPO' && actor.role !== 'COMMUNITY_OPERATOR')
          return refuse(reply, 'resident/not-your-role')
        const community = actor.role === 'DPO' ? null : (actor.community ?? '')
        return {
          gates: await writeAs(db, actor.district, (tx) => findGates(tx, actor.district, community, now())),
        }
      },
    })
  }
