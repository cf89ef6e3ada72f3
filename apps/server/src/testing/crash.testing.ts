/** A process that the crash test kills: writes counters without end and says each acknowledged id on a line. */
import { randomUUID } from 'node:crypto'
import { openDatabase } from '../kernel/database.ts'
import { run } from '../kernel/run.ts'
import { counterKind, createCounterTable } from './counter.testing.ts'
import { clerk, depsOn, DISTRICT, testClock } from './parts.testing.ts'

const [home = ''] = process.argv.slice(2)
const database = await openDatabase({ databaseUrl: null, home })
await createCounterTable(database.db)
const deps = await depsOn(database, testClock())

const write = async () => {
  for (;;) {
    const stream = randomUUID()
    const outcome = await run(deps, counterKind, {
      district: DISTRICT,
      stream,
      commandId: randomUUID(),
      actor: clerk,
      command: { type: 'create' },
    })
    if (outcome.ok) process.stdout.write(`${stream}\n`)
  }
}
await Promise.all(Array.from({ length: 16 }, write))
