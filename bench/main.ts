// npm run -s bench -- <name> [--quick] [--json]: runs bench/<name>.bench.ts. With --json the last line is one object.
import { readdirSync } from 'node:fs'
import { CannotBench } from './support/postgres.ts'
import { summary, table, type Report } from './support/report.ts'

export interface Wish {
  /** Smaller, for a first look: its numbers are not to be compared. */
  readonly quick: boolean
  /** Progress, for people. */
  readonly say: (line: string) => void
}
export type Bench = (wish: Wish) => Promise<Report>

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
const [name = '', ...options] = process.argv.slice(2)

if (!names.includes(name)) {
  process.stderr.write(`usage: npm run -s bench -- <name> [--quick] [--json]\nbenches: ${names.join(', ')}\n`)
  process.exit(2)
}
try {
  const { bench } = (await import(`./${name}.bench.ts`)) as { readonly bench: Bench }
  const json = options.includes('--json')
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const report = await bench({ quick: options.includes('--quick'), say })
  process.stdout.write(`${json ? JSON.stringify(summary(report)) : table(report)}\n`)
  process.exitCode = summary(report).met ? 0 : 1
} catch (error) {
  if (!(error instanceof CannotBench)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
