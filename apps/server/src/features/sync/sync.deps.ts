// What the sync feature is given: the kernel, the doors and collections of the others, and who holds which posts.
import type { Actor } from '@gezhi/core/people/actor'
import type { FastifyRequest } from 'fastify'
import type { Collection } from '../../kernel/collections.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { CommandDoor } from '../../kernel/doors.ts'

export interface SyncDeps extends Pick<Deps, 'db' | 'now' | 'feed'> {
  /** Signs cursors; the same for every process of the installation. */
  readonly secret: string
  readonly doors: Readonly<Record<string, CommandDoor>>
  readonly collections: readonly Collection[]
  /** Every post that the person holds now, as actors; none when the last one ended. */
  readonly postsOf: (district: number, person: string) => Promise<readonly Actor[]>
  /** The district of devices that speak without a session. */
  readonly homeDistrict: () => number
  readonly personName: (district: number, person: string) => string
  /** The session that was begun on a device, and its end. */
  readonly sessions: {
    readonly hashOf: (request: Pick<FastifyRequest, 'headers'>) => Promise<Buffer | null>
    readonly end: (hash: Buffer) => Promise<void>
  }
  /** Who signed out whose device, in the transaction that does it. */
  readonly audit: (tx: Tx, revoked: RevokedDevice) => Promise<void>
}

export interface RevokedDevice {
  readonly actor: Actor
  readonly at: number
  readonly device: string
  /** Person whose device it is. */
  readonly of: string
  readonly address: string
}
