// What features may ask of a district's register; the feature `districts` provides it, app.ts hands it on.
import type { Rulebook } from '@gezhi/core/districts/district'
import type { BaseFeature, CheckItem, DistrictRegister } from '@gezhi/core/districts/register'
import type { LonLat } from '@gezhi/core/kernel/geo'
import type { QuietHours } from '@gezhi/core/notices/quiet'
import type { Holder } from '@gezhi/core/notices/recipients'

export interface DistrictBook {
  readonly rules: Rulebook
  readonly name: string
  readonly centre: LonLat
  /** First part of case numbers, e.g. HS. */
  readonly numberPrefix: string
  /** Organisation of an active post; undefined when there is no such post. */
  readonly postOrg: (post: string) => string | undefined
  /** Name of the person in a post. */
  readonly postName: (post: string) => string | undefined
}

/** The register as it is now; throws when the district is not loaded. */
export type Districts = (district: number) => DistrictBook

/** Those that ended are among organisations, posts and staff; grids that ended stand apart: no point lies in them. */
export interface WholeRegister extends DistrictRegister {
  readonly retired?: Pick<DistrictRegister, 'grids'> | undefined
}

/** What hazard checks of a district look at; retired items are marked. Throws when it is not loaded. */
export type Checks = (district: number) => readonly CheckItem[]

/** All organisations, posts, grids and names of a district; throws when it is not loaded. */
export type Registers = (district: number) => WholeRegister

/** Who can be told today, and when the district leaves people alone. */
export interface Roster {
  readonly holders: readonly Holder[]
  /** Holders at one desk (`deskOf`). */
  readonly at: (desk: string) => readonly Holder[]
  /** Null: nobody is left alone. */
  readonly quiet: QuietHours | null
}
export type Rosters = (district: number) => Roster

/** The map of a district as it is now. */
export interface DistrictMap {
  /** Changes with everything on it. */
  readonly mark: string
  /** Gzipped MVT, or null where the layer has nothing. */
  readonly tile: (
    layer: 'divisions' | 'grids' | 'base',
    z: number,
    x: number,
    y: number,
  ) => Promise<Buffer | null>
  readonly roads: () => Promise<readonly BaseFeature[]>
}
/** Undefined when the district is not loaded. */
export type DistrictMaps = (district: number) => DistrictMap | undefined
