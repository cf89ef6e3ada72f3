import type { Actor } from '@gezhi/core/people/actor'
import type { Deps } from '../../kernel/deps.ts'
import { actorIn, localDay } from './access.ts'
import { findHeldPosts } from './held.store.ts'

/** Every post that a person holds now, as actors: a device sends what was done in any of them. */
export const postsOf =
  ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  async (district: number, person: string): Promise<readonly Actor[]> => {
    const at = now()
    const posts = await findHeldPosts(db, district, person, { at, day: localDay(at) })
    return posts.map((post) => actorIn(district, post))
  }
