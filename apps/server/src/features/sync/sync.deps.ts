// What the sync feature is given: the kernel, the doors and collections of the others, and who holds which posts.
import type { Actor } from '@gezhi/core/people/actor'
import type { Role } from '@gezhi/core/people/roles'
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
  /** Codes of the people whose name has the text. */
  readonly personsNamed: (district: number, text: string) => readonly string[]
  /** Posts that people hold today. */
  readonly dutiesOf: (district: number, persons: ReadonlySet<string>) => readonly Duty[]
  /** The session that was begun on a device, and its end. */
  readonly sessions: {
    readonly hashOf: (request: Pick<FastifyRequest, 'headers'>) => Promise<Buffer | null>
    readonly end: (hash: Buffer) => Promise<void>
  }
  /** Who signed out whose device, in the transaction that does it. */
  readonly audit: (tx: Tx, revoked: RevokedDevice) => Promise<void>
}

export interface Duty {
  readonly person: string
  readonly role: Role
  /** Organisation code. */
  readonly org: string
}

export interface RevokedDevice {
  readonly actor: Actor
  readonly at: number
  readonly device: string
  /** Person whose device it is. */
  readonly of: string
  /** Null: it is the own device of who does it. */
  readonly reason: string | null
  readonly address: string
}
