import type { Actor } from '@gezhi/core/people/actor'
import { ROLES } from '@gezhi/core/people/roles'
import type { SyncDeps } from './sync.deps.ts'

/** Everybody that the one who asks may act as: all own posts; residents and systems are themselves alone. */
export async function actorsOf(
  { postsOf }: Pick<SyncDeps, 'postsOf'>,
  actor: Actor,
): Promise<readonly Actor[]> {
  const alone = ROLES[actor.role].level === 'L0' || actor.role === 'SYSTEM'
  return alone ? [actor] : postsOf(actor.district, actor.person)
}
