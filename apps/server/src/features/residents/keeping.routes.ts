// Keeping records of residents: register, correct, residences, consents, needs, the code that is handed over.
import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DAY } from '@gezhi/core/kernel/calendar'
import { currentText, stands } from '@gezhi/core/residents/consent'
import { isIdNo, isPhone } from '@gezhi/core/residents/identity'
import type { ResidentRefusalCode } from '@gezhi/core/residents/refusals'
import { residentsApi } from '@gezhi/core/residents/resident.api'
import {
  type GivenConsent,
  inArea,
  keepsResidents,
  LONGEST_NEED_MS,
  type NewResident,
  refuseNew,
} from '@gezhi/core/residents/resident'
import type { FastifyRequest } from 'fastify'
import { v7 as newId } from 'uuid'
import type { PersonalDeed } from '../../kernel/audit.ts'
import { writeAs, type Tx } from '../../kernel/database.ts'
import { requireActor } from '../../kernel/request.ts'
import { findConsents, insertConsent, withdrawConsent } from './consent.store.ts'
import { keepCode } from './holder.store.ts'
import { deleteNeed, insertNeed } from './open.store.ts'
import { residentFor } from './opening.ts'
import { recordExists } from './record.store.ts'
import type { Doing, ResidentDeps } from './resident.deps.ts'
import { refuse } from './resident.routes.ts'
import { correctResident, type Held, insertResidence, insertResident } from './resident.store.ts'

/** Letters and digits that nobody mistakes for each other: ten of them are 50 bits. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 10
/** A letter takes days; a code in a drawer for a month is a risk. */
export const CODE_LIFE_MS = 14 * DAY

const newCode = (): string =>
  Array.from(randomBytes(CODE_LENGTH), (byte) => CODE_LETTERS.charAt(byte % CODE_LETTERS.length)).join('')

type Deed = Pick<PersonalDeed, 'action' | 'data'>

async function registerIn(
  tx: Tx,
  { vault, trail }: ResidentDeps,
  { actor, now }: Doing,
  given: NewResident,
): Promise<{ id: string } | ResidentRefusalCode> {
  const { district, post } = actor
  const { grid, assessment } = given
  const place = { street: grid.slice(0, 9), community: grid.slice(0, 12), grid }
  if (!keepsResidents(actor)) return 'resident/not-your-role'
  if (!inArea(actor, place)) return 'resident/outside-area'
  const assessed = assessment !== undefined && (await recordExists(tx, district, 'ASSESSMENT', assessment))
  const refused = refuseNew(given, now, assessed)
  if (refused) return refused
  if (given.consents.some(neverWas)) return 'resident/consent-unknown'
  const id = newId()
  await insertResident(tx, vault, { district, id, now, post }, given)
  for (const consent of given.consents) await keepConsent(tx, { actor, now }, id, consent)
  const data = { legalBasis: given.legalBasis, purposes: given.purposes, source: given.source }
  await trail.noted(tx, { actor, at: now, action: 'resident.registered', subject: `resident:${id}`, data })
  return { id }
}

/** A paper may be a version old; a version that never was is a mistake of the form. */
const neverWas = ({ text, version }: GivenConsent): boolean => version > currentText(text).version

async function keepConsent(
  tx: Tx,
  { actor, now }: Doing,
  resident: string,
  given: GivenConsent,
): Promise<string> {
  const id = newId()
  const { text, version, language, channel, givenBy } = given
  const row = {
    id,
    resident,
    text,
    version,
    language,
    channel,
    givenBy,
    givenAt: now,
    recordedBy: actor.post,
  }
  await insertConsent(tx, actor.district, row)
  return id
}

