import { createHash, randomUUID } from 'node:crypto'
import { DAY, HOUR } from '@gezhi/core/kernel/calendar'
import { systemActor } from '@gezhi/core/people/actor'
import { residentActor } from '@gezhi/core/people/resident'
import { gateApi } from '@gezhi/core/residents/gate.api'
import type { GateView, PassView } from '@gezhi/core/residents/gates'
import { describe, expect, test } from 'vitest'
import { writeAs } from '../../kernel/database.ts'
import { eraseExpired } from './retention.store.ts'
import { codeOf, community, DISTRICT, member, MONDAY, officer, testResidents } from './residents.testing.ts'

const { server, ask, register, identified, rows } = testResidents()

const json = <T>(answer: { body: string }): T => JSON.parse(answer.body) as T
const own = (key: string) => residentActor(DISTRICT, createHash('sha256').update(key).digest('hex'))
const gate = systemActor(DISTRICT, 'north-gate')
const stranger = systemActor(DISTRICT, 'weather-station')
const CHECKED = {
  alternative: true,
  sign: true,
  assessment: true,
  consent: true,
  inDevice: true,
  filing: false,
}

const registered = (face = false) =>
  ask(officer, 'POST', '/api/gates', {
    code: 'G-NORTH',
    source: 'north-gate',
    name: '北门',
    community: '150402010001',
    face,
  })
const check = async (value: string, more: object = {}, actor = gate) =>
  json<{ result: string; passClass: string }>(
    await ask(actor, 'POST', '/api/gates/check', { credentialKind: 'QR', value, direction: 'IN', ...more }),
  )
const OPENED = (passClass: string) => ({ result: 'OPENED', passClass })
const REFUSED = (passClass: string) => ({ result: 'REFUSED', passClass })

async function holder() {
  await registered()
  const me = own(await identified(await register()))
  const make = async (body: object) => (await ask(me, 'POST', '/api/my/passes', body)).statusCode
  const passes = async () => json<{ passes: PassView[] }>(await ask(me, 'GET', '/api/my/passes')).passes
  const code = async (index = 0) => (await passes())[index]?.code ?? ''
  return { me, make, passes, code }
}

describe('a gate', () => {
  test('opens for the rotating code of a resident while it is fresh, and for a card', async () => {
    const { make, code } = await holder()
    expect(await make({ kind: 'OWN_QR' })).toBe(201)
    const now = await code()
    expect(await check(now)).toEqual(OPENED('RESIDENT'))
    expect(await check(now.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toEqual(REFUSED('UNKNOWN'))
    server.clock.set(MONDAY + 2 * 60_000)
    expect(await check(now)).toEqual(REFUSED('RESIDENT'))
    expect(await check(await code())).toEqual(OPENED('RESIDENT'))
    expect(await make({ kind: 'OWN_CARD', cardNo: '04A1B2C3' })).toBe(201)
    expect(await check('04a1b2c3', { credentialKind: 'CARD' })).toEqual(OPENED('RESIDENT'))
    expect(JSON.stringify(await rows('gates.pass'))).not.toContain('04A1B2C3')
  })

  test('lets a visitor in as often as the host said, within a day, and out always', async () => {
    const { me, make, code, passes } = await holder()
    expect(await make({ kind: 'VISITOR', entries: 2, forMs: 25 * HOUR })).toBe(400)
    expect(await make({ kind: 'VISITOR', entries: 2, forMs: 2 * HOUR, name: '老同学' })).toBe(201)
    const visit = await code()
    expect([await check(visit), await check(visit), await check(visit)].map(({ result }) => result)).toEqual([
      'OPENED',
      'OPENED',
      'REFUSED',
    ])
    expect(await check(visit, { direction: 'OUT' })).toEqual(OPENED('VISITOR'))
    expect(await make({ kind: 'VISITOR', entries: 1, forMs: HOUR })).toBe(201)
    const second = (await passes()).find(({ name }) => name === null)
    server.clock.set(MONDAY + 3 * HOUR)
    expect(await check(second?.code ?? '')).toEqual(REFUSED('VISITOR'))
    expect(codeOf(await ask(me, 'DELETE', `/api/my/passes/${randomUUID()}`))).toBe('gate/pass-unknown')
    const night = (at: number) => writeAs(server.deps.db, DISTRICT, (tx) => eraseExpired(tx, DISTRICT, at))
    expect(await night(MONDAY + 29 * DAY)).toMatchObject({ passes: 0 })
    expect(await night(MONDAY + 31 * DAY)).toMatchObject({ passes: 2 })
  })

  test('R-P-28 R-P-30 keeps that it opened and not for whom, and shows small numbers as fewer than five', async () => {
    const { make, code } = await holder()
    await make({ kind: 'OWN_QR' })
    await check(await code())
    const event = {
      id: randomUUID(),
      ts: MONDAY,
      direction: 'IN',
      credentialKind: 'BUTTON',
      passClass: 'SERVICE',
      result: 'OPENED',
    }
    const send = (more: object) => ask(gate, 'POST', '/api/gates/events', { events: [{ ...event, ...more }] })
    for (const key of ['person', 'personId', 'name', 'cardNo', 'plate', 'faceImage'])
      expect((await send({ [key]: '1' })).statusCode, key).toBe(400)
    expect([json(await send({})), json(await send({}))]).toEqual([{ taken: 1 }, { taken: 0 }])
    for (const row of await rows('gates.event'))
      expect(Object.keys(row as object).toSorted()).toEqual([
        'at',
        'credential_kind',
        'direction',
        'district',
        'gate',
        'id',
        'pass_class',
        'result',
      ])
    const { gates } = json<{ gates: GateView[] }>(await ask(community, 'GET', '/api/gates'))
    expect(gates).toMatchObject([{ code: 'G-NORTH', entries: '<5', refused: '0' }])
    // No endpoint of gates takes anything that names a person.
    const asked = Object.values(gateApi).flatMap(({ schema }) => {
      const params = 'params' in schema ? Object.keys(schema.params.properties) : []
      return 'querystring' in schema ? ['querystring', ...params] : params
    })
    expect(asked).toEqual(['code'])
  })

  test('that knows faces is connected with a checklist, and only gates speak for gates', async () => {
    await registered(true)
    expect(
      codeOf(
        await ask(stranger, 'POST', '/api/gates/events', {
          events: [
            {
              id: randomUUID(),
              ts: MONDAY,
              direction: 'IN',
              credentialKind: 'QR',
              passClass: 'UNKNOWN',
              result: 'OPENED',
            },
          ],
        }),
      ),
    ).toBe('gate/not-a-gate')
    expect(
      codeOf(
        await ask(member, 'POST', '/api/gates/check', { credentialKind: 'QR', value: 'x', direction: 'IN' }),
      ),
    ).toBe('gate/not-a-gate')
    expect(codeOf(await ask(member, 'PATCH', '/api/gates/G-NORTH', { checklist: CHECKED }))).toBe(
      'protection/not-officer',
    )
    expect((await ask(officer, 'PATCH', '/api/gates/G-NORTH', { checklist: CHECKED })).statusCode).toBe(204)
    const { gates } = json<{ gates: GateView[] }>(await ask(officer, 'GET', '/api/gates'))
    expect(gates).toMatchObject([{ face: true, checklist: CHECKED, checkedAt: MONDAY }])
  })
})
