// Devices are known, can be signed out from afar, and a lost one still gives back what was done on it.
import { randomBytes, randomUUID } from 'node:crypto'
import { admin, colleague, member } from '@gezhi/core/cases/actors.testing'
import { report } from '@gezhi/core/cases/flow.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { DAY } from '@gezhi/core/kernel/calendar'
import { expect, test } from 'vitest'
import { MONDAY } from '../cases/cases.testing.ts'
import type { ListedDevice } from '@gezhi/core/sync/sync.api'
import { kept, NAME_OF_MEMBER, testSync } from './sync.testing.ts'

const { app, posts, ended, revoked } = testSync()
posts.set(member.person, [member])

async function bound(actor: Actor, id: string = randomUUID(), said: { unsent?: number; name?: string } = {}) {
  const deliveryKey = randomBytes(32).toString('base64url')
  const reply = await app.as(actor).inject({
    method: 'PUT',
    url: `/api/devices/${id}`,
    payload: { name: '平板', appVersion: '0.1.0', deliveryKey, ...said },
  })
  return { id, reply, headers: { 'gezhi-delivery': `${id}.${deliveryKey}` } }
}
const revoke = (actor: Actor, id: string, payload?: { reason: string }) =>
  app.as(actor).inject({ method: 'POST', url: `/api/devices/${id}/revoke`, ...(payload ? { payload } : {}) })
const LOST = { reason: '平板遗失在公交车上' }
interface Page {
  readonly devices: readonly ListedDevice[]
  readonly next: string | null
}
const page = async (actor: Actor, query = '') =>
  (await app.as(actor).inject(`/api/devices${query}`)).json<Page>()
const listed = async (actor: Actor, query = '') => (await page(actor, query)).devices ?? []
const find = async (id: string) => (await listed(admin, '?all=true')).find((one) => one.id === id)
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
  expect((await revoke(colleague, id, LOST)).json()).toMatchObject({ code: 'device/not-yours' })
  expect((await revoke(admin, id)).json()).toMatchObject({ code: 'device/reason-needed' })
  expect((await revoke(admin, id, { reason: ' ' })).json()).toMatchObject({ code: 'device/reason-needed' })
  expect(ended).toEqual([])
  app.clock.set(MONDAY)
  expect((await revoke(admin, id, LOST)).json()).toMatchObject({
    revokedAt: MONDAY,
    revokedBy: admin.person,
    revokedReason: LOST.reason,
    stage: 'NOT_TOLD',
  })
  expect(ended).toEqual(['session'])
  expect(revoked).toEqual([`${id} of ${member.person}: ${LOST.reason}`])
  expect((await revoke(member, randomUUID())).json()).toMatchObject({ code: 'device/unknown' })
})

test('one’s own device is signed out without a reason, and a second time changes nothing', async () => {
  const { id } = await bound(member)
  revoked.length = 0
  await revoke(member, id)
  expect((await revoke(admin, id, LOST)).json()).toMatchObject({
    revokedBy: member.person,
    revokedReason: null,
  })
  expect(revoked).toEqual([`${id} of ${member.person}: null`])
})

test('the list names posts and what was not sent, those seen last first; it is found by the name of person or device', async () => {
  const names = async (query: string) => (await listed(admin, query)).map(({ name }) => name)
  app.clock.set(MONDAY + DAY)
  const { id } = await bound(member, randomUUID(), { name: '巡查平板 100%', unsent: 3 })
  app.clock.set(MONDAY + DAY + 1)
  await bound(colleague, randomUUID(), { name: '备用机' })
  expect((await names('?all=true')).slice(0, 2)).toEqual(['备用机', '巡查平板 100%'])
  expect(await find(id)).toMatchObject({
    unsent: 3,
    stage: 'IN_USE',
    posts: [{ role: member.role, org: member.org }],
  })
  expect(await names(`?all=true&text=${encodeURIComponent('100%')}`)).toEqual(['巡查平板 100%'])
  const ofMember = await listed(admin, `?all=true&text=${encodeURIComponent(NAME_OF_MEMBER)}`)
  expect(new Set(ofMember.map(({ person }) => person))).toEqual(new Set([member.person]))
  await bound(member, id, { name: '巡查平板 100%' })
  expect(await find(id)).toMatchObject({ unsent: 3 })
  await bound(member, id, { name: '巡查平板 100%', unsent: 0 })
  expect(await find(id)).toMatchObject({ unsent: 0 })
})

test('the administrator sees how far a sign-out has come: told, delivering, delivered, each command counted once', async () => {
  app.clock.set(MONDAY)
  const { id, headers } = await bound(member)
  await revoke(admin, id, LOST)
  await app.inject({ url: `/api/devices/${id}/state`, headers })
  expect(await find(id)).toMatchObject({ stage: 'DELIVERING', toldAt: MONDAY, taken: 0 })
  const commands = [
    kept(member, randomUUID(), report()),
    kept(member, randomUUID(), report()),
    kept(member, randomUUID(), { type: 'no such thing' }),
  ]
  const send = () => app.inject({ method: 'POST', url: '/api/commands', headers, payload: { commands } })
  await send()
  await send()
  expect(await find(id)).toMatchObject({ stage: 'DELIVERING', taken: 2, notTaken: 1 })
  await app.inject({ method: 'POST', url: `/api/devices/${id}/delivered`, headers })
  expect(await find(id)).toMatchObject({ stage: 'DELIVERED', deliveredAt: MONDAY, taken: 2, notTaken: 1 })
  await bound(member, id)
  expect(await find(id)).toMatchObject({ stage: 'IN_USE', revokedReason: null, toldAt: null, taken: 0 })
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

test('a list of more than a hundred goes on where it ended, also when devices were seen at the same instant', async () => {
  app.clock.set(MONDAY + 50 * DAY)
  for (let n = 0; n < 101; n++) await bound(colleague)
  const first = await page(colleague)
  const second = await page(colleague, `?after=${first.next}`)
  const ids = [...first.devices, ...second.devices].map(({ id }) => id)
  expect(first.devices).toHaveLength(100)
  expect(second.next).toBeNull()
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThan(100)
  expect(await listed(colleague, '?group=SIGNED_OUT')).toEqual([])
  await revoke(colleague, ids[0] ?? '')
  expect((await listed(colleague, '?group=SIGNED_OUT')).map(({ id }) => id)).toEqual([ids[0]])
  expect(await listed(colleague, '?group=IN_USE')).toHaveLength(100)
})
