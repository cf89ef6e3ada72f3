import { expect, test } from 'vitest'
import type { Actor } from './actor.ts'
import { ROLE_NAMES } from './roles.ts'
import { scopeOf } from './scope.ts'

const actor = (part: Partial<Actor>): Actor => ({
  post: 'p1',
  person: 's1',
  role: 'GRID_MEMBER',
  org: '150402001001',
  district: 150402,
  ...part,
})

test('a grid member sees the own grids and nothing when there are none', () => {
  const grids = ['1504020010011001']
  expect(scopeOf(actor({ grids }))).toMatchObject({ level: 'GRIDS', grids })
  expect(scopeOf(actor({}))).toMatchObject({ level: 'GRIDS', grids: [] })
})

test('a community sees itself, a street itself, a department what is addressed to it', () => {
  expect(scopeOf(actor({ role: 'COMMUNITY_OPERATOR', community: '150402001001' }))).toMatchObject({
    level: 'COMMUNITY',
    community: '150402001001',
  })
  expect(scopeOf(actor({ role: 'STREET_HANDLER', street: '150402001', org: '150402001' }))).toMatchObject({
    level: 'STREET',
    street: '150402001',
    org: '150402001',
  })
  expect(scopeOf(actor({ role: 'DEPT_LEADER', org: '150402D07' }))).toMatchObject({
    level: 'ORG',
    org: '150402D07',
  })
})

test('a post without its area sees nothing instead of everything', () => {
  expect(scopeOf(actor({ role: 'STREET_LEADER' })).level).toBe('NONE')
  expect(scopeOf(actor({ role: 'COMMUNITY_OPERATOR' })).level).toBe('NONE')
})

test('the district level and the auditor see all, administrators and the data protection officer no case', () => {
  expect(scopeOf(actor({ role: 'DISTRICT_OPERATOR' })).level).toBe('ALL')
  expect(scopeOf(actor({ role: 'AUDITOR' })).level).toBe('ALL')
  expect(scopeOf(actor({ role: 'ADMIN' })).level).toBe('NONE')
  expect(scopeOf(actor({ role: 'DPO' })).level).toBe('NONE')
})

test('residents and reporting systems see what they reported', () => {
  expect(scopeOf(actor({ role: 'RESIDENT', person: 'k1' }))).toEqual({
    district: 150402,
    level: 'REPORTER',
    reporter: 'k1',
  })
  expect(scopeOf(actor({ role: 'SYSTEM', person: 'HOTLINE_12345' })).level).toBe('REPORTER')
})

test('only the district level and the auditor see the whole district', () => {
  const all = ROLE_NAMES.filter(
    (role) => scopeOf(actor({ role, street: 's', community: 'c' })).level === 'ALL',
  )
  expect(all).toEqual([
    'DISTRICT_OPERATOR',
    'DISTRICT_DISPATCHER',
    'DISTRICT_SUPERVISOR',
    'DISTRICT_ASSESSOR',
    'DISTRICT_LEADER',
    'AUDITOR',
  ])
})
