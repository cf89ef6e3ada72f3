// What a post says about being told: night duty, absence, and the devices that show its notices.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { noticeApi, noticeProblems } from '@gezhi/core/notices/notice.api'
import { USUAL_HABITS } from '@gezhi/core/notices/quiet'
import { writeAs } from '../../kernel/access.store.ts'
import { idOf } from '../../kernel/ids.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { isPushAddress } from './channels/guard.ts'
import type { Channels } from './channels.ts'
import { deleteDevice, findDevices, findHabits, saveDevice, saveHabits } from './habit.store.ts'
import type { NoticeDeps } from './notice.deps.ts'
import { isStaff } from './notice.routes.ts'

const deviceId = (endpoint: string): string => idOf('push-device', endpoint)

export const habitRoutes =
  ({ db, now, rosters }: NoticeDeps, channels: Channels): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...noticeApi.habits,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!isStaff(actor)) return sendRefusal(reply, noticeProblems, { code: 'notice/no-post' })
        const { district, post, org } = actor
        return writeAs(db, district, async (tx) => {
          const habits = (await findHabits(tx, district, [post])).get(post) ?? USUAL_HABITS
          const devices = await findDevices(tx, district, post)
          return {
            ...habits,
            quiet: rosters(district).quiet,
            pushKey: channels.pushKey,
            pushDevices: devices.length,
            channels: [...channels.offers, ...channels.groupsOf(org)],
          }
        })
      },
    })

    app.route({
      ...noticeApi.setHabits,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!isStaff(actor)) return sendRefusal(reply, noticeProblems, { code: 'notice/no-post' })
        const { awayFrom, awayTo } = request.body
        const whole = (awayFrom === null) === (awayTo === null)
        if (!whole || (awayFrom !== null && awayTo !== null && awayTo <= awayFrom))
          return sendRefusal(reply, noticeProblems, { code: 'notice/period' })
        await writeAs(db, actor.district, (tx) => saveHabits(tx, actor.district, actor.post, request.body))
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...noticeApi.subscribe,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!isStaff(actor)) return sendRefusal(reply, noticeProblems, { code: 'notice/no-post' })
        const { endpoint, keys } = request.body
        if (!isPushAddress(endpoint))
          return sendRefusal(reply, noticeProblems, { code: 'notice/push-address' })
        const { district, post, person } = actor
        const device = { id: deviceId(endpoint), post, person, endpoint, ...keys }
        await writeAs(db, district, (tx) => saveDevice(tx, district, device, now()))
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...noticeApi.unsubscribe,
      async handler(request, reply) {
        const { district } = requireActor(request)
        await writeAs(db, district, (tx) => deleteDevice(tx, district, deviceId(request.body.endpoint)))
        return reply.code(204).send(null)
      },
    })
  }
