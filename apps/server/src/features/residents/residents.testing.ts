// The feature on a real database, with keys of its own and posts of one grid, its community and its street.
import { randomBytes, randomUUID } from 'node:crypto'
import { DAY } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import type { NewResident } from '@gezhi/core/residents/resident'
import type { RecordKind } from '@gezhi/core/residents/record'
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { beforeEach } from 'vitest'
import type { Deps } from '../../kernel/deps.ts'
import { createBuckets } from '../../kernel/buckets.ts'
import type { PersonalDeed } from '../../kernel/audit.ts'
import type { DistrictRegister } from '@gezhi/core/districts/register'
import { residentKeys } from '../../kernel/resident.ts'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/kernel.testing.ts'
import { personalKeys } from '../people/personal.keys.ts'
import { residentsFeature } from './index.ts'

export { DISTRICT, MONDAY }
export const GRID = '1504020100011003'
export const OTHER_GRID = '1504020100021001'

const staff = (code: string, role: Actor['role'], more: Partial<Actor> = {}): Actor => ({
  post: `P-${code}`,
  person: `S-${code}`,
  role,
  org: '150402',
  district: DISTRICT,
  ...more,
})
const near = { street: '150402010', community: '150402010001', org: '150402010001' }
export const member = staff('member', 'GRID_MEMBER', { ...near, grids: [GRID] })
export const neighbour = staff('neighbour', 'GRID_MEMBER', {
  street: '150402010',
  community: '150402010002',
  grids: [OTHER_GRID],
})
export const community = staff('community', 'COMMUNITY_OPERATOR', near)
export const streetLeader = staff('street', 'STREET_LEADER', { street: '150402010', org: '150402010' })
export const officer = staff('officer', 'DPO')
export const admin = staff('admin', 'ADMIN')

/** Adds no sum that GB 11643 knows: invalid on purpose is told apart by the check digit. */
export const ID_NO = '11010519491231002X'
/** From the ranges that the demonstration district uses for people who do not exist. */
export const PHONE = '138 0000 1234'

export const ASSESSMENT = {
  title: '独居老人探访影响评估',
  occasion: 'SENSITIVE',
  purposeText: '探访',
  legality: '单独同意',
  necessity: '按申请提供服务',
  impact: '健康信息',
  risk: '泄露',
  measures: '加密、分权、留痕',
} as const

export function testResidents() {
  const deeds: PersonalDeed[] = []
  const keys = personalKeys({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } })
  const create = (deps: Deps): Parameters<typeof residentsFeature>[0] => ({
    ...deps,
    districts() {
      throw new Error('no grid is redrawn in these tests')
    },
    refreshRegisters: async () => undefined,
    buildings: async () => ({ buildings: [] }),
    registers: () =>
      ({ organisations: [{ code: '150402010001', name: '三中街社区' }] }) as unknown as DistrictRegister,
    homeDistrict: () => DISTRICT,
    vault: keys,
    trail: { noted: async (_tx, deed) => void deeds.push(deed) },
    buckets: createBuckets(() => 0),
    residentKeyFor: residentKeys('a secret of tests, longer than that'),
  })
  const server = testApp((deps) => [residentsFeature(create(deps))])
  beforeEach(async () => {
    // What these tests write; emptying all eighty tables before each of them takes longer than the tests.
    await sql`truncate identity.resident, identity.residence, personal.phone, personal.read_log, needs.need,
      privacy.read_log, privacy.consent, privacy.alarm, privacy.export, privacy.record, privacy.request,
      privacy.request_text, privacy.retention_report, privacy.code, privacy.holder, gates.gate, gates.pass, gates.event,
      fact, chain_head, command, deadline`.execute(server.deps.db)
    server.clock.set(MONDAY)
    deeds.length = 0
  })

  const ask = (
    actor: Actor | null,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
  ) => {
    const request = {
      method,
      url,
      headers: { 'idempotency-key': randomUUID() },
      ...(payload === undefined ? {} : { payload }),
    }
    return actor ? server.as(actor).inject(request) : server.inject(request)
  }
  const made = async (answer: Promise<LightMyRequestResponse>): Promise<string> => {
    const { statusCode, body } = await answer
    if (statusCode >= 300) throw new Error(`${statusCode} ${body}`)
    return (JSON.parse(body) as { id: string }).id
  }
  const register = (change: Partial<NewResident> = {}, actor: Actor = member) =>
    made(ask(actor, 'POST', '/api/residents', newResident(change)))
  return {
    server,
    deeds,
    keys,
    ask,
    made,
    register,
    record: (kind: RecordKind, body: object, actor: Actor = officer) =>
      made(ask(actor, 'POST', '/api/protection/records', { kind, body })),
    /** The access key of somebody who was handed a code. */
    identified: async (id: string, actor: Actor = member): Promise<string> => {
      const { code } = JSON.parse((await ask(actor, 'POST', `/api/residents/${id}/code`)).body) as {
        code: string
      }
      return (JSON.parse((await ask(null, 'POST', '/api/my/key', { code })).body) as { key: string }).key
    },
    rows: async (table: string) =>
      (await sql`select * from ${sql.table(table)}`.execute(server.deps.db)).rows,
  }
}

/** Somebody grown up who agreed to be contacted. */
export const newResident = (change: Partial<NewResident> = {}): NewResident => ({
  ageBand: '60-79',
  name: '张秀兰',
  idNo: ID_NO,
  phone: PHONE,
  sex: '2',
  kind: 'REGISTERED',
  legalBasis: 'CONSENT',
  purposes: ['SERVICE_CONTACT', 'NEED_CARE'],
  source: 'GRID_VISIT',
  grid: GRID,
  retentionUntil: MONDAY + 365 * DAY,
  noticeGiven: true,
  consents: [{ text: 'SERVICE_CONTACT', version: 1, language: 'zh', channel: 'PAPER', givenBy: 'SELF' }],
  ...change,
})

/** Code of the problem of an answer. */
export const codeOf = ({ body }: LightMyRequestResponse): string =>
  (JSON.parse(body) as { code: string }).code
