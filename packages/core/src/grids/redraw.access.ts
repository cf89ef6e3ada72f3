// Who may draw up, propose, approve and read redraws of grids (domain specification §2.2): the permission table of redraws.
import type { Actor } from '../people/actor.ts'
import { NON_BUSINESS_ROLES, ROLES, type Role } from '../people/roles.ts'
import type { RedrawCommandType } from './redraw.commands.ts'

/** Communities and streets know their grids; the district's centre may draw up for any of them. */
const DRAWERS: readonly Role[] = [
  'COMMUNITY_OPERATOR',
  'STREET_DISPATCHER',
  'STREET_LEADER',
  'DISTRICT_OPERATOR',
]
/** The district answers for the whole: two posts of it decide, and never on what the same person proposed. */
const DECIDERS: readonly Role[] = ['DISTRICT_SUPERVISOR', 'DISTRICT_LEADER']

export const REDRAW_ROLES: Readonly<Record<RedrawCommandType, readonly Role[]>> = {
  save: DRAWERS,
  propose: DRAWERS,
  approve: DECIDERS,
  reject: DECIDERS,
  withdraw: [...DRAWERS, ...DECIDERS],
}

/** Whether all communities lie in the area of the post: its own community or street, or anything for the district. */
export function redrawsThere(
  { role, community, street }: Pick<Actor, 'role' | 'community' | 'street'>,
  communities: readonly string[],
): boolean {
  const { level } = ROLES[role]
  if (level === 'L4') return true
  if (level === 'L3') return street !== undefined && communities.every((code) => code.startsWith(street))
  return community !== undefined && communities.every((code) => code === community)
}

/** Staff of the places and of the district read plans that touch their area; departments and residents do not. */
export function readsRedraws(
  actor: Pick<Actor, 'role' | 'community' | 'street'>,
  communities: readonly string[],
): boolean {
  const { level } = ROLES[actor.role]
  if (level === 'L4') return actor.role === 'AUDITOR' || !NON_BUSINESS_ROLES.includes(actor.role)
  return communities.some((code) => redrawsThere(actor, [code]))
}
