import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../apps/server/src/config.ts'
import { ROOT } from './steps.ts'

const run = promisify(execFile)
const SCRIPT = join(ROOT, 'deploy/debian/install.sh')
const UNITS = join(ROOT, 'deploy/systemd')
/** Tenths: 2.0 of 10 is what systemd calls OK; it counts the network and the user, which a server needs. */
const MOST_EXPOSED = 20
const has = (program: string) =>
  (process.env['PATH'] ?? '').split(':').some((at) => existsSync(join(at, program)))

let root: string
const install = async (...options: string[]) => (await run(SCRIPT, ['--root', root, ...options])).stdout
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gezhi-stage-'))
  await install('--domain', 'gezhi.test', '--recipient', 'age1test')
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** What a file of settings says, as systemd reads it. */
async function settings(name: string): Promise<Record<string, string>> {
  const text = await readFile(join(root, 'etc/gezhi', name), 'utf8')
  const lines = text.split('\n').filter((line) => /^[A-Z]/.test(line))
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]))
}

test('a second run changes nothing, and the check finds everything in its place', async () => {
  expect(await install('--domain', 'gezhi.test')).toContain('nothing changed')
  expect(await install('--check')).toContain('everything is in place')
})

test('the program takes the settings as they were written', async () => {
  const config = readConfig({ ...(await settings('gezhi.env')), ...(await settings('backup.env')) })
  expect(config).toMatchObject({ demo: false, home: '/var/lib/gezhi', publicUrl: 'https://gezhi.test' })
  expect(config.secret?.length).toBeGreaterThanOrEqual(48)
  expect(config.backup).toMatchObject({ to: '/var/backups/gezhi', recipients: ['age1test'], keepDays: 30 })
})

test.each(['gezhi.env', 'backup.env', 'personal.key', 'tls/key.pem'])(
  '%s is its owner’s alone',
  async (name) => {
    expect((await stat(join(root, 'etc/gezhi', name))).mode & 0o777).toBe(0o600)
  },
)

test('what an operator wrote into the settings stays', async () => {
  const path = join(root, 'etc/gezhi/gezhi.env')
  const before = await readFile(path, 'utf8')
  await writeFile(path, `${before}LOG_LEVEL=warn\n`)
  await install('--domain', 'other.test')
  expect(await readFile(path, 'utf8')).toBe(`${before}LOG_LEVEL=warn\n`)
  await writeFile(path, before)
})

test('a certificate that is given replaces the one that was made', async () => {
  const made = join(root, 'etc/gezhi/tls')
  const given = await mkdtemp(join(tmpdir(), 'gezhi-tls-'))
  for (const name of ['cert.pem', 'key.pem']) await writeFile(join(given, name), `given ${name}`)
  await install('--domain', 'gezhi.test', '--cert', join(given, 'cert.pem'), '--key', join(given, 'key.pem'))
  expect(await readFile(join(made, 'key.pem'), 'utf8')).toBe('given key.pem')
  await expect(install('--cert', join(given, 'cert.pem'))).rejects.toThrow('belong together')
  await rm(given, { recursive: true })
})

describe.skipIf(!has('systemd-analyze'))('units', () => {
  const services = readdirSync(UNITS).filter((name) => name.endsWith('.service'))

  test.each(services)('%s has no more rights than it needs', async (name) => {
    const limit = `--threshold=${MOST_EXPOSED}`
    await run('systemd-analyze', ['security', '--offline=yes', '--no-pager', limit, join(UNITS, name)])
  })

  test('systemd understands every line', async () => {
    const names = readdirSync(UNITS).map((name) => name.replace('@.', '@8081.'))
    const { stderr } = await run('systemd-analyze', ['verify', '--man=no', `--root=${root}`, ...names]).catch(
      (error: { stderr: string }) => error,
    )
    // The staging folder has neither the units of the system nor, at its own root, the program.
    const own = stderr
      .split('\n')
      .filter((line) => line && !/sysinit\.target not found|is not executable/.test(line))
    expect(own).toEqual([])
  })
})

test.skipIf(!has('shellcheck'))('shellcheck finds nothing in the script', async () => {
  await run('shellcheck', [SCRIPT])
})

test('uninstalling takes the program and leaves what belongs to the operator', async () => {
  await install('--uninstall')
  expect(existsSync(join(root, 'opt/gezhi'))).toBe(false)
  expect(existsSync(join(root, 'etc/systemd/system/gezhi-worker.service'))).toBe(false)
  for (const kept of ['etc/gezhi/gezhi.env', 'etc/gezhi/personal.key', 'var/lib/gezhi', 'var/backups/gezhi'])
    expect(existsSync(join(root, kept))).toBe(true)
})
