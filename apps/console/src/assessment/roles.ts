import { TRACK_OF_ROLE } from '@gezhi/core/assessment/rules'
import { DISTRICT_ROLES, type Role, ROLES } from '@gezhi/core/people/roles'

/** Posts that have a score of their own, or whose organisation has one. */
export const hasScore = (role: Role): boolean =>
  TRACK_OF_ROLE[role] !== undefined || ROLES[role].level === 'L3' || ROLES[role].level === 'LD'

/** The district compares organisations and sees every month. */
export const seesDistrict = (role: Role): boolean => DISTRICT_ROLES.includes(role)

/** Everybody who works on cases sees figures of the own area. */
export const seesFigures = (role: Role): boolean => hasScore(role) || seesDistrict(role)

/** May exempt and give manual lines; the server decides, this only offers. */
export const assesses = (role: Role): boolean => role === 'DISTRICT_ASSESSOR'
