// The whole of a PostgreSQL dies at once and is started again on the same data.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './postgres.ts'

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent
      } catch {
        return false
      }
    })
    .map(Number)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone by itself in between.
  }
}

/** SIGKILL to the postmaster, whose number is in its file, and to everything that it started. */
export async function killCluster({ data }: Pick<Cluster, 'data'>): Promise<void> {
  const [first] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
  const postmaster = Number(first)
  const all = [postmaster, ...childrenOf(postmaster)]
  for (const pid of all) kill(pid)
  while (all.some(isAlive)) await sleep(5)
}

/** Starts it with the options it had. */
export async function startAgain({ data, bin }: Pick<Cluster, 'data' | 'bin'>): Promise<void> {
  const args = [join(bin, 'pg_ctl'), '-D', data, '-l', join(data, '..', 'log'), '-w', 'restart']
  const [program = '', ...rest] =
    process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...args] : args
  const code = await new Promise<number | null>((resolve) =>
    spawn(program, rest, { cwd: '/', stdio: 'ignore' }).on('close', resolve),
  )
  if (code !== 0) throw new Error(`PostgreSQL did not start again: ${data}`)
}
