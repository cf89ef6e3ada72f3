// A device that was signed out remotely reads nothing any more, and may once deliver what its person had done before.
import { createHash, timingSafeEqual } from 'node:crypto'
import { DELIVERED_WITHIN_MS } from '@gezhi/core/sync/device'
import { syncProblems } from '@gezhi/core/sync/refusals'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { writeAs } from '../../kernel/access.store.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { findDevice, type DeviceRow } from './device.store.ts'
import type { SyncDeps } from './sync.deps.ts'

const FORM = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/
/** Where what was kept goes in. Nothing is read there that the device did not bring itself. */
const DOORS = ['/api/commands', '/api/files/uploads']

export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

type Deps = Pick<SyncDeps, 'db' | 'now' | 'homeDistrict' | 'postsOf'>

/** The device that a request names with its delivery key, or null. */
export async function deviceBy(
  { db, homeDistrict }: Pick<Deps, 'db' | 'homeDistrict'>,
  request: Pick<FastifyRequest, 'headers'>,
): Promise<DeviceRow | null> {
  const header = request.headers['gezhi-delivery']
  const [, id = '', key = ''] = FORM.exec(typeof header === 'string' ? header : '') ?? []
  if (id === '') return null
  const district = homeDistrict()
  const device = await writeAs(db, district, (tx) => findDevice(tx, district, id))
  return device && timingSafeEqual(device.delivery_hash, hashOfKey(key)) ? device : null
}

const mayDeliver = ({ revoked_at: revoked, delivered_at: delivered }: DeviceRow, now: number): boolean =>
  revoked !== null && delivered === null && now < revoked + DELIVERED_WITHIN_MS

const deliveries = new WeakMap<FastifyRequest, string>()
/** The device that was signed out and now brings what it had; undefined for everybody who is signed in. */
export const deliveringDevice = (request: FastifyRequest): string | undefined => deliveries.get(request)

/** Lets the person of a revoked device act, at the doors for what was kept and nowhere else. */
export function admitDeliveries(app: FastifyInstance, deps: Deps): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.actor !== null || !DOORS.some((door) => request.url.startsWith(door))) return
    const device = await deviceBy(deps, request)
    if (!device) return
    if (!mayDeliver(device, deps.now())) return sendRefusal(reply, syncProblems, { code: 'device/revoked' })
    const [actor = null] = await deps.postsOf(deps.homeDistrict(), device.person)
    request.actor = actor
    deliveries.set(request, device.id)
  })
}
