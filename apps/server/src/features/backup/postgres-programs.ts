/** The programs of PostgreSQL (pg_dump, pg_restore, pg_basebackup), spoken to through pipes; no password on their lines. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BackupRefused } from './backup-refused.ts'

/** Where Debian puts them, a folder for each version. */
const HOME = '/usr/lib/postgresql'

/** The newest version of this machine, else by name; a pg_dump may be newer than its server, never older. */
function programPath(bin: string | null, name: string): string {
  if (bin !== null) return join(bin, name)
  const versions = existsSync(HOME) ? readdirSync(HOME).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions.map((version) => join(HOME, version, 'bin', name)).find((path) => existsSync(path))
  return found ?? name
}

/** The address without its password, which goes by the environment: a command line is read by everybody. */
export function withoutPassword(url: string): { readonly url: string; readonly env: Record<string, string> } {
  // An address of a socket (postgres://user@/name?host=/run/postgresql) is none by the rules of the web.
  if (!URL.canParse(url)) return { url, env: {} }
  const parsed = new URL(url)
  if (parsed.password === '') return { url, env: {} }
  const env = { PGPASSWORD: decodeURIComponent(parsed.password) }
  parsed.password = ''
  return { url: parsed.href, env }
}

export interface Program {
  readonly child: ChildProcess
  /** Resolves at exit code 0, else throws with the last lines that the program said. */
  readonly done: Promise<void>
}

interface Call {
  readonly bin: string | null
  readonly name: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Without pipes: what it leaves running would hold them open. */
  readonly detached?: boolean
}

async function endOf(child: ChildProcess, name: string, said: () => string): Promise<void> {
  let code: unknown
  try {
    ;[code] = await once(child, 'close')
  } catch {
    throw new BackupRefused(
      `${name} is not on this machine: install postgresql-client, or name its folder in GEZHI_POSTGRES_BIN`,
    )
  }
  if (code !== 0) throw new BackupRefused(`${name} failed: ${said().trim() || `exit code ${String(code)}`}`)
}

/** Starts one; its standard input and output are pipes. */
export function startProgram({ bin, name, args, env = {}, detached }: Call): Program {
  const child = spawn(programPath(bin, name), args, {
    cwd: '/',
    stdio: detached ? 'ignore' : 'pipe',
    env: { ...process.env, ...env },
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
  // A program that ends early closes its input; how it ended is said below.
  child.stdin?.on('error', () => {})
  const ended = endOf(child, name, () => said)
  // Looked at where it is awaited; until then it must not count as unhandled.
  ended.catch(() => {})
  return { child, done: ended }
}
