// Field tasks over HTTP: commands.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { fieldTaskApi } from '@gezhi/core/fieldwork/field-task.api'
import { fieldTaskProblems } from '@gezhi/core/fieldwork/refusals'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import type { FieldTaskEntry } from './field-task.entry.ts'

export const fieldTaskRoutes =
  (entry: FieldTaskEntry): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...fieldTaskApi.command,
      async handler(request, reply) {
        const outcome = await entry({
          actor: requireActor(request),
          stream: request.params.id,
          commandId: request.headers['idempotency-key'],
          body: request.body,
        })
        if (!outcome.ok) return sendRefusal(reply, fieldTaskProblems, outcome.refusal)
        // Gate: `answer` of the kind made it.
        return reply.code(202).send(outcome.answer as { id: string; version: number })
      },
    })
  }
