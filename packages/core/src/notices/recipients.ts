// From a desk to the posts that sit at it: the same rule by which tasks come to desks.
import type { Role } from '../people/roles.ts'
import { deskOf } from '../people/desk.ts'
import type { Addressee } from './notice.ts'

/** A post that somebody holds today. */
export interface Holder {
  readonly post: string
  readonly person: string
  readonly role: Role
  readonly org: string
  readonly community: string | null
  readonly grids: readonly string[]
}

const ON_GRIDS: readonly Role[] = ['GRID_MEMBER', 'GRID_LEADER', 'GRID_SUPPORT']

/** Posts that a draft goes to; nobody when it goes to a reporter without a post. */
export function holdersFor(to: Addressee, holders: readonly Holder[], district: number): readonly Holder[] {
  if ('contact' in to) return []
  return holders.filter(
    (holder) =>
      (to.post === undefined || to.post === holder.post) &&
      (to.org === undefined || to.org === deskOf({ ...holder, district })) &&
      (to.roles === undefined || to.roles.includes(holder.role)) &&
      (to.grid === undefined || !ON_GRIDS.includes(holder.role) || holder.grids.includes(to.grid)) &&
      !to.except?.includes(holder.person),
  )
}
