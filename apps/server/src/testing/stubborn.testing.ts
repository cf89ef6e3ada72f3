/** A process that writes counters whatever happens: says `stored <id>` on a line, or `busy <code>` when it was refused. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../kernel/database.ts'
import { run } from '../kernel/run.ts'
import { counterKind } from './counter.testing.ts'
import { clerk, depsOn, DISTRICT, testClock } from './parts.testing.ts'

const database = await openDatabase({ databaseUrl: null, home: process.argv[2] ?? '' })
const deps = await depsOn(database, testClock())
for (;;) {
  const stream = randomUUID()
  const issued = { district: DISTRICT, stream, commandId: randomUUID(), actor: clerk }
  const said = await run(deps, counterKind, { ...issued, command: { type: 'create' } }).then(
    () => `stored ${stream}`,
    (error: unknown) =>
      `busy ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`,
  )
  process.stdout.write(`${said}\n`)
  if (said.startsWith('busy')) await sleep(50)
}
