// What a resident sees and does with the own data, with the access key that a handed-over code was bound to.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DAY } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import { residentActor } from '@gezhi/core/people/resident'
import { currentText } from '@gezhi/core/residents/consent'
import { mineApi } from '@gezhi/core/residents/mine.api'
import type { ResidentRefusalCode } from '@gezhi/core/residents/refusals'
import type { FastifyRequest } from 'fastify'
import { v7 as newId } from 'uuid'
import { writeAs, type Tx } from '../../kernel/database.ts'
import { idOf } from '../../kernel/ids.ts'
import { requireActor } from '../../kernel/request.ts'
import { run } from '../../kernel/run.ts'
import { insertConsent, withdrawConsent } from './consent.store.ts'
import { bindKey, residentBehind, unbindKey, useCode } from './holder.store.ts'
import { findReadings } from './open.store.ts'
import { revealOwn } from './opening.ts'
import { requestKind } from './request.kind.ts'
import { findRequests, insertText } from './request.store.ts'
import type { ResidentDeps } from './resident.deps.ts'
import { refuse } from './resident.routes.ts'
import { findResident, type Held } from './resident.store.ts'
import { sheetOf } from './sheet.ts'

/** A key opens the record for half a year; then the grid member hands over a new code. */
export const KEY_LIFE_MS = 180 * DAY
/** Codes typed from one address: 50 bits are not guessed at this pace in the life of the earth. */
const TRIES_A_MINUTE = 5

export interface Mine {
  readonly actor: Actor
  readonly held: Held
  readonly now: number
}

/** Does something with the record behind the access key of the request. */
export const withMine = async <T>(
  { db, now }: Pick<ResidentDeps, 'db' | 'now'>,
  request: FastifyRequest,
  work: (tx: Tx, mine: Mine) => Promise<T>,
): Promise<T | ResidentRefusalCode> => {
  const actor = requireActor(request)
  if (actor.role !== 'RESIDENT') return 'resident/not-your-role'
  const at = now()
  return writeAs(db, actor.district, async (tx) => {
    const id = await residentBehind(tx, actor.district, actor.person, at)
    if (id === null) return 'resident/not-identified'
    const held = await findResident(tx, actor.district, id, at)
    if (!held) return 'resident/not-identified'
    if (held.locked) return 'resident/locked'
    return work(tx, { actor, held, now: at })
  })
}

const isCode = (value: unknown): value is ResidentRefusalCode => typeof value === 'string'

