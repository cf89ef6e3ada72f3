// Devices are known, can be signed out from afar, and a lost one still gives back what was done on it.
import { randomBytes, randomUUID } from 'node:crypto'
import { admin, colleague, member } from '@gezhi/core/cases/actors.testing'
import { report } from '@gezhi/core/cases/flow.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { DAY } from '@gezhi/core/kernel/calendar'
import { expect, test } from 'vitest'
import { MONDAY } from '../cases/cases.testing.ts'
import { kept, testSync } from './sync.testing.ts'

const { app, posts, ended, revoked } = testSync()
posts.set(member.person, [member])

async function bound(actor: Actor, id: string = randomUUID()) {
  const deliveryKey = randomBytes(32).toString('base64url')
  const reply = await app.as(actor).inject({
    method: 'PUT',
    url: `/api/devices/${id}`,
    payload: { name: '平板', appVersion: '0.1.0', deliveryKey },
  })
  return { id, reply, headers: { 'gezhi-delivery': `${id}.${deliveryKey}` } }
}
const revoke = (actor: Actor, id: string) =>
  app.as(actor).inject({ method: 'POST', url: `/api/devices/${id}/revoke` })
const listed = async (actor: Actor, query = '') =>
  (await app.as(actor).inject(`/api/devices${query}`)).json<{ devices: { id: string }[] }>().devices ?? []
const deliver = (headers: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: '/api/commands',
    headers,
    payload: { commands: [kept(member, randomUUID(), report())] },
  })

test('a device is given the same secret each time its person signs in, and nobody else takes it over', async () => {
  const first = await bound(member)
  const again = await bound(member, first.id)
  expect(first.reply.json()).toMatchObject({
    device: { id: first.id, person: member.person, revokedAt: null },
  })
  expect(again.reply.json<{ secret: string }>().secret).toBe(first.reply.json<{ secret: string }>().secret)
  expect((await bound(colleague, first.id)).reply.json()).toMatchObject({ code: 'device/other-person' })
})

test('people see their own devices, administrators those of everybody', async () => {
  const { id } = await bound(member)
  expect((await listed(member)).map((one) => one.id)).toContain(id)
  expect((await listed(colleague)).map((one) => one.id)).not.toContain(id)
  expect((await listed(admin, '?all=true')).map((one) => one.id)).toContain(id)
  const foreign = await app.as(colleague).inject(`/api/devices?person=${member.person}`)
  expect(foreign.json()).toMatchObject({ code: 'device/not-yours' })
})

test('signing a device out ends its session, is written down, and is for its person and administrators', async () => {
  const { id } = await bound(member)
  expect((await revoke(colleague, id)).json()).toMatchObject({ code: 'device/not-yours' })
  expect(ended).toEqual([])
  app.clock.set(MONDAY)
  expect((await revoke(admin, id)).json()).toMatchObject({ revokedAt: MONDAY })
  expect(ended).toEqual(['session'])
  expect(revoked).toEqual([`${id} of ${member.person}`])
  expect((await revoke(member, randomUUID())).json()).toMatchObject({ code: 'device/unknown' })
})

test('a device that was signed out delivers what it had, reads nothing, and then is done', async () => {
  const { id, headers } = await bound(member)
  expect((await deliver(headers)).statusCode).toBe(403)
  await revoke(member, id)
  const state = await app.inject({ url: `/api/devices/${id}/state`, headers })
  expect(state.json<{ revokedAt: number }>().revokedAt).toBe(MONDAY)
  expect((await deliver(headers)).json()).toMatchObject({ results: [{ result: 'accepted' }] })
  expect((await app.inject({ url: '/api/sync', headers })).json()).toMatchObject({ code: 'session/required' })
  expect((await app.inject({ url: '/api/desk', headers })).json()).toMatchObject({ code: 'session/required' })
  await app.inject({ method: 'POST', url: `/api/devices/${id}/delivered`, headers })
  expect((await deliver(headers)).json()).toMatchObject({ code: 'device/revoked' })
})

test('a wrong key and a key of a month ago open nothing', async () => {
  const { id, headers } = await bound(member)
  await revoke(member, id)
  const wrong = { 'gezhi-delivery': `${id}.${randomBytes(32).toString('base64url')}` }
  expect((await deliver(wrong)).json()).toMatchObject({ code: 'session/required' })
  app.clock.set(MONDAY + 31 * DAY)
  expect((await deliver(headers)).json()).toMatchObject({ code: 'device/revoked' })
})

test('signing in again on the device makes it a device like any other', async () => {
  const { id } = await bound(member)
  await revoke(member, id)
  expect((await bound(member, id)).reply.json()).toMatchObject({ device: { revokedAt: null } })
})
