// The server that bench `kills` starts: does what it is told by lines on its standard input, answers by JSON lines.
import { createInterface } from 'node:readline'
import { verify } from '../apps/server/src/kernel/verify.ts'
import { check, checkDeadlines, seed, type Checked } from './kills.invariants.ts'
import { app, deps } from './support/bench-server.main.ts'

const kinds = app.features.flatMap(({ kinds: own = [] }) => own)
const kind = kinds.find(({ name }) => name === 'case')
if (!kind) throw new Error('there is no kind of case')
const folder = process.env['BENCH_KILLS'] ?? ''
const options = {
  deps,
  kind,
  acknowledged: `${folder}/acknowledged`,
  place: `${folder}/place`,
  seeded: `${folder}/seeded`,
}

async function whole(): Promise<Checked> {
  const { facts, finding } = await verify(deps.db, kinds)
  return { facts, acknowledged: 0, fired: 0, wrong: finding === null ? [] : [JSON.stringify(finding)] }
}

async function told(line: string): Promise<Checked | null> {
  const [what, amount] = line.split(' ')
  if (what === 'check') return check(options)
  if (what === 'deadlines') return checkDeadlines(options, Number(amount))
  if (what === 'verify') return whole()
  // Not waited for: what is killed is in the middle of it.
  if (what === 'seed') seed(options, Number(amount)).catch(() => undefined)
  return null
}

async function obey(line: string): Promise<void> {
  const checked = await told(line)
  if (checked) process.stdout.write(`${JSON.stringify({ checked })}\n`)
}

createInterface({ input: process.stdin }).on('line', (line) => void obey(line))
