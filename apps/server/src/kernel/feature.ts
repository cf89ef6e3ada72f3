import type { FastifyPluginAsync } from 'fastify'
import type { Collection } from './collections.ts'
import type { CommandDoor } from './doors.ts'
import type { FactHandler } from './feed.reader.ts'
import type { FeedOptions } from './feed.ts'
import type { DeadlineHandler } from './scheduler.ts'
import type { AnyKind } from './stream-kind.ts'

/**
 * What a feature brings. `features/<name>/index.ts` exports `(deps: Deps) => Feature`, and `app.ts` lists it.
 * Hooks that concern all routes (the session) must be added by `prepare`, before any routes.
 */
export interface Feature {
  readonly name: string
  /** Runs on the root of the server: hooks and decorations that every route sees. */
  readonly prepare?: FastifyPluginAsync
  /** In its own encapsulated context; routes carry their whole URL, `/api/…`. */
  readonly routes?: FastifyPluginAsync
  /** Those of its routes that registered systems use: all that a process with the role `ingest` alone answers. */
  readonly inlets?: FastifyPluginAsync
  readonly kinds?: readonly AnyKind[]
  /** Readers of the feed by name; names of durable readers are unique in the installation: `people.notices`. */
  readonly on?: Readonly<Record<string, { readonly handler: FactHandler } & FeedOptions>>
  /** How commands that were kept on a device come in, by kind: the sync feature opens `POST /api/commands` on them. */
  readonly doors?: Readonly<Record<string, CommandDoor>>
  /** What a device may hold of this feature. */
  readonly collections?: readonly Collection[]
  /** Deadlines by kind of stream. */
  readonly deadlines?: Readonly<Record<string, DeadlineHandler>>
  /** Computes again from facts what the feature keeps of one district; answers how many streams it read. */
  readonly rebuild?: (district: number) => Promise<number>
  /** After the database is ready and before requests are taken: fills caches. */
  readonly start?: () => Promise<void>
  readonly stop?: () => Promise<void>
}
