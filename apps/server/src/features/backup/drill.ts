/** The record of a restore drill: GB/T 22239-2019 8.1.4.9 asks for a recent one that can be shown. */
import { mkdir, writeFile } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { backupName, manifestHash, type Manifest } from './manifest.ts'
import type { Verdict } from './restore.ts'

export interface DrillRecord {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly by: string
  readonly backup: string
  readonly manifest: string
  readonly method: string
  readonly backupAgeHours: number
  readonly seconds: number
  readonly passed: boolean
  /** What did not fit; empty when it passed. */
  readonly finding: string
  readonly facts: number
  readonly streams: number
  readonly rows: number
  readonly files: number
  readonly heads: readonly { readonly district: number; readonly seq: number; readonly hash: string }[]
  readonly versions: { readonly program: string; readonly engine: string }
}

interface Drilled {
  readonly manifest: Manifest
  readonly verdict: Verdict | null
  readonly finding: string
  readonly startedAt: number
  readonly endedAt: number
}

export function drillRecord({ manifest, verdict, finding, startedAt, endedAt }: Drilled): DrillRecord {
  const { contents, files, program, engine } = manifest
  return {
    at: new Date(startedAt).toISOString(),
    by: `${userInfo().username}@${hostname()}`,
    backup: manifest.name,
    manifest: manifestHash(manifest),
    method: manifest.method,
    backupAgeHours: Math.round((startedAt - manifest.createdAt) / 360_000) / 10,
    seconds: Math.round((endedAt - startedAt) / 100) / 10,
    passed: verdict !== null,
    finding,
    facts: verdict?.facts ?? 0,
    streams: verdict?.streams ?? 0,
    rows: Object.values(contents.counts).reduce((sum, n) => sum + n, 0),
    files: files.length,
    heads: contents.heads,
    versions: { program, engine: engine.version },
  }
}

/** The record for people, with places for the names of those who were there. */
function page(record: DrillRecord): string {
  const rows: readonly (readonly [string, string | number])[] = [
    ['time', record.at],
    ['carried out by', record.by],
    ['backup', `${record.backup} (${record.method}, ${record.backupAgeHours} h old)`],
    ['hash of its manifest', record.manifest],
    ['result', record.passed ? 'passed' : 'FAILED'],
    ['took', `${record.seconds} s`],
    ['compared', `${record.rows} rows, ${record.files} files, ${record.heads.length} chain heads`],
    ['verified', `${record.facts} facts, ${record.streams} streams`],
    ...record.heads.map(
      ({ district, seq, hash }) => [`chain of ${district}`, `fact ${seq}, ${hash}`] as const,
    ),
    ['versions', `Gezhi ${record.versions.program}, PostgreSQL ${record.versions.engine}`],
    ...(record.finding === '' ? [] : [['finding', record.finding.replaceAll('\n', '; ')] as const]),
    ['seen by (name, date)', ''],
  ]
  return [
    `# Restore drill ${record.at.slice(0, 10)}`,
    '',
    'GB/T 22239-2019 8.1.4.9 a',
    '',
    '| | |',
    '| --- | --- |',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
  ].join('\n')
}

/** Leaves the record beside the backups, for people and for programs; answers its path. */
export async function keepRecord(folder: string, record: DrillRecord): Promise<string> {
  const place = join(folder, 'drills')
  await mkdir(place, { recursive: true, mode: 0o700 })
  const path = join(place, `${backupName(Date.parse(record.at))}.md`)
  await writeFile(path.replace(/md$/, 'json'), `${JSON.stringify(record, null, 1)}\n`, { flush: true })
  await writeFile(path, page(record), { flush: true })
  return path
}
