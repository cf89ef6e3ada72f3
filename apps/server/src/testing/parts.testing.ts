/** A kernel for tests, without the test runner: also for processes that a test starts and kills. */
import { systemActor, type Actor } from '@gezhi/core/people/actor'
import { pino } from 'pino'
import { readConfig, type Config } from '../config.ts'
import type { Clock } from '../kernel/clock.ts'
import type { OpenDatabase } from '../kernel/database.ts'
import { createDeps, type Deps } from '../kernel/deps.ts'

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
export const depsOn = (database: OpenDatabase, clock: Clock, config: Partial<Config> = {}): Promise<Deps> =>
  createDeps({ config: { ...testConfig, ...config }, log: silent, database, clock })

export const clerk: Actor = { ...systemActor(DISTRICT, 'clerk'), post: 'p1', person: 's1' }
