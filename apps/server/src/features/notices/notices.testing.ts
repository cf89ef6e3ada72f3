// The features `cases` and `notices` together on a real database, with the actors of the core's tests as today's posts.
import { everybody } from '@gezhi/core/cases/actors.testing'
import { DISTRICT } from '@gezhi/core/cases/rules.testing'
import type { NoticeLine, ToldView } from '@gezhi/core/notices/notice.api'
import type { QuietHours } from '@gezhi/core/notices/quiet'
import type { Actor } from '@gezhi/core/people/actor'
import { deskOf } from '@gezhi/core/people/desk'
import { NON_BUSINESS_ROLES, ROLES } from '@gezhi/core/people/roles'
import type { Roster } from '../../kernel/district.ts'
import { findStates } from '../cases/page.store.ts'
import { testCases } from '../cases/cases.testing.ts'
import { noticesFeature } from './index.ts'

const isPost = ({ role }: Actor): boolean =>
  ROLES[role].level !== 'L0' && role !== 'SYSTEM' && !NON_BUSINESS_ROLES.includes(role)

const holders = everybody.filter(isPost).map(({ post, person, role, org, community, grids }) => ({
  post,
  person,
  role,
  org,
  community: community ?? null,
  grids: grids ?? [],
}))

export const rosterOf = (quiet: QuietHours | null): Roster => ({
  holders,
  at: (desk) => holders.filter((holder) => deskOf({ ...holder, district: DISTRICT }) === desk),
  quiet,
})

export function testNotices(quiet: QuietHours | null = null) {
  const cases = testCases((deps) => [
    noticesFeature({ ...deps, rosters: () => rosterOf(quiet), caseStates: findStates }),
  ])
  const get = async <T>(actor: Actor, url: string): Promise<T> => {
    const reply = await cases.app.as(actor).inject(url)
    if (reply.statusCode !== 200) throw new Error(reply.body)
    return reply.json<T>()
  }
  return {
    ...cases,
    inbox: async (actor: Actor, query = '') =>
      (await get<{ lines: NoticeLine[] }>(actor, `/api/notices${query}`)).lines,
    unread: async (actor: Actor) => (await get<{ unread: number }>(actor, '/api/notices/count')).unread,
    told: async (actor: Actor, id: string) =>
      (await get<{ told: ToldView[] }>(actor, `/api/cases/${id}/notices`)).told,
  }
}
