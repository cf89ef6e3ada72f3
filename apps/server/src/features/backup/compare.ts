import type { Db } from '../../kernel/database.ts'
import { BackupRefused } from './backup-refused.ts'
import { findContents, findHashAt } from './contents.store.ts'
import type { Contents, Manifest } from './manifest.ts'

/** What two sets of counts, heads and migrations do not agree in, in words. Empty: nothing. */
export function differences(expected: Contents, found: Contents): string[] {
  const tables = [...new Set([...Object.keys(expected.counts), ...Object.keys(found.counts)])].sort()
  const counts = tables
    .filter((table) => expected.counts[table] !== found.counts[table])
    .map(
      (table) =>
        `${table}: ${found.counts[table] ?? 'no table'} rows, not ${expected.counts[table] ?? 'there'}`,
    )
  const heads = expected.heads
    .filter(({ district, seq, hash }) => {
      const own = found.heads.find((head) => head.district === district)
      return own?.seq !== seq || own.hash !== hash
    })
    .map(({ district, seq }) => `district ${district}: its log does not end with fact ${seq} as it was`)
  const missing = expected.migrations.filter((name) => !found.migrations.includes(name))
  return [...heads, ...counts, ...missing.map((name) => `migration ${name} is missing`)]
}

/** A base backup goes on behind its manifest: every chain must lead through the head that the manifest names. */
async function missedHeads(db: Db, { heads }: Contents): Promise<string[]> {
  const missed: string[] = []
  for (const { district, seq, hash } of heads) {
    if (seq > 0 && (await findHashAt(db, district, seq)) !== hash)
      missed.push(`district ${district}: fact ${seq} is not the one that was there`)
  }
  return missed
}

/** Throws `BackupRefused` unless the restored database holds what the manifest says. */
export async function compareWith(db: Db, { method, contents }: Manifest): Promise<void> {
  const found =
    method === 'base' ? await missedHeads(db, contents) : differences(contents, await findContents(db))
  if (found.length > 0)
    throw new BackupRefused(`What was restored is not what was backed up:\n${found.join('\n')}`)
}
