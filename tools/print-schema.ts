import type { OpenDatabase } from '../apps/server/src/kernel/database.ts'
import { describeTables, type Line } from './schema.store.ts'

/** The migrated database in a stable text: tables with columns, keys, checks, indexes, policies and grants. */
export async function printSchema({ db }: OpenDatabase): Promise<string> {
  const { tables, columns, constraints, indexes, policies, grants } = await describeTables(db)
  const of = (lines: readonly Line[], owner: string, indent: string) =>
    lines.filter((one) => one.owner === owner).map(({ line }) => indent + line)
  const text = tables.map(({ owner, line }) => {
    const inner = [...of(columns, owner, '  '), ...of(constraints, owner, '  ')].join(',\n')
    const after = [...of(indexes, owner, ''), ...of(policies, owner, ''), ...of(grants, owner, '')]
    return [`create table ${owner} (\n${inner}\n)${line}`, ...after].join('\n')
  })
  return `-- Printed from the migrated database, never run: the migrations are in apps/server/migrations.\n\n${text.join('\n\n')}\n`
}
