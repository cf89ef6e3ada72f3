// The features `cases` and `notices` together on a real database, with the actors of the core's tests as today's posts.
import { everybody } from '@gezhi/core/cases/actors.testing'
import { DISTRICT } from '@gezhi/core/cases/rules.testing'
import type { NoticeLine, ToldView } from '@gezhi/core/notices/notice.api'
import type { QuietHours } from '@gezhi/core/notices/quiet'
import type { Actor } from '@gezhi/core/people/actor'
import { deskOf } from '@gezhi/core/people/desk'
import { NON_BUSINESS_ROLES, ROLES } from '@gezhi/core/people/roles'
import type { Roster } from '../../kernel/district.ts'
import { casesAfter } from '../cases/recent.cases.ts'
import { testCases } from '../cases/cases.testing.ts'
import { createPost } from './channels/post.ts'
import { noticesFeature, type NoticesFeature } from './index.ts'
import type { NoticeDeps } from './notice.deps.ts'
import { NO_CHANNELS, type NoticeConfig } from './notices.config.ts'

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

export function testNotices(
  quiet: QuietHours | null = null,
  channels: NoticeConfig = NO_CHANNELS,
  home?: string,
) {
  // Tests send to stand-ins on this machine, where the guard of the product would let nothing go.
  const posts = { trusted: createPost(), guarded: createPost() }
  let feature: NoticesFeature | undefined
  const cases = testCases(async (deps) => {
    const config = home === undefined ? deps.config : { ...deps.config, home }
    const given: NoticeDeps = {
      ...deps,
      config,
      rosters: () => rosterOf(quiet),
      casesAfter: (district, facts) => casesAfter(deps, district, facts),
    }
    return [(feature = await noticesFeature(given, channels, posts))]
  })
  const get = async <T>(actor: Actor, url: string): Promise<T> => {
    const reply = await cases.app.as(actor).inject(url)
    if (reply.statusCode !== 200) throw new Error(reply.body)
    return reply.json<T>()
  }
  return {
    ...cases,
    send: async () => (await feature?.sendDue()) ?? 0,
    inbox: async (actor: Actor, query = '') =>
      (await get<{ lines: NoticeLine[] }>(actor, `/api/notices${query}`)).lines,
    unread: async (actor: Actor) => (await get<{ unread: number }>(actor, '/api/notices/count')).unread,
    told: async (actor: Actor, id: string) =>
      (await get<{ told: ToldView[] }>(actor, `/api/cases/${id}/notices`)).told,
  }
}
