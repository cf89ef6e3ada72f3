/** Writes the generated files of `districts/hongshan/`; with `--check` only says which ones would change. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { packFiles } from './pack.ts'

const FOLDER = new URL('../../districts/hongshan/', import.meta.url)
const LIBRARY = new URL('library/', FOLDER)
const check = process.argv.includes('--check')

function current(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

if (!check) mkdirSync(LIBRARY, { recursive: true })
for (const [name, text] of Object.entries(packFiles())) {
  const file = new URL(name, FOLDER)
  const changed = current(file) !== text
  if (changed && check) process.exitCode = 1
  if (changed && !check) writeFileSync(file, text)
  process.stdout.write(
    `${changed ? (check ? 'stale  ' : 'written') : 'same   '} ${name} ${Buffer.byteLength(text)}\n`,
  )
}
