// `gezhi import <pack>`, and the same at the first start of the server.
import type { Db } from '../../kernel/database.ts'
import type { PackError } from '@gezhi/core/districts/pack.errors'
import { missingYear } from '@gezhi/core/districts/pack.settings'
import type { Pack } from '@gezhi/core/districts/register'
import { savePack, type Counts, type Imported } from './import.store.ts'
import { PackRefused } from './pack-refused.ts'
import { readPackFolder } from './pack.read.ts'

/** Checks the pack in a folder and writes what differs, all or nothing. Throws `PackRefused` with every error. */
export async function importPack(
  db: Db,
  folder: string,
  now: number,
  check: (pack: Pack) => PackError | null = () => null,
): Promise<Imported> {
  const result = await readPackFolder(folder)
  if (!result.ok) throw new PackRefused(folder, result.errors)
  const error = check(result.pack)
  if (error) throw new PackRefused(folder, [error])
  return savePack(db, result.pack, now)
}

/**
 * Who imports a pack can add the holidays of the year, so it must have them. The first start of a demonstration has to
 * work in any year: there limits rest on an assumption, and say so.
 */
const hasThisYear =
  (now: number) =>
  ({ calendar, settings }: Pack): PackError | null =>
    missingYear(calendar, new Date(now + settings.offset).toISOString().slice(0, 10))

const countsLine = ([table, { added, changed, retired }]: readonly [string, Counts]) =>
  `  ${table.padEnd(16)} +${added} ~${changed} -${retired}`

/** What an import did, for the operator: added, changed and retired rows of each table. */
function sayImported({ district, name, version, counts }: Imported): string {
  const entries = Object.entries(counts)
  return entries.length === 0
    ? `${district} ${name}: 没有变化 · nothing differs (version ${version})`
    : [`${district} ${name}: version ${version}`, ...entries.map(countsLine)].join('\n')
}

interface Given {
  readonly db: Db
  readonly now: () => number
}

interface Output {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
}

const toProcess: Output = {
  out: (text) => void process.stdout.write(`${text}\n`),
  error: (text) => void process.stderr.write(`${text}\n`),
}

/** Answers the exit code: 1 when the pack has errors, which are then listed with file, row and column. */
export async function importCommand({ db, now }: Given, folder: string, output = toProcess): Promise<number> {
  try {
    output.out(sayImported(await importPack(db, folder, now(), hasThisYear(now()))))
    return 0
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error
    output.error(error.message)
    return 1
  }
}
