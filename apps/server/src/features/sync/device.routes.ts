// Devices over HTTP: binding, the list of one's own and of everybody's, signing out remotely, the end of a delivery.
import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Actor } from '@gezhi/core/people/actor'
import { syncApi, type DeviceView } from '@gezhi/core/sync/sync.api'
import { syncProblems, type SyncRefusalCode } from '@gezhi/core/sync/refusals'
import type { FastifyReply } from 'fastify'
import { writeAs } from '../../kernel/access.store.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { deviceBy, hashOfKey } from './delivery.ts'
import { bindDevice, findDevice, findDevices, markDelivered, markRevoked } from './device.store.ts'
import type { SyncDeps } from './sync.deps.ts'

const PAGE = 100

type Row = Awaited<ReturnType<typeof findDevices>>[number]

const refuse = (reply: FastifyReply, code: SyncRefusalCode) => sendRefusal(reply, syncProblems, { code })

const mayManage = (actor: Actor, person: string): boolean => actor.role === 'ADMIN' || actor.person === person

export const deviceRoutes =
  (deps: SyncDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, sessions, personName, audit } = deps

    const viewOf = (district: number, row: Row): DeviceView => ({
      id: row.id,
      name: row.name,
      appVersion: row.app_version,
      person: row.person,
      personName: personName(district, row.person),
      boundAt: row.bound_at,
      lastSeenAt: row.last_seen_at,
      revokedAt: row.revoked_at,
      deliveredAt: row.delivered_at,
    })

    app.route({
      ...syncApi.bindDevice,
      async handler(request, reply) {
        const { district, person } = requireActor(request)
        const { name, appVersion, deliveryKey } = request.body
        const device = {
          id: request.params.id,
          person,
          name,
          appVersion,
          deliveryHash: hashOfKey(deliveryKey),
          secret: randomBytes(32),
          sessionHash: await sessions.hashOf(request),
        }
        const bound = await writeAs(db, district, (tx) => bindDevice(tx, district, device, now()))
        if (!bound) return refuse(reply, 'device/other-person')
        return reply
          .header('cache-control', 'no-store')
          .send({ device: viewOf(district, bound), secret: bound.secret.toString('base64url') })
      },
    })

    app.route({
      ...syncApi.devices,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { person = actor.person, all = false, after = null } = request.query
        if (all ? actor.role !== 'ADMIN' : !mayManage(actor, person)) return refuse(reply, 'device/not-yours')
        const { district } = actor
        const page = { person: all ? null : person, after, limit: PAGE + 1 }
        const rows = await writeAs(db, district, (tx) => findDevices(tx, district, page))
        const devices = rows.slice(0, PAGE).map((row) => viewOf(district, row))
        return { devices, next: rows.length > PAGE ? (devices.at(-1)?.id ?? null) : null }
      },
    })

    app.route({
      ...syncApi.revokeDevice,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { district } = actor
        const { id } = request.params
        const at = now()
        const found = await writeAs(db, district, async (tx) => {
          const device = await findDevice(tx, district, id)
          if (!device || !mayManage(actor, device.person)) return device
          await markRevoked(tx, district, { id, by: actor.person, at })
          await audit(tx, { actor, at, device: id, of: device.person, address: request.ip })
          return device
        })
        if (!found) return refuse(reply, 'device/unknown')
        if (!mayManage(actor, found.person)) return refuse(reply, 'device/not-yours')
        if (found.session_hash) await sessions.end(found.session_hash)
        return viewOf(district, { ...found, revoked_at: found.revoked_at ?? at })
      },
    })

    app.route({
      ...syncApi.deviceState,
      async handler(request, reply) {
        const device = await deviceBy(deps, request)
        if (device?.id !== request.params.id) return refuse(reply, 'device/unknown')
        return reply.header('cache-control', 'no-store').send({ revokedAt: device.revoked_at })
      },
    })

    app.route({
      ...syncApi.delivered,
      async handler(request, reply) {
        const device = await deviceBy(deps, request)
        if (device?.id !== request.params.id) return refuse(reply, 'device/unknown')
        const district = deps.homeDistrict()
        await writeAs(db, district, (tx) => markDelivered(tx, district, device.id, now()))
        return reply.code(204).send(null)
      },
    })
  }
