import type { NewPost } from '@gezhi/core/people/admin.api'
import { ROLES } from '@gezhi/core/people/roles'

/** True when a post carries the area that its role works in; without it the holder would see nothing. */
export function hasArea({ role, street, community, grids = [] }: NewPost): boolean {
  const { level } = ROLES[role]
  switch (level) {
    case 'L1':
      return street !== undefined && community !== undefined && grids.length > 0
    case 'L2':
      return street !== undefined && community !== undefined
    case 'L3':
      return street !== undefined
    case 'L0':
    case 'LD':
    case 'L4':
    case 'SYSTEM':
      return true
  }
}

/** Posts are for staff: residents hold keys and systems are registered as sources. */
export const isStaffRole = ({ role }: NewPost): boolean =>
  ROLES[role].level !== 'L0' && ROLES[role].level !== 'SYSTEM'
