import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '../packages/core/src/cases/case.api.ts'
import type { PostView } from '../packages/core/src/people/session.api.ts'
import { reported } from './support/cases.ts'
import { stands, verb } from './support/console.ts'
import { type Person, signInAs } from './support/people.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, origin, show } from './support/stage.ts'

const MATTER = '绿地脏乱'

let at: Ground
let dispatchers: readonly Person[]
beforeAll(async () => {
  at = await ground(5)
  const answer = await fetch(`${origin}/api/demo/posts?role=STREET_DISPATCHER&limit=500`)
  const { posts } = (await answer.json()) as { posts: readonly PostView[] }
  dispatchers = await Promise.all(posts.map((post) => signInAs(origin, post)))
})

interface Answer {
  readonly status: number
  readonly body: { readonly code?: string; readonly title?: string; readonly state?: string }
}

async function tryToGrab(person: Person, id: string): Promise<Answer> {
  const response = await fetch(`${origin}/api/cases/${id}/commands`, {
    method: 'POST',
    headers: { ...person.headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ type: 'grab' }),
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

const outcomeOf = ({ orders }: CaseView) => orders.map(({ kind, org }) => [kind, org])

describe('one case, many who want it', () => {
  it('fifteen streets grab at once: one has it, fourteen are told why not', async () => {
    const { id } = await reported(at, MATTER, '绿地里有塑料袋和落叶堆')
    const streets = [...new Map(dispatchers.map((one) => [one.post.street, one])).values()]
    expect(streets).toHaveLength(15)
    const answers = await Promise.all(streets.map((one) => tryToGrab(one, id)))
    const won = answers.filter(({ status }) => status === 202)
    const lost = answers.filter(({ status }) => status !== 202)
    expect(won).toEqual([{ status: 202, body: expect.objectContaining({ state: 'HANDLING' }) }])
    expect(lost).toHaveLength(14)
    // Who comes before the winner hears whose area it is, who comes after it hears who was first.
    for (const { status, body } of lost)
      expect([status, body.code, body.title]).toEqual(
        body.code === 'case/not-your-area'
          ? [403, 'case/not-your-area', '事件不在您的管辖范围内']
          : [409, 'case/already-grabbed', `已被${at.streetName}抢单`],
      )
    expect(outcomeOf(await (await as('DISTRICT_OPERATOR')).read(id))).toEqual([['GRAB', at.street]])
  })

  it('both dispatchers of the street press at once, ten times over: there is one order', async () => {
    const { id } = await reported(at, '沿街晾挂', '护栏上晾晒被褥')
    const own = dispatchers.filter((one) => one.post.street === at.street)
    expect(own.length).toBeGreaterThan(1)
    const presses = Array.from({ length: 10 }, (_, press) => own[press % own.length] as Person)
    const answers = await Promise.all(presses.map((one) => tryToGrab(one, id)))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(new Set(answers.flatMap(({ body }) => body.code ?? []))).toEqual(new Set(['case/already-grabbed']))
    expect(outcomeOf(await (await as('DISTRICT_OPERATOR')).read(id))).toEqual([['GRAB', at.street]])
  })

  it('in two windows of the street the one who comes second reads who has it', async () => {
    const { id } = await reported(at, '店外经营', '店铺把货架摆到人行道上')
    const [first, second] = dispatchers.filter((one) => one.post.street === at.street) as [Person, Person]
    const [winner, loser] = await Promise.all([
      show(first, `/console/cases/${id}`),
      show(second, `/console/cases/${id}`),
    ])
    // The second click is made before the first is answered, and arrives after it.
    const decided = Promise.withResolvers<void>()
    await loser.page.route('**/commands', async (route) => {
      await decided.promise
      await route.continue()
    })
    await Promise.all([verb(winner.page, 'grab').waitFor(), verb(loser.page, 'grab').waitFor()])
    await verb(loser.page, 'grab').click()
    await verb(winner.page, 'grab').click()
    await stands(winner.page, 'HANDLING')
    decided.resolve()
    await loser.page.getByText(`已被${at.streetName}抢单`).waitFor()
    await stands(loser.page, 'HANDLING')
    await shot(loser.page, 'console-lost-race')
    await expect.poll(() => verb(loser.page, 'grab').count()).toBe(0)
    expect([...winner.complaints(), ...loser.complaints()]).toEqual([])
  })
})
