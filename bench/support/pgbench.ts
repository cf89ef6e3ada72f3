// pgbench of PostgreSQL itself: what the database can do when nothing stands in front of it.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Cluster } from './postgres.ts'

const run = promisify(execFile)

export interface PgbenchOptions {
  /** One transaction in pgbench's language: `\set n random(1, 100)` and statements that may use `:n`; of several each takes its turn by chance. */
  readonly script: string | readonly string[]
  readonly clients: number
  readonly seconds: number
  /** Default `prepared`; scripts with several statements in one line need `simple`. */
  readonly mode?: 'simple' | 'extended' | 'prepared'
}

/**
 * A literal of SQL that pgbench leaves as it is: to it `:name` is a variable even inside quotation marks, and one word of a
 * row in three begins a name (`contact:a1b2…`).
 */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''").replaceAll(':', ":' || '")}'`

/** Transactions a second, and their mean latency in milliseconds. Throws when a statement failed. */
export async function pgbench(
  { url, bin }: Pick<Cluster, 'url' | 'bin'>,
  { script, clients, seconds, mode = 'prepared' }: PgbenchOptions,
): Promise<{ readonly rate: number; readonly latency: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-pgbench-'))
  try {
    const files = typeof script === 'string' ? [script] : script
    const scripts: string[] = []
    for (const [index, text] of files.entries()) {
      const file = join(folder, `script-${index}.sql`)
      await writeFile(file, text)
      scripts.push('-f', file)
    }
    const args = ['-n', '-M', mode, ...scripts, '-c', String(clients), '-j', '2', '-T', String(seconds), url]
    const { stdout, stderr } = await run(join(bin, 'pgbench'), args, { maxBuffer: 1 << 26 })
    const rate = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1])
    const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0)
    if (!Number.isFinite(rate) || failed > 0) throw new Error(`pgbench failed: ${stderr.slice(0, 500)}`)
    return { rate, latency: Number(/latency average = ([\d.]+)/.exec(stdout)?.[1]) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
