/**
 * A process that is killed, or whose disk is cut off: writes counters without end, says each acknowledged id on a line, and
 * makes checkpoints in between.
 */
import { randomUUID } from 'node:crypto'
import { openDatabase } from '../kernel/database.ts'
import { run } from '../kernel/run.ts'
import { checkpoint } from '../kernel/upkeep.store.ts'
import { counterKind, createCounterTable } from './counter.testing.ts'
import { clerk, depsOn, DISTRICT, testClock } from './parts.testing.ts'

const [home = ''] = process.argv.slice(2)
const database = await openDatabase({ databaseUrl: null, home })
await createCounterTable(database.db)
const deps = await depsOn(database, testClock())

const CHECKPOINT_EVERY = 150
let acknowledged = 0

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
    if (!outcome.ok) continue
    process.stdout.write(`${stream}\n`)
    if (++acknowledged % CHECKPOINT_EVERY === 0) await checkpoint(database.db)
  }
}
await Promise.all(Array.from({ length: 16 }, write))
