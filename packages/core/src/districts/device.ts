// What a device holds of its district, and the rulebook it decides by without the network.
import { Type, type Static } from 'typebox'
import type { CatalogueItem, Grid, Limits, Organisation, Rulebook } from './district.ts'
import { createLocator } from './locate.ts'
import type { CalendarDay, CheckItem, DistrictSettings } from './register.ts'
import { calendarOf, finder } from './rulebook.ts'

const id = Type.String()
const open = { type: 'object', additionalProperties: true }

/** A row of `catalogue`: the whole item, with pinyin for search. */
export const HeldItem = Type.Unsafe<
  CatalogueItem & { readonly id: string; readonly pinyin: string; readonly initials: string }
>({ ...open, properties: { id } })
export type HeldItem = Static<typeof HeldItem>

/** A row of `organisations`. */
export const HeldOrganisation = Type.Unsafe<Organisation & { readonly id: string }>({
  ...open,
  properties: { id },
})
export type HeldOrganisation = Static<typeof HeldOrganisation>

/** A row of `grids`, with its polygon: those of the post's community or street. */
export const HeldGrid = Type.Unsafe<Grid & { readonly id: string }>({ ...open, properties: { id } })
export type HeldGrid = Static<typeof HeldGrid>

/** A row of `checks`: an item of a checklist; retired ones name what was found before. */
export const HeldCheck = Type.Unsafe<CheckItem & { readonly id: string }>({ ...open, properties: { id } })
export type HeldCheck = Static<typeof HeldCheck>

/** The one row of `rules`: limits, calendar, duty hours. */
export const HeldRules = Type.Unsafe<{
  readonly id: string
  readonly settings: Pick<DistrictSettings, 'code' | 'offset' | 'duty'>
  readonly limits: Limits
  readonly calendar: readonly CalendarDay[]
}>({ ...open, properties: { id } })
export type HeldRules = Static<typeof HeldRules>

export interface HeldDistrict {
  readonly rules: HeldRules
  readonly catalogue: readonly HeldItem[]
  readonly organisations: readonly HeldOrganisation[]
  readonly grids: readonly HeldGrid[]
}

/**
 * The rulebook of a device: the same rules as the centre's, with the grids that its post holds. A point outside of those
 * lies nowhere here; where it really lies the centre finds when the report arrives.
 */
export const heldRulebook = ({ rules, catalogue, organisations, grids }: HeldDistrict): Rulebook => ({
  district: rules.settings.code,
  calendar: calendarOf(rules.settings, rules.calendar),
  limits: rules.limits,
  item: finder(catalogue),
  organisation: finder(organisations),
  grid: finder(grids),
  locate: createLocator(grids),
})
