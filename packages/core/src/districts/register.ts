import type { Delegation } from '../people/actor.ts'
import type { Role } from '../people/roles.ts'
import type { LonLat, Ring } from '../kernel/geo.ts'
import type { CatalogueItem, Grid, Limits, Organisation } from './district.ts'

/** What a district says of itself. */
export interface DistrictSettings {
  /** Division code of 6 digits. */
  readonly code: number
  readonly name: string
  /** First part of case numbers, e.g. HS. */
  readonly numberPrefix: string
  readonly centre: LonLat
  /** Milliseconds east of UTC. */
  readonly offset: number
  /** Duty hours as milliseconds of the local day. */
  readonly duty: { readonly from: number; readonly to: number }
  /** Hours in which only what is urgent leaves the house; `from` may lie after `to`. Null: none. */
  readonly quiet: { readonly from: number; readonly to: number } | null
}

export interface Staff {
  readonly code: string
  readonly name: string
}

/** One person in one role in one organisation for a time. */
export interface Post {
  readonly code: string
  readonly role: Role
  readonly org: string
  readonly staff: string
  readonly grids: readonly string[]
  /** First day, YYYY-MM-DD. */
  readonly from: string
  /** Last day, or null: until further notice. */
  readonly to: string | null
  readonly delegations: readonly Delegation[]
  /** Where the post works, by its organisation: 9 and 12 digits, null above. */
  readonly street: string | null
  readonly community: string | null
}

/** A team of the "4+N" forces (domain specification §1.1). */
export interface SupportTeam {
  readonly code: string
  readonly name: string
  readonly community: string
  readonly grids: readonly string[]
  readonly kind: string
  readonly people: number
}

export const DIVISION_LEVELS = ['STREET', 'COMMUNITY'] as const
export type DivisionLevel = (typeof DIVISION_LEVELS)[number]

export interface Division {
  readonly code: string
  readonly level: DivisionLevel
  /** Coordinates of a MultiPolygon. */
  readonly outline: readonly (readonly Ring[])[]
}

/** A day that differs from Monday–Friday. */
export interface CalendarDay {
  /** YYYY-MM-DD */
  readonly date: string
  readonly kind: 'WORK' | 'REST'
  readonly name: string
}

/** An item of the warm services (暖心服务, domain specification §3.3). */
export interface ServiceItem {
  readonly code: string
  readonly category: string
  readonly name: string
  readonly atHome: boolean
  readonly provider: string
  readonly needs: string
}

/** A system of a department that data comes from or goes to. */
export interface SourceSystem {
  readonly code: string
  readonly department: string
  readonly name: string
  readonly dataKind: string
  readonly direction: 'IN' | 'OUT' | 'BOTH'
  readonly protocol: string
  readonly frequency: string
  readonly personalDataLevel: string
  readonly note: string
}

/** A class of city components (部件) or of events after GB/T 30428.2 (domain specification §3.1). */
export interface ItemClass {
  /** C or E, main class and minor class: `C0101`. */
  readonly code: string
  readonly kind: 'COMPONENT' | 'EVENT'
  readonly majorCode: string
  readonly major: string
  readonly minorCode: string
  readonly minor: string
}

/** What a hazard check looks at, in one public-safety field (domain specification §3.4). */
export interface CheckItem {
  /** Field (1–15) and number: `3.2`. Never given to another item. */
  readonly code: string
  readonly field: number
  readonly fieldName: { readonly zh: string; readonly en: string }
  /** As it should be: what the eye looks for. */
  readonly zh: string
  readonly en: string
  /** The hazard when it is not so: what records, cases and reports say. */
  readonly hazard: { readonly zh: string; readonly en: string }
  /** What was found bad must be seen: whoever removes the hazard starts from the photo. */
  readonly photo: boolean
  /** Catalogue item of the case that it becomes; null: the centre classifies the case. */
  readonly item: string | null
  /** No longer asked; records of before name it, and devices that were away still answer it. */
  readonly retired?: boolean
}

/** Water or a road of the base map. */
export interface BaseFeature {
  readonly name: string
  readonly kind: string
  readonly geometry: { readonly type: BaseGeometry; readonly coordinates: unknown }
}
export type BaseGeometry = 'Polygon' | 'MultiPolygon' | 'LineString' | 'MultiLineString'

/** A building as a turned rectangle; the angle runs counter-clockwise from east. */
export interface Building {
  readonly lon: number
  readonly lat: number
  readonly widthM: number
  readonly depthM: number
  readonly angleDeg: number
  readonly floors: number
}

/** Everything that deciding and naming needs of a district. */
export interface DistrictRegister {
  readonly settings: DistrictSettings
  readonly organisations: readonly Organisation[]
  readonly grids: readonly Grid[]
  readonly staff: readonly Staff[]
  readonly posts: readonly Post[]
  readonly catalogue: readonly CatalogueItem[]
  readonly limits: Limits
  readonly calendar: readonly CalendarDay[]
}

/** A whole district pack, checked. */
export interface Pack extends DistrictRegister {
  readonly divisions: readonly Division[]
  readonly teams: readonly SupportTeam[]
  readonly services: readonly ServiceItem[]
  readonly systems: readonly SourceSystem[]
  readonly classes: readonly ItemClass[]
  readonly checks: readonly CheckItem[]
  readonly water: readonly BaseFeature[]
  readonly roads: readonly BaseFeature[]
  readonly buildings: readonly Building[]
}
