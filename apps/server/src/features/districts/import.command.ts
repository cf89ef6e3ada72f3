// `gezhi import <pack>`, and the same at the first start of the server.
import type { Db } from '../../kernel/database.ts'
import { savePack, type Counts, type Imported } from './import.store.ts'
import { PackRefused } from './pack-refused.ts'
import { readPackFolder } from './pack.read.ts'

/** Checks the pack in a folder and writes what differs, all or nothing. Throws `PackRefused` with every error. */
export async function importPack(db: Db, folder: string, now: number): Promise<Imported> {
  const result = await readPackFolder(folder)
  if (!result.ok) throw new PackRefused(folder, result.errors)
  return savePack(db, result.pack, now)
}

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
    output.out(sayImported(await importPack(db, folder, now())))
    return 0
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error
    output.error(error.message)
    return 1
  }
}
