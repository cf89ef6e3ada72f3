import { NON_BUSINESS_ROLES, type Role } from '@gezhi/core/people/roles'

/** Everybody who works on cases, and the auditor. */
export const seesLibrary = (role: Role): boolean => role === 'AUDITOR' || !NON_BUSINESS_ROLES.includes(role)

/** Departments and the centre decide between two values; the server says about which. */
export const seesDifferences = (role: Role): boolean =>
  ['DISTRICT_OPERATOR', 'DISTRICT_SUPERVISOR', 'DEPT_DISPATCHER', 'DEPT_LEADER', 'AUDITOR'].includes(role)

/** Officers of the centre load whole registers. */
export const loadsLibrary = (role: Role): boolean =>
  ['DISTRICT_OPERATOR', 'DISTRICT_SUPERVISOR'].includes(role)
