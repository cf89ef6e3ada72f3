// POST /api/commands: what devices kept, each through the door of its feature, each with its own result.
import { syncApi, type CommandResult, type KeptCommand } from '@gezhi/core/sync/sync.api'
import { syncProblems, type SyncRefusalCode } from '@gezhi/core/sync/refusals'
import { upcast } from '@gezhi/core/sync/versions'
import type { Problem } from '@gezhi/core/kernel/problem'
import type { Actor } from '@gezhi/core/people/actor'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger } from 'fastify'
import { writeAs } from '../../kernel/access.store.ts'
import type { CommandDoor } from '../../kernel/doors.ts'
import { createGate } from '../../kernel/gate.ts'
import { problemOfError, refusalProblem } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { schemaValidator } from '../../kernel/schema-validator.ts'
import { actorsOf } from './actors.ts'
import { enterAll } from './batch.ts'
import { deliveringDevice } from './delivery.ts'
import { noteDelivery } from './device.store.ts'
import type { SyncDeps } from './sync.deps.ts'

interface Door extends CommandDoor {
  /** What does not fit, or null. */
  readonly misfit: (body: unknown) => Pick<Problem, 'detail' | 'errors'> | null
}

/** Schemas are compiled once: 25 ms for the commands of a case. */
function openDoors(doors: SyncDeps['doors']): ReadonlyMap<string, Door> {
  const compile = schemaValidator()
  return new Map(
    Object.entries(doors).map(([kind, door]) => {
      const fits = compile({
        schema: door.schema,
        method: 'POST',
        url: syncApi.commands.url,
        httpPart: 'body',
      })
      const misfit = (body: unknown) => {
        if (fits(body) === true) return null
        const errors = 'errors' in fits && Array.isArray(fits.errors) ? fits.errors : []
        return { detail: `the body of ${kind} does not fit its schema`, errors }
      }
      return [kind, { ...door, misfit }]
    }),
  )
}

const refused = (id: string, code: SyncRefusalCode, more: Pick<Problem, 'detail' | 'errors'> = {}) => ({
  id,
  result: 'refused' as const,
  problem: { ...refusalProblem(syncProblems, { code }), ...more },
})

/** 5xx and 429: nothing is known to have happened. Everything else will be the same the next time. */
const isPassing = ({ status }: Problem): boolean => status >= 500 || status === 429

const resultOf = (id: string, problem: Problem): CommandResult => ({
  id,
  result: isPassing(problem) ? 'later' : 'refused',
  problem,
})

/** What a device that was signed out brought: the administrator who did it wants to know. */
async function noteResults(
  { db, homeDistrict }: Pick<SyncDeps, 'db' | 'homeDistrict'>,
  id: string,
  results: readonly CommandResult[],
): Promise<void> {
  const having = (result: CommandResult['result']) =>
    results.filter((one) => one.result === result).map((one) => one.id)
  const district = homeDistrict()
  const came = { id, taken: having('accepted'), notTaken: having('refused') }
  await writeAs(db, district, (tx) => noteDelivery(tx, district, came))
}

/**
 * Batches at once: 20 commands each fill the flushes. When a thousand devices come back together, each in turn is three
 * times as fast as all at once, where most of a batch is told to come again, again and again.
 */
const BATCHES = 32
const LONGEST_LINE_MS = 15_000

export const commandRoutes =
  (deps: SyncDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { now, doors } = deps
    const open = openDoors(doors)
    const gate = createGate({ most: BATCHES, waitMs: LONGEST_LINE_MS })

    async function enterOne(
      command: KeptCommand,
      posts: readonly Actor[],
      log: FastifyBaseLogger,
    ): Promise<CommandResult> {
      const { id, kind, stream, version } = command
      const door = open.get(kind)
      if (!door) return refused(id, 'sync/kind-unknown')
      const actor = posts.find(({ post }) => post === command.post)
      if (!actor) return refused(id, 'sync/post-not-yours')
      const cast = upcast(door.versions, { version, body: command.body }, now())
      if (!cast.ok) {
        const { problem } = refused(id, cast.code)
        return { id, result: cast.code === 'sync/version-unknown' ? 'later' : 'refused', problem }
      }
      const misfit = door.misfit(cast.body)
      if (misfit) return refused(id, 'sync/body-invalid', misfit)
      try {
        const done = await door.enter({ actor, stream, commandId: id, body: cast.body })
        return done.ok ? { id, result: 'accepted', answer: done.answer } : resultOf(id, done.problem)
      } catch (error) {
        return resultOf(id, problemOfError(error instanceof Error ? error : new Error(String(error)), log))
      }
    }

    app.route({
      ...syncApi.commands,
      async handler(request) {
        const posts = await actorsOf(deps, requireActor(request))
        const results = await gate.through(() =>
          enterAll(request.body.commands, (command) => enterOne(command, posts, request.log)),
        )
        const device = deliveringDevice(request)
        if (device !== undefined) await noteResults(deps, device, results)
        return { results }
      },
    })
  }
