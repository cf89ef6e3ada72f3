import { NON_BUSINESS_ROLES, type Role, ROLES } from '@gezhi/core/people/roles'

/** Communities, streets and the district see what is covered; whoever walks sees the own patrols in the field app. */
export function seesCoverage(role: Role): boolean {
  const { level } = ROLES[role]
  if (role === 'AUDITOR') return true
  return (level === 'L2' || level === 'L3' || level === 'L4') && !NON_BUSINESS_ROLES.includes(role)
}
