// A September in which the street of the east handles six lamps, and what a test asks of its scores.
import { randomUUID } from 'node:crypto'
import type { AppealView, LineView, Scorecard } from '@gezhi/core/assessment/score.view'
import {
  community,
  dispatcherEast,
  handlerEast,
  leaderEast,
  member,
  operator,
  supervisor,
} from '@gezhi/core/cases/actors.testing'
import { LAMP, report, result } from '@gezhi/core/cases/flow.testing'
import { at, EAST } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { beforeAll } from 'vitest'
import { testCases } from '../cases/cases.testing.ts'
import { assessmentDeps } from './assessment.testing.ts'
import { assessmentFeature } from './index.ts'

export interface Ledger {
  readonly lines: LineView[]
  readonly appeals: AppealView[]
  readonly scores: { readonly rule: string; readonly score: number | null }[]
}

export function testScores() {
  const { app, live, settle } = testCases((deps) => [assessmentFeature(assessmentDeps(deps))])
  const cases: string[] = []

  const send = (actor: Actor, url: string, payload: object, key: string = randomUUID()) =>
    app
      .as(actor)
      .inject({ method: 'POST', url: `/api/assessment/${url}`, payload, headers: { 'idempotency-key': key } })
  const get = async <T>(actor: Actor, url: string): Promise<T> => {
    const reply = await app.as(actor).inject(`/api/assessment/${url}`)
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.body}`)
    return reply.json<T>()
  }
  const codeOf = async (reply: Promise<{ json: <T>() => T }>) => (await reply).json<{ code?: string }>().code
  const eastScore = (actor: Actor = leaderEast) =>
    get<Scorecard>(actor, `organisations/${EAST}/scorecard?month=2026-09`)
  const ledger = async (actor: Actor) => get<Ledger>(actor, `scores/${(await eastScore(supervisor)).id}`)

  /** A street handles six lamps; community verifies; the month passes. */
  beforeAll(async () => {
    for (let made = 0; made < 6; made++) {
      const id = randomUUID()
      cases.push(id)
      await live(
        id,
        [member, report()],
        [operator, { type: 'accept', item: LAMP }],
        [dispatcherEast, { type: 'grab' }],
        [handlerEast, result()],
      )
    }
    await live(cases[0] ?? '', [community, { type: 'verifyPassNoContact' }])
    app.clock.set(at('2026-09-30 20:00'))
    await settle()
  })
  return { app, live, settle, cases, send, get, codeOf, eastScore, ledger }
}
