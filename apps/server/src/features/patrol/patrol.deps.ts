// What patrols are given: the kernel, the register and map of the district, the library's places.
import type { Deps } from '../../kernel/deps.ts'
import type { DistrictMaps, Districts, Registers } from '../../kernel/district.ts'

export interface PatrolDeps extends Deps {
  readonly districts: Districts
  readonly registers: Registers
  readonly maps: DistrictMaps
}
