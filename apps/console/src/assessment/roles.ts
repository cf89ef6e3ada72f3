import { TRACK_OF_ROLE } from '@gezhi/core/assessment/rules'
import type { Role } from '@gezhi/core/people/roles'
import { ROLES } from '@gezhi/core/people/roles'

/** Posts that have a score of their own, or whose organisation has one. */
export const hasScore = (role: Role): boolean =>
  TRACK_OF_ROLE[role] !== undefined || ROLES[role].level === 'L3' || ROLES[role].level === 'LD'

const DISTRICT: readonly Role[] = [
  'DISTRICT_OPERATOR',
  'DISTRICT_DISPATCHER',
  'DISTRICT_SUPERVISOR',
  'DISTRICT_ASSESSOR',
  'DISTRICT_LEADER',
]
/** The district compares organisations and sees every month. */
export const seesDistrict = (role: Role): boolean => DISTRICT.includes(role)

/** Everybody who works on cases sees figures of the own area. */
export const seesFigures = (role: Role): boolean => hasScore(role) || seesDistrict(role)

/** May exempt and give manual lines; the server decides, this only offers. */
export const assesses = (role: Role): boolean => role === 'DISTRICT_ASSESSOR'
