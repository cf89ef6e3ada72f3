// Sync on a real database with cases behind it; posts are what the test says, and may change while devices are away.
import { randomUUID } from 'node:crypto'
import type { CommandResult, KeptCommand } from '@gezhi/core/sync/sync.api'
import type { Actor } from '@gezhi/core/people/actor'
import { testCases } from '../cases/cases.testing.ts'
import { syncFeature } from './index.ts'

export function testSync() {
  /** Posts that somebody holds beside the one acted in, or instead of it; by person. */
  const posts = new Map<string, readonly Actor[]>()
  let acting: Actor | undefined
  const cases = testCases((deps, { doors = {}, collections = [] }) => [
    syncFeature({
      ...deps,
      doors,
      collections,
      postsOf: async (_district, person) => posts.get(person) ?? (acting?.person === person ? [acting] : []),
    }),
  ])
  const send = async (actor: Actor, commands: readonly KeptCommand[]) => {
    acting = actor
    return cases.app.as(actor).inject({ method: 'POST', url: '/api/commands', payload: { commands } })
  }
  return {
    ...cases,
    posts,
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
