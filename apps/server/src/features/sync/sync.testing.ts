// Sync on a real database with cases behind it; posts are what the test says, and may change while devices are away.
import { randomUUID } from 'node:crypto'
import type { HeldCase } from '@gezhi/core/cases/device'
import type { CommandResult, Delta, KeptCommand } from '@gezhi/core/sync/sync.api'
import type { Actor } from '@gezhi/core/people/actor'
import { member } from '@gezhi/core/cases/actors.testing'
import { DISTRICT } from '@gezhi/core/cases/rules.testing'
import { testCases } from '../cases/cases.testing.ts'
import { syncFeature } from './index.ts'

/** What the test's staff register calls `member`. */
export const NAME_OF_MEMBER = '高娃'

export function testSync() {
  /** Posts that somebody holds beside the one acted in, or instead of it; by person. */
  const posts = new Map<string, readonly Actor[]>()
  const ended: string[] = []
  const revoked: string[] = []
  let acting: Actor | undefined
  const cases = testCases((deps, { doors = {}, collections = [] }) => [
    syncFeature({
      ...deps,
      secret: 'a secret of this test that is long enough',
      homeDistrict: () => DISTRICT,
      personName: (_district, person) => person,
      personsNamed: (_district, text) => (text === NAME_OF_MEMBER ? [member.person] : []),
      dutiesOf: (_district, persons) => [...persons].flatMap((person) => posts.get(person) ?? []),
      sessions: {
        hashOf: async () => Buffer.from('session'),
        end: async (hash) => void ended.push(hash.toString()),
      },
      audit: async (_tx, { device, of, reason }) => void revoked.push(`${device} of ${of}: ${reason}`),
      doors,
      collections,
      postsOf: async (_district, person) => posts.get(person) ?? (acting?.person === person ? [acting] : []),
    }),
  ])
  const send = async (actor: Actor, commands: readonly KeptCommand[]) => {
    acting = actor
    return cases.app.as(actor).inject({ method: 'POST', url: '/api/commands', payload: { commands } })
  }
  /** One answer of GET /api/sync for a post. */
  const changes = async (actor: Actor, cursor?: string): Promise<Changes> => {
    acting = actor
    const query = new URLSearchParams({ post: actor.post, ...(cursor === undefined ? {} : { cursor }) })
    const reply = await cases.app.as(actor).inject(`/api/sync?${query.toString()}`)
    if (reply.statusCode !== 200) throw new Error(reply.body)
    return reply.json<Changes>()
  }
  return {
    ...cases,
    changes,
    /** A device that keeps what it is given, as the product's own does. */
    device: () => createDevice(changes),
    posts,
    ended,
    revoked,
    send,
    /** Results by the order of the commands. */
    results: async (actor: Actor, commands: readonly KeptCommand[]): Promise<CommandResult[]> => {
      const reply = await send(actor, commands)
      if (reply.statusCode !== 200) throw new Error(reply.body)
      return reply.json<{ results: CommandResult[] }>().results
    },
  }
}

/** A command as a device kept it. */
export const kept = (
  actor: Actor,
  stream: string,
  body: unknown,
  more: Partial<KeptCommand> = {},
): KeptCommand => ({
  id: randomUUID(),
  kind: 'case',
  version: 1,
  stream,
  post: actor.post,
  body,
  ...more,
})

interface Changes {
  readonly posts: readonly string[]
  readonly cursor: string
  readonly more: boolean
  readonly collections: Readonly<Record<string, Delta>>
}

export function createDevice(changes: (actor: Actor, cursor?: string) => Promise<Changes>) {
  let cursor: string | undefined
  const rows = new Map<string, HeldCase>()
  return {
    rows,
    holds: () => [...rows.keys()].toSorted(),
    cursor: () => cursor,
    forgetCursor: (next?: string) => void (cursor = next),
    /** Fetches until nothing more comes; answers how many pages that took. */
    async sync(actor: Actor): Promise<number> {
      let fresh: Set<string> | null = null
      for (let pages = 1; ; pages++) {
        const page = await changes(actor, cursor)
        const delta = page.collections['cases']
        if (delta?.restart) fresh = new Set()
        for (const row of delta?.rows ?? []) {
          // Gate: the server's own collection of that name.
          rows.set(row.id, row as HeldCase)
          fresh?.add(row.id)
        }
        for (const id of delta?.gone ?? []) rows.delete(id)
        cursor = page.cursor
        if (page.more) continue
        if (fresh) for (const id of rows.keys()) if (!fresh.has(id)) rows.delete(id)
        return pages
      }
    },
  }
}
