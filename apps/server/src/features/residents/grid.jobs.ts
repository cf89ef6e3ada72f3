// When grids were redrawn, who lives there is looked after from the grid in which the home stands.
import type { RedrawFact } from '@gezhi/core/grids/redraw'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs, writeAs, type Tx } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts } from '../../kernel/district.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import { moveResidents } from './grid.store.ts'

export interface GridDeps extends Pick<Deps, 'db'> {
  readonly districts: Districts
  /** Reads at once what changed in the registers of this process. */
  readonly refreshRegisters: () => Promise<unknown>
  /** Codes and middles of the buildings of communities. */
  readonly buildings: (
    tx: Tx,
    district: number,
    communities: readonly string[],
  ) => Promise<{ readonly buildings: readonly { readonly code: string; readonly place: LonLat }[] }>
}

/** May see a redraw again after a crash: who was moved is where the home stands already. */
export const followGrids =
  ({ db, districts, refreshRegisters, buildings }: GridDeps) =>
  async (facts: readonly StoredFact[], district: number): Promise<void> => {
    for (const fact of facts) {
      if (fact.kind !== 'redraw' || fact.type !== 'redraw.came-into-force') continue
      await refreshRegisters()
      // Gate: facts of kind `redraw` are written by its decider only.
      const done = fact.data as Extract<RedrawFact, { type: 'redraw.came-into-force' }>
      const communities = [...new Set(done.grids.map(({ community }) => community))]
      const found = await readAs(db, wholeDistrict(district), (tx) => buildings(tx, district, communities))
      const { locate } = districts(district).rules
      const homes = found.buildings.flatMap(({ code, place }) => {
        const grid = locate(place)?.grid
        return grid === undefined ? [] : [{ building: code, grid }]
      })
      await writeAs(db, district, (tx) => moveResidents(tx, district, { homes, ...done }))
    }
  }
