// Every district in memory, read anew when an import or a change of posts changed its mark, whoever made it.
import type { Logger } from 'pino'
import type { Db } from '../../kernel/database.ts'
import type { Checks, DistrictBook, Districts, Registers, Roster, Rosters } from '../../kernel/district.ts'
import { createBook, createRoster } from './book.ts'
import { countDrawn, findBaseTexts, findMarks, getDistrict, type StoredDistrict } from './district.store.ts'
import { createTiles, type RegisteredBuildings, type Tiles } from './tiles.ts'

/** One short query; what another process imported is seen within this time. */
const POLL_MS = 5_000

export interface Snapshot {
  readonly book: DistrictBook
  readonly roster: () => Roster
  readonly register: StoredDistrict
  /** Changes with everything in here but registered buildings (`tiles.mark`): the entity tag of all answers. */
  readonly mark: string
  readonly tiles: Tiles
}

export interface Snapshots {
  readonly find: (district: number) => Snapshot | undefined
  /** The register as it is now; throws when the district is not loaded. */
  readonly districts: Districts
  readonly registers: Registers
  readonly checks: Checks
  /** Who holds which post today; throws when the district is not loaded. */
  readonly rosters: Rosters
  /** District of visitors without a session: the one with the lowest code, 0 when there is none. */
  readonly homeDistrict: () => number
  /** Reads what changed since; answers whether anything did. */
  readonly refresh: () => Promise<boolean>
  readonly start: () => void
  readonly stop: () => void
}

interface Given {
  readonly db: Db
  readonly now: () => number
  readonly log: Logger
  /** Buildings of a district as they are registered; left out: the background of the map draws its own. */
  readonly buildings?: ((district: number) => RegisteredBuildings) | undefined
}

async function load({ db, now, buildings }: Given, district: number, mark: string): Promise<Snapshot> {
  const register = await getDistrict(db, district)
  const tiles = createTiles(register, {
    base: () => findBaseTexts(db, district),
    drawn: () => countDrawn(db, district),
    buildings: buildings?.(district),
  })
  const book = createBook(register, now)
  return { book, roster: createRoster(register, book, now), register, mark, tiles }
}

/** Loads all districts of the database and keeps them. */
export async function openSnapshots(given: Given): Promise<Snapshots> {
  const held = new Map<number, Snapshot>()
  let timer: NodeJS.Timeout | undefined

  async function refresh(): Promise<boolean> {
    let changed = false
    for (const [district, mark] of await findMarks(given.db)) {
      if (held.get(district)?.mark === mark) continue
      const fresh = await load(given, district, mark)
      held.get(district)?.tiles.close()
      held.set(district, fresh)
      changed = true
    }
    return changed
  }

  const poll = () => {
    timer = setTimeout(() => {
      refresh()
        .catch((error: unknown) => given.log.warn({ err: error }, 'reading the register failed'))
        .finally(() => timer && poll())
    }, POLL_MS)
    timer.unref()
  }

  const get = (district: number): Snapshot => {
    const found = held.get(district)
    if (!found) throw new Error(`District ${district} is not loaded`)
    return found
  }

  await refresh()
  return {
    find: (district) => held.get(district),
    districts: (district) => get(district).book,
    registers: (district) => get(district).register,
    checks: (district) => get(district).register.checks,
    rosters: (district) => get(district).roster(),
    homeDistrict: () => Math.min(...held.keys(), ...(held.size === 0 ? [0] : [])),
    refresh,
    start: poll,
    stop() {
      clearTimeout(timer)
      timer = undefined
      for (const { tiles } of held.values()) tiles.close()
    },
  }
}
