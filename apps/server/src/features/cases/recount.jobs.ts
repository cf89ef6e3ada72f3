// When the holidays of another year are imported, due times that were promised on an assumption are counted again.
import { systemActor } from '@gezhi/core/people/actor'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import { idOf } from '../../kernel/ids.ts'
import { run } from '../../kernel/run.ts'
import type { CaseDeps } from './case.deps.ts'
import type { CaseKind } from './case.kind.ts'
import { findAssumed } from './recount.store.ts'

/** An import is seen by the register within seconds; a due time of next year can wait for this. */
const LOOK_EVERY_MS = 60_000
/** Commands at a time: people's commands go first. */
const PAGE = 200

/** Looks at the last published year of the district and recounts open cases whenever it has moved. */
export function createRecounting(deps: CaseDeps, kind: CaseKind) {
  let counted: string | null = null
  let timer: NodeJS.Timeout | undefined

  /** Answers how many cases were asked; the decider leaves alone what nothing was published for. */
  async function once(district: number): Promise<number> {
    const { known } = deps.districts(district).rules.calendar
    const mark = `${district}:${known?.to ?? ''}`
    if (mark === counted) return 0
    let [asked, after] = [0, '']
    for (;;) {
      const ids = await readAs(deps.db, wholeDistrict(district), (tx) =>
        findAssumed(tx, { district, after, limit: PAGE }),
      )
      for (const stream of ids)
        await run(deps, kind, {
          district,
          stream,
          // One command for each case and year: two workers, or a start after a crash, change nothing twice.
          commandId: idOf('recount', district, stream, known?.to ?? 0),
          actor: systemActor(district, 'calendar'),
          command: { type: 'recount' },
        })
      asked += ids.length
      after = ids.at(-1) ?? after
      if (ids.length < PAGE) break
    }
    counted = mark
    return asked
  }
  const look = () => {
    timer = setTimeout(() => {
      const district = deps.homeDistrict()
      const looked = district === 0 ? Promise.resolve(0) : once(district)
      looked
        .catch((error: unknown) =>
          deps.log.error({ err: error }, 'recounting failed; tried again in a minute'),
        )
        .finally(() => timer && look())
    }, LOOK_EVERY_MS)
    timer.unref()
  }
  return {
    once,
    start() {
      if (deps.config.roles.includes('worker')) look()
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
