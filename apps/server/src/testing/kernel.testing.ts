/** The kernel on the file's database, with a clock that the test sets. */
import { randomUUID } from 'node:crypto'
import { systemActor, type Actor } from '@gezhi/core/people/actor'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { readConfig } from '../config.ts'
import { createDeps, type Deps } from '../kernel/deps.ts'
import type { OpenDatabase } from '../kernel/database.ts'
import { run } from '../kernel/run.ts'
import { createScheduler } from '../kernel/scheduler.ts'
import type { Clock } from '../kernel/clock.ts'
import { counterKind, createCounterTable, type CounterCommand } from './counter.testing.ts'
import { emptyDatabase, testDatabase } from './database.testing.ts'

export const DISTRICT = 150402
/** A Monday morning in working hours: 2031-05-05 09:00 in Hongshan. */
export const MONDAY = Date.parse('2031-05-05T01:00:00Z')

export const testConfig = readConfig({ GEZHI_HOME: '/nonexistent', LOG_LEVEL: 'silent', PORT: '0' })
export const silent = pino({ level: 'silent' })

/** A clock that stands still until the test moves it. */
export function testClock(start = MONDAY): Clock & { set: (time: number) => void } {
  let time = start
  return {
    now: () => time,
    set: (to) => void (time = to),
    async moveTo(target, scheduler) {
      let fired = await scheduler.fireDue()
      for (
        let next = await scheduler.nextDue();
        next !== null && next <= target;
        next = await scheduler.nextDue()
      ) {
        time = Math.max(time, next)
        fired += await scheduler.fireDue()
      }
      time = target
      return fired
    },
  }
}

/** Parts of the kernel that nothing has started yet. */
export const depsOn = (database: OpenDatabase, clock: Clock): Promise<Deps> =>
  createDeps({ config: testConfig, log: silent, database, clock })

export const clerk: Actor = { ...systemActor(DISTRICT, 'clerk'), post: 'p1', person: 's1' }

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
