// What the sync feature is given: the kernel, the doors and collections of the others, and who holds which posts.
import type { Actor } from '@gezhi/core/people/actor'
import type { Collection } from '../../kernel/collections.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { CommandDoor } from '../../kernel/doors.ts'

export interface SyncDeps extends Pick<Deps, 'db' | 'now' | 'feed'> {
  readonly doors: Readonly<Record<string, CommandDoor>>
  readonly collections: readonly Collection[]
  /** Every post that the person holds now, as actors; none when the last one ended. */
  readonly postsOf: (district: number, person: string) => Promise<readonly Actor[]>
}
