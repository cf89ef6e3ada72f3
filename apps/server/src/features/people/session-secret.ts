import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { syncName, writeNewFile } from '../../kernel/durable-files.ts'

/** The secret that signs session cookies: from the environment, else made once and kept in the home folder (0600). */
export async function sessionSecret({ secret, home }: Pick<Config, 'secret' | 'home'>): Promise<string> {
  if (secret !== null) return secret
  const folder = join(home, 'keys')
  const path = join(folder, 'session.key')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeNewFile(draft, randomBytes(32).toString('base64url'), 0o600)
  try {
    await link(draft, path)
    await syncName(path)
  } catch (error) {
    // Made before, or by a process that starts at the same moment: that one stays.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  const kept = await readFile(path, 'utf8')
  if (kept.length < 32) throw new Error(`${path} is too short for a secret`)
  return kept
}
