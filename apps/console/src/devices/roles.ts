import type { Role } from '@gezhi/core/people/roles'

/** Devices of everybody are the administrator's; people find their own in the field app. */
export const seesDevices = (role: Role): boolean => role === 'ADMIN'
