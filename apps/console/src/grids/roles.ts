import { NON_BUSINESS_ROLES, type Role, ROLES } from '@gezhi/core/people/roles'

/** Communities, streets and the district look at grids through time; the server says who may draw. */
export function seesGrids(role: Role): boolean {
  const { level } = ROLES[role]
  if (role === 'AUDITOR') return true
  return (level === 'L2' || level === 'L3' || level === 'L4') && !NON_BUSINESS_ROLES.includes(role)
}