/** Routes of those who keep records, each on a record of the own area and with its line in the trail. */
export const keepingRoutes =
  (deps: ResidentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, vault, trail } = deps

    /** Does something with a record of the own area; a refusal undoes nothing because nothing was done. */
    const onRecord = async <T>(
      request: FastifyRequest & { readonly params: { readonly id: string } },
      work: (tx: Tx, doing: Doing, held: Held) => Promise<{ done: T; deed: Deed } | ResidentRefusalCode>,
    ): Promise<{ done: T } | { refused: ResidentRefusalCode }> => {
      const actor = requireActor(request)
      const doing = { actor, now: now() }
      if (!keepsResidents(actor)) return { refused: 'resident/not-your-role' }
      const answer = await writeAs(db, actor.district, async (tx) => {
        const held = await residentFor(tx, doing, request.params.id)
        if (!held) return 'resident/unknown' as const
        if (held.locked) return 'resident/locked' as const
        const worked = await work(tx, doing, held)
        if (typeof worked !== 'string')
          await trail.noted(tx, { actor, at: doing.now, subject: `resident:${held.id}`, ...worked.deed })
        return worked
      })
      return typeof answer === 'string' ? { refused: answer } : { done: answer.done }
    }

    app.route({
      ...residentsApi.register,
      async handler(request, reply) {
        const actor = requireActor(request)
        const made = await writeAs(db, actor.district, (tx) =>
          registerIn(tx, deps, { actor, now: now() }, request.body),
        )
        return typeof made === 'string' ? refuse(reply, made) : reply.code(201).send(made)
      },
    })

    app.route({
      ...residentsApi.correct,
      async handler(request, reply) {
        const change = request.body
        const answer = await onRecord(request, async (tx, { actor, now: at }, { id }) => {
          if (change.idNo !== undefined && !isIdNo(change.idNo)) return 'resident/id-number'
          if (change.phone && !isPhone(change.phone)) return 'resident/phone'
          const where = { district: actor.district, id, now: at, post: actor.post }
          if (!(await correctResident(tx, vault, where, change))) return 'resident/changed-meanwhile'
          const fields = Object.keys(change).filter((name) => name !== 'version')
          return { done: null, deed: { action: 'resident.corrected', data: { fields } } }
        })
        return 'refused' in answer ? refuse(reply, answer.refused) : reply.code(204).send(null)
      },
    })

    app.route({
      ...residentsApi.addResidence,
      async handler(request, reply) {
        const id = newId()
        const answer = await onRecord(request, async (tx, { actor, now: at }, held) => {
          await insertResidence(
            tx,
            { district: actor.district, id, resident: held.id, now: at },
            request.body,
          )
          return { done: id, deed: { action: 'resident.residence-added', data: { residence: id } } }
        })
        return 'refused' in answer ? refuse(reply, answer.refused) : reply.code(201).send({ id })
      },
    })

    app.route({
      ...residentsApi.consent,
      async handler(request, reply) {
        const given = request.body
        const answer = await onRecord(request, async (tx, doing, held) => {
          if (neverWas(given)) return 'resident/consent-unknown'
          const consent = await keepConsent(tx, doing, held.id, given)
          return { done: consent, deed: { action: 'consent.given', data: { text: given.text, consent } } }
        })
        return 'refused' in answer ? refuse(reply, answer.refused) : reply.code(201).send({ id: answer.done })
      },
    })

    app.route({
      ...residentsApi.withdraw,
      async handler(request, reply) {
        const { consent } = request.params
        const answer = await onRecord(request, async (tx, { actor, now: at }, held) => {
          const given = { resident: held.id, consent, now: at, by: actor.post }
          if (!(await withdrawConsent(tx, actor.district, given))) return 'resident/consent-unknown'
          return { done: null, deed: { action: 'consent.withdrawn', data: { consent } } }
        })
        return 'refused' in answer ? refuse(reply, answer.refused) : reply.code(204).send(null)
      },
    })

    app.route({
      ...residentsApi.addNeed,
      async handler(request, reply) {
        const given = request.body
        const id = newId()
        const answer = await onRecord(request, async (tx, { actor, now: at }, held) => {
          const { district, post } = actor
          if (given.validTo <= at || given.validTo > at + LONGEST_NEED_MS) return 'resident/need-too-long'
          if (!(await recordExists(tx, district, 'ASSESSMENT', given.assessment)))
            return 'resident/assessment-missing'
          const consents = await findConsents(tx, district, held.id)
          const consent = consents.find((one) => stands([one], 'SERVICE_NEED'))
          if (!consent) return 'resident/consent-missing'
          const where = {
            district,
            id,
            resident: held.id,
            consent: consent.id,
            street: held.street,
            now: at,
            post,
          }
          await insertNeed(tx, vault, where, given)
          return { done: id, deed: { action: 'need.recorded', data: { need: id, consent: consent.id } } }
        })
        return 'refused' in answer ? refuse(reply, answer.refused) : reply.code(201).send({ id })
      },
    })

    app.route({
      ...residentsApi.endNeed,
      async handler(request, reply) {
        const { need } = request.params
        const answer = await onRecord(request, async (tx, { actor }, held) =>
          (await deleteNeed(tx, actor.district, held.id, need))
            ? { done: null, deed: { action: 'need.ended', data: { need } } }
            : 'resident/unknown',
        )
        return 'refused' in answer ? refuse(reply, answer.refused) : reply.code(204).send(null)
      },
    })

    app.route({
      ...residentsApi.makeCode,
      async handler(request, reply) {
        const code = newCode()
        const answer = await onRecord(request, async (tx, { actor, now: at }, held) => {
          if (held.deceased) return 'resident/deceased'
          const expiresAt = at + CODE_LIFE_MS
          await keepCode(tx, actor.district, code, {
            resident: held.id,
            now: at,
            expiresAt,
            post: actor.post,
          })
          return { done: expiresAt, deed: { action: 'resident.code-made', data: {} } }
        })
        if ('refused' in answer) return refuse(reply, answer.refused)
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .send({ code: `${code.slice(0, 5)}-${code.slice(5)}`, expiresAt: answer.done })
      },
    })
  }
