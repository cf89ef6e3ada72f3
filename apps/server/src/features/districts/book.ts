// A district as other features see it: rules, names, posts in force.
import { dayOf, dayOfDate } from '@gezhi/core/kernel/calendar'
import type { DistrictRegister, Post } from '@gezhi/core/districts/register'
import { createRulebook } from '@gezhi/core/districts/rulebook'
import type { DistrictBook } from '../../kernel/district.ts'
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

/** The book of a pack in a folder, without any database: for tests and tools. Throws `PackRefused`. */
export async function loadPackRulebook(folder: string, now: () => number = Date.now): Promise<DistrictBook> {
  const result = await readPackFolder(folder)
  if (!result.ok) throw new PackRefused(folder, result.errors)
  return createBook(result.pack, now)
}
