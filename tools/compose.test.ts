import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../apps/server/src/config.ts'
import { ROOT } from './steps.ts'

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly environment: Readonly<Record<string, string>>
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, unknown>>
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

const text = await readFile(join(ROOT, 'deploy/compose.yaml'), 'utf8')
// Gate: what the file has to be; the tests below say whether it is.
const compose = parse(text, { merge: true }) as Compose
const own = Object.entries(compose.services).filter(([, { build }]) => build !== undefined)

/** What the shell would put in place of `${NAME…}`. */
const filled = (environment: Service['environment']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+):-([^}]*)\}/g, '$2').replace(/\$\{(\w+)[^}]*\}/g, 's'.repeat(48)),
    ]),
  )

describe('the containers', () => {
  test('are the program in its roles, each with settings that it takes', () => {
    const roles = own.flatMap(([, { environment }]) => readConfig(filled(environment)).roles)
    expect(roles.toSorted()).toEqual(['http', 'ingest', 'worker'])
    for (const [, { environment }] of own)
      expect(readConfig(filled(environment))).toMatchObject({
        demo: false,
        home: '/var/lib/gezhi',
        port: 8080,
      })
  })

  test('wait for a database and keep what they write in named volumes', () => {
    for (const [, { depends_on: waits = {} }] of own)
      expect(Object.keys(waits).every((name) => name in compose.services)).toBe(true)
    const kept = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes)
    expect(kept.map((volume) => volume.split(':')[0]).every((name) => (name ?? '') in compose.volumes)).toBe(
      true,
    )
  })

  test('hold no password', () => {
    expect(text).not.toMatch(/(PASSWORD|SECRET): (?!\$\{)/)
  })

  test('are built from a file that starts what the repository has', async () => {
    const [[, { build }] = ['', {} as Service]] = own
    const file = join(ROOT, 'deploy', build?.context ?? '', build?.dockerfile ?? '')
    const started = /CMD \["([^"]+)", "([^"]+)"/.exec(await readFile(file, 'utf8'))
    expect(existsSync(join(ROOT, started?.[2] ?? 'missing'))).toBe(true)
  })
})
