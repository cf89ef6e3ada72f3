import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('an empty environment is a demonstration on this machine', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    databaseUrl: null,
    roles: ['http', 'worker', 'ingest'],
    stopWaitMs: 0,
    demo: true,
    oidc: null,
  })
})

describe('a demonstration is impossible', () => {
  test.each([
    ['with a database server', { DATABASE_URL: 'postgres://localhost/gezhi' }],
    ['on an address that others reach', { HOST: '0.0.0.0' }],
    ['on a name that may resolve elsewhere', { HOST: '127.example.org' }],
    ['on all addresses of IPv6', { HOST: '::' }],
    ['whatever else the environment says', { HOST: '10.0.0.1', GEZHI_DEMO: 'true', DEMO: '1' }],
  ])('%s', (_what, env) => {
    expect(readConfig(env).demo).toBe(false)
  })
})

test.each([
  ['PORT', 'abc'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://localhost'],
  ['GEZHI_ROLES', 'http,cook'],
  ['GEZHI_ROLES', 'http'],
  ['GEZHI_STOP_WAIT', '-1'],
  ['DATABASE_READ_URL', 'postgres://localhost/gezhi'],
  ['DATABASE_READ_URL', 'mysql://localhost'],
  ['DATABASE_READ_STALE', '3600'],
  ['GEZHI_STOP_WAIT', 'soon'],
  ['LOG_LEVEL', 'loud'],
  ['GEZHI_PUBLIC_URL', 'gezhi'],
  ['GEZHI_SECRET', 'short'],
  ['OIDC_ISSUER', 'https://id.example'],
  ['GEZHI_ANSWER_DAYS', '30'],
  ['GEZHI_BACKUP_METHOD', 'copy'],
  ['GEZHI_BACKUP_KEEP_DAYS', '0'],
])('%s=%s is refused with its name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name)
})

test('roles run apart on a database server only', () => {
  const DATABASE_URL = 'postgres://localhost/gezhi'
  expect(readConfig({ DATABASE_URL, GEZHI_ROLES: 'worker, ingest, worker' }).roles).toEqual([
    'worker',
    'ingest',
  ])
  expect(() => readConfig({ GEZHI_ROLES: 'worker' })).toThrow('set DATABASE_URL')
  expect(readConfig({ GEZHI_ROLES: 'ingest,worker,http' }).roles).toHaveLength(3)
})

test('nothing can be changed afterwards', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true)
})