export const mineRoutes =
  (deps: ResidentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, vault, trail, buckets, homeDistrict, registers } = deps

    app.route({
      ...mineApi.identify,
      async handler(request, reply) {
        if (!buckets.take(`resident-code:${request.ip}`, TRIES_A_MINUTE))
          return refuse(reply, 'resident/too-many-tries')
        const code = request.body.code.replaceAll(/[\s-]/g, '').toUpperCase()
        const district = homeDistrict()
        const { key, person } = deps.residentKeyFor(request.headers['idempotency-key'])
        const at = now()
        const until = at + KEY_LIFE_MS
        const resident = await writeAs(db, district, async (tx) => {
          // Sent again after the answer was lost: the code is used, the key is bound already.
          const bound = await residentBehind(tx, district, person, at)
          if (bound !== null) return bound
          const found = await useCode(tx, district, code, at)
          if (found === null) return null
          await bindKey(tx, district, { person, resident: found, now: at, until })
          const actor = residentActor(district, person)
          const deed = {
            actor,
            at,
            action: 'resident.identified',
            subject: `resident:${found}`,
            data: {},
          } as const
          await trail.noted(tx, deed)
          return found
        })
        if (resident === null) return refuse(reply, 'resident/code-wrong')
        return reply.code(201).header('cache-control', 'no-store').send({ key, until })
      },
    })

    app.route({
      ...mineApi.read,
      async handler(request, reply) {
        const sheet = await withMine(deps, request, (tx, mine) =>
          sheetOf(tx, mine.actor, mine.held, mine.now),
        )
        if (isCode(sheet)) return refuse(reply, sheet)
        return reply.header('cache-control', 'no-store').send(sheet)
      },
    })

    app.route({
      ...mineApi.reveal,
      async handler(request, reply) {
        const shown = await withMine(deps, request, (tx, mine) => revealOwn(tx, deps, mine, mine.held.id))
        if (isCode(shown)) return refuse(reply, shown)
        return reply.header('cache-control', 'no-store').send(shown)
      },
    })

    app.route({
      ...mineApi.readings,
      async handler(request, reply) {
        const found = await withMine(deps, request, (tx, { actor, held }) =>
          findReadings(tx, actor.district, held.id),
        )
        if (isCode(found)) return refuse(reply, found)
        const { organisations } = registers(homeDistrict())
        const names = new Map(organisations.map(({ code, name }) => [code, name]))
        return { readings: found.map((one) => ({ ...one, orgName: names.get(one.org) ?? one.org })) }
      },
    })

    app.route({
      ...mineApi.consent,
      async handler(request, reply) {
        const { text, version, language } = request.body
        const id = newId()
        const given = await withMine(deps, request, async (tx, { actor, held, now: at }) => {
          // The person agrees to what was on the screen: a text that changed meanwhile is shown again first.
          if (version !== currentText(text).version) return 'resident/changed-meanwhile' as const
          const by = { channel: 'PORTAL', givenBy: 'SELF', recordedBy: actor.post } as const
          await insertConsent(tx, actor.district, {
            id,
            resident: held.id,
            text,
            version,
            language,
            givenAt: at,
            ...by,
          })
          const subject = `resident:${held.id}`
          await trail.noted(tx, { actor, at, action: 'consent.given', subject, data: { text, consent: id } })
          return null
        })
        return isCode(given) ? refuse(reply, given) : reply.code(201).send({ id })
      },
    })

    app.route({
      ...mineApi.withdraw,
      async handler(request, reply) {
        const { consent } = request.params
        const gone = await withMine(deps, request, async (tx, { actor, held, now: at }) => {
          const withdrawal = { resident: held.id, consent, now: at, by: 'SELF' }
          if (!(await withdrawConsent(tx, actor.district, withdrawal)))
            return 'resident/consent-unknown' as const
          const subject = `resident:${held.id}`
          await trail.noted(tx, { actor, at, action: 'consent.withdrawn', subject, data: { consent } })
          return null
        })
        return isCode(gone) ? refuse(reply, gone) : reply.code(204).send(null)
      },
    })

    app.route({
      ...mineApi.requests,
      async handler(request, reply) {
        const found = await withMine(deps, request, (tx, { actor, held, now: at }) =>
          findRequests(tx, vault, actor.district, { resident: held.id, now: at }),
        )
        return isCode(found) ? refuse(reply, found) : { requests: found }
      },
    })

    app.route({
      ...mineApi.request,
      async handler(request, reply) {
        const { right, text } = request.body
        const commandId = request.headers['idempotency-key']
        const stream = idOf('data-request', commandId)
        const textId = idOf('data-request-text', commandId)
        const mine = await withMine(deps, request, async (tx, { actor, held }) => {
          if (text)
            await insertText(tx, vault, { district: actor.district, id: textId, request: stream }, text)
          return { actor, held }
        })
        if (isCode(mine)) return refuse(reply, mine)
        const { actor, held } = mine
        const outcome = await run(deps, requestKind, {
          district: actor.district,
          stream,
          commandId,
          actor,
          command: {
            type: 'ask',
            right,
            resident: held.id,
            channel: 'PORTAL',
            ...(text ? { text: textId } : {}),
          },
          context: { deceased: false },
        })
        return outcome.ok ? reply.code(202).send({ id: stream }) : refuse(reply, outcome.refusal.code)
      },
    })

    app.route({
      ...mineApi.leave,
      async handler(request, reply) {
        const left = await withMine(deps, request, async (tx, { actor }) => {
          await unbindKey(tx, actor.district, actor.person)
          return null
        })
        return isCode(left) ? refuse(reply, left) : reply.code(204).send(null)
      },
    })
  }
