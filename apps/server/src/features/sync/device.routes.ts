// Devices over HTTP: binding, the list of one's own and of everybody's, signing out remotely, the end of a delivery.
import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Actor } from '@gezhi/core/people/actor'
import { deviceStage } from '@gezhi/core/sync/device'
import { syncApi, type DeviceView, type ListedDevice } from '@gezhi/core/sync/sync.api'
import { syncProblems, type SyncRefusalCode } from '@gezhi/core/sync/refusals'
import type { FastifyReply } from 'fastify'
import { writeAs } from '../../kernel/access.store.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { deviceBy, hashOfKey } from './delivery.ts'
import {
  bindDevice,
  findDevice,
  findDevices,
  markDelivered,
  markRevoked,
  markTold,
  type DeviceMark,
  type DeviceRow,
} from './device.store.ts'
import type { SyncDeps } from './sync.deps.ts'

const PAGE = 100

type Row = Awaited<ReturnType<typeof findDevices>>[number]
type Found = Pick<SyncDeps, 'dutiesOf' | 'personsNamed'>

const refuse = (reply: FastifyReply, code: SyncRefusalCode) => sendRefusal(reply, syncProblems, { code })

const mayManage = (actor: Actor, person: string): boolean => actor.role === 'ADMIN' || actor.person === person

/** A device as the wire shows it; `nameOf` names people by their codes. */
function viewOf(row: Row, nameOf: (person: string) => string, now: number): DeviceView {
  const times = {
    lastSeenAt: row.last_seen_at,
    revokedAt: row.revoked_at,
    toldAt: row.told_at,
    deliveredAt: row.delivered_at,
  }
  return {
    ...times,
    id: row.id,
    name: row.name,
    appVersion: row.app_version,
    person: row.person,
    personName: nameOf(row.person),
    boundAt: row.bound_at,
    unsent: row.unsent,
    revokedBy: row.revoked_by === null ? null : nameOf(row.revoked_by),
    revokedReason: row.revoked_reason,
    taken: row.taken,
    notTaken: row.not_taken,
    stage: deviceStage(times, now),
  }
}

const markOf = ({ lastSeenAt, id }: DeviceView): string => `${lastSeenAt}.${id}`

function readMark(mark: string): DeviceMark {
  const [lastSeenAt = '', id = ''] = mark.split('.')
  return { lastSeenAt: Number(lastSeenAt), id }
}

/** Text that people type, taken by the letter: % and _ mean nothing. */
const anywhere = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** With the posts that their people hold today. */
function withPosts(
  { dutiesOf }: Pick<Found, 'dutiesOf'>,
  district: number,
  devices: readonly DeviceView[],
): ListedDevice[] {
  const duties = dutiesOf(district, new Set(devices.map(({ person }) => person)))
  const held = Map.groupBy(duties, ({ person }) => person)
  return devices.map((device) => ({
    ...device,
    posts: (held.get(device.person) ?? []).map(({ role, org }) => ({ role, org })),
  }))
}

export const deviceRoutes =
  (deps: SyncDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, sessions, personName } = deps
    const view = (district: number, row: Row): DeviceView =>
      viewOf(row, (person) => personName(district, person), now())

    app.route({
      ...syncApi.bindDevice,
      async handler(request, reply) {
        const { district, person } = requireActor(request)
        const { name, appVersion, deliveryKey, unsent = null } = request.body
        const device = {
          id: request.params.id,
          person,
          name,
          appVersion,
          deliveryHash: hashOfKey(deliveryKey),
          secret: randomBytes(32),
          sessionHash: await sessions.hashOf(request),
          unsent,
        }
        const bound = await writeAs(db, district, (tx) => bindDevice(tx, district, device, now()))
        if (!bound) return refuse(reply, 'device/other-person')
        return reply
          .header('cache-control', 'no-store')
          .send({ device: view(district, bound), secret: bound.secret.toString('base64url') })
      },
    })

    app.route({
      ...syncApi.devices,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { person = actor.person, all = false, text = '', group = null, after } = request.query
        if (all ? actor.role !== 'ADMIN' : !mayManage(actor, person)) return refuse(reply, 'device/not-yours')
        const { district } = actor
        const asked = text.trim()
        const filter = {
          persons: all ? null : [person],
          text: asked ? { like: anywhere(asked), named: deps.personsNamed(district, asked) } : null,
          group,
          after: after === undefined ? null : readMark(after),
          limit: PAGE + 1,
        }
        const rows = await writeAs(db, district, (tx) => findDevices(tx, district, filter))
        const devices = rows.slice(0, PAGE).map((row) => view(district, row))
        const last = devices.at(-1)
        return {
          devices: withPosts(deps, district, devices),
          next: rows.length > PAGE && last ? markOf(last) : null,
        }
      },
    })

    app.route({
      ...syncApi.revokeDevice,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { district } = actor
        const reason = request.body?.reason?.trim() || null
        const found = await revoke(deps, { actor, id: request.params.id, reason, address: request.ip })
        if (typeof found === 'string') return refuse(reply, found)
        if (found.session_hash) await sessions.end(found.session_hash)
        return view(district, found)
      },
    })

    await app.register(deliveryRoutes(deps))
  }

interface Revoking {
  readonly actor: Actor
  readonly id: string
  readonly reason: string | null
  readonly address: string
}

/** The device as it is afterwards, or why it stays signed in. */
async function revoke(
  { db, now, audit }: SyncDeps,
  { actor, id, reason, address }: Revoking,
): Promise<SyncRefusalCode | DeviceRow> {
  const { district, person } = actor
  const at = now()
  return writeAs(db, district, async (tx): Promise<SyncRefusalCode | DeviceRow> => {
    const device = await findDevice(tx, district, id)
    if (!device) return 'device/unknown'
    if (!mayManage(actor, device.person)) return 'device/not-yours'
    if (device.person !== person && reason === null) return 'device/reason-needed'
    // Signed out already: what was noted then stays, and nothing more is written down.
    if (device.revoked_at !== null) return device
    await markRevoked(tx, district, { id, by: person, at, reason })
    await audit(tx, { actor, at, device: id, of: device.person, reason, address })
    return (await findDevice(tx, district, id)) ?? device
  })
}

/** What a device asks and says with its delivery key, without a session. */
const deliveryRoutes =
  (deps: SyncDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, homeDistrict } = deps

    app.route({
      ...syncApi.deviceState,
      async handler(request, reply) {
        const device = await deviceBy(deps, request)
        if (device?.id !== request.params.id) return refuse(reply, 'device/unknown')
        const district = homeDistrict()
        if (device.revoked_at !== null && device.told_at === null)
          await writeAs(db, district, (tx) => markTold(tx, district, device.id, now()))
        return reply.header('cache-control', 'no-store').send({ revokedAt: device.revoked_at })
      },
    })

    app.route({
      ...syncApi.delivered,
      async handler(request, reply) {
        const device = await deviceBy(deps, request)
        if (device?.id !== request.params.id) return refuse(reply, 'device/unknown')
        const district = homeDistrict()
        await writeAs(db, district, (tx) => markDelivered(tx, district, device.id, now()))
        return reply.code(204).send(null)
      },
    })
  }
