/** The kernel on the file's database, with a clock that the test sets. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Deps } from '../kernel/deps.ts'
import { run } from '../kernel/run.ts'
import { createScheduler } from '../kernel/scheduler.ts'
import { counterKind, createCounterTable, type CounterCommand } from './counter.testing.ts'
import { emptyDatabase, testDatabase } from './database.testing.ts'
import { clerk, depsOn, MONDAY, silent, testClock } from './parts.testing.ts'

export * from './parts.testing.ts'

/** Counters on an empty database before every test. `deps` is new for each test. */
export function testKernel() {
  const database = testDatabase()
  const clock = testClock()
  let deps: Deps
  beforeAll(() => createCounterTable(database.db))
  beforeEach(async () => {
    await emptyDatabase(database.db)
    clock.set(MONDAY)
    deps = await depsOn(database.open, clock)
  })
  afterAll(() => database.db.schema.dropTable('test_counter').ifExists().execute())
  return {
    clock,
    database,
    get deps() {
      return deps
    },
    /** Sends one command to a counter, by default under a new command id. */
    send: (
      stream: string,
      command: CounterCommand,
      commandId: string = randomUUID(),
      actor = clerk,
      on = deps,
    ) => run(on, counterKind, { district: actor.district, stream, commandId, actor, command }),
    scheduler: () => createScheduler({ db: deps.db, now: clock.now, log: silent, metrics: deps.metrics }),
  }
}
