/** A process that the scheduler's test kills: fires what is due and says each expiry before and after it is committed. */
import { openDatabase } from '../kernel/database.ts'
import { run } from '../kernel/run.ts'
import { counterKind } from './counter.testing.ts'
import { clerk, depsOn, DISTRICT, MONDAY, testClock } from './parts.testing.ts'

const [home = '', url = ''] = process.argv.slice(2)
const database = await openDatabase({ databaseUrl: url === '' ? null : url, home })
const deps = await depsOn(database, testClock(MONDAY + 3_600_000))
deps.scheduler.on('counter', async ({ stream, key, commandId }) => {
  process.stdout.write(`begun ${key}\n`)
  await run(deps, counterKind, {
    district: DISTRICT,
    stream,
    commandId,
    actor: clerk,
    command: { type: 'expire', key },
  })
  process.stdout.write(`done ${key}\n`)
})
await deps.scheduler.fireDue()
process.stdout.write('all done\n')
await database.close()
