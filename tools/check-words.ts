import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './steps.ts'
import { findWords, type Finding } from './words.ts'

/** Reads every text file of the tree and fails on words that must not be in it; the rules are in `words.ts`. */
const TEXT = /\.(ts|tsx|js|cjs|mjs|json|md|css|html|sql|sh|ya?ml|csv|txt)$|^\.ci\//

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
  .split('\n')
  .filter((path) => TEXT.test(path))

const findings: Finding[] = []
for (const path of files) {
  const text = readIfThere(path)
  if (text !== null) findings.push(...findWords(path, text))
}
for (const { path, line, rule, text } of findings)
  process.stdout.write(`${path}:${line}: ${rule}: ${text.trim().slice(0, 120)}\n`)
process.stdout.write(`${files.length} files read, ${findings.length} findings\n`)
process.exitCode = findings.length > 0 ? 1 : 0

/** A file that git still lists may have been deleted in the working tree. */
function readIfThere(path: string): string | null {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
