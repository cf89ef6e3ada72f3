// A district as other features see it: rules, names, posts in force.
import { dayOf, dayOfDate } from '@gezhi/core/kernel/calendar'
import type { DistrictRegister, Post } from '@gezhi/core/districts/register'
import { createRulebook } from '@gezhi/core/districts/rulebook'
import { deskOf } from '@gezhi/core/people/desk'
import type { DistrictBook, Roster } from '../../kernel/district.ts'
import { readPackFolder } from './pack.read.ts'
import { PackRefused } from './pack-refused.ts'
import type { StoredDistrict } from './district.store.ts'

/** True when the post is held on the local day. */
export const isHeld = ({ from, to }: Post, day: number): boolean =>
  dayOfDate(from) <= day && (to === null || dayOfDate(to) >= day)

/** `now` decides which posts are in force; names of posts that ended stay known. */
export function createBook(
  register: DistrictRegister & Partial<Pick<StoredDistrict, 'retired'>>,
  now: () => number,
): DistrictBook {
  const rules = createRulebook(register, register.retired)
  const posts = new Map(register.posts.map((post) => [post.code, post]))
  const names = new Map(register.staff.map(({ code, name }) => [code, name]))
  const { name, centre, numberPrefix } = register.settings
  return {
    rules,
    name,
    centre,
    numberPrefix,
    postOrg(code) {
      const post = posts.get(code)
      return post && isHeld(post, dayOf(rules.calendar, now())) ? post.org : undefined
    },
    postName(code) {
      const post = posts.get(code)
      return post && names.get(post.staff)
    },
  }
}

/** Who holds which post today; made anew when the local day changes. */
export function createRoster(
  register: DistrictRegister,
  book: DistrictBook,
  now: () => number,
): () => Roster {
  let made: { readonly day: number; readonly roster: Roster } | undefined
  return () => {
    const day = dayOf(book.rules.calendar, now())
    if (made?.day !== day) made = { day, roster: rosterOn(register, day) }
    return made.roster
  }
}

function rosterOn({ settings, posts, staff }: DistrictRegister, day: number): Roster {
  const known = new Set(staff.map(({ code }) => code))
  const holders = posts
    .filter((post) => isHeld(post, day) && known.has(post.staff))
    .map(({ code, staff: person, role, org, community, grids }) => ({
      post: code,
      person,
      role,
      org,
      community,
      grids,
    }))
  const desks = Map.groupBy(holders, (holder) => deskOf({ ...holder, district: settings.code }))
  // Settings that an older program imported say nothing of quiet hours.
  return { holders, at: (desk) => desks.get(desk) ?? [], quiet: settings.quiet ?? null }
}

/** The book of a pack in a folder, without any database: for tests and tools. Throws `PackRefused`. */
export async function loadPackRulebook(folder: string, now: () => number = Date.now): Promise<DistrictBook> {
  const result = await readPackFolder(folder)
  if (!result.ok) throw new PackRefused(folder, result.errors)
  return createBook(result.pack, now)
}
