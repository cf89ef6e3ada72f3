// The feature `districts`: the registers in memory, what others may ask of them, and the routes of reference data.
import type { Deps } from '../../kernel/deps.ts'
import type { Checks, DistrictMaps, Districts, Registers, Rosters } from '../../kernel/district.ts'
import type { Feature } from '../../kernel/feature.ts'
import { districtRoutes } from './district.routes.ts'
import { findRoads } from './district.store.ts'
import { districtCollections } from './held.collections.ts'
import { openSnapshots } from './snapshot.ts'
import type { RegisteredBuildings } from './tiles.ts'

export { importCommand, importPack } from './import.command.ts'

export interface DistrictsFeature {
  readonly feature: Feature
  readonly districts: Districts
  readonly registers: Registers
  readonly checks: Checks
  readonly rosters: Rosters
  readonly maps: DistrictMaps
  /** District of visitors without a session; 0 before the first import. */
  readonly homeDistrict: () => number
  /** Reads at once what an import in this process changed; answers whether anything did. */
  readonly refresh: () => Promise<boolean>
}

interface Given extends Pick<Deps, 'db' | 'now' | 'log'> {
  /** Buildings as they are registered, drawn as soon as the register has them. */
  readonly buildings?: ((district: number) => RegisteredBuildings) | undefined
}

/** Loads every imported district. Import a first pack before, or call `refresh` after. */
export async function districtsFeature(deps: Given): Promise<DistrictsFeature> {
  const snapshots = await openSnapshots(deps)
  return {
    districts: snapshots.districts,
    registers: snapshots.registers,
    checks: snapshots.checks,
    rosters: snapshots.rosters,
    maps(district) {
      const found = snapshots.find(district)
      if (!found) return undefined
      const mark = found.mark + found.tiles.mark()
      return { mark, tile: found.tiles.get, roads: () => findRoads(deps.db, district) }
    },
    homeDistrict: snapshots.homeDistrict,
    refresh: snapshots.refresh,
    feature: {
      name: 'districts',
      collections: districtCollections(snapshots),
      routes: districtRoutes({ snapshots, now: deps.now }),
      async start() {
        await snapshots.refresh()
        snapshots.start()
      },
      async stop() {
        snapshots.stop()
      },
    },
  }
}
