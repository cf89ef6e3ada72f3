// Whose month is scored: streets, departments and the posts of the tracks that were held in it.
import { daysOfMonth } from '@gezhi/core/assessment/month'
import type { Subject } from '@gezhi/core/assessment/ledger'
import { TRACK_OF_KIND, TRACK_OF_ROLE } from '@gezhi/core/assessment/rules'
import type { DistrictRegister, Post } from '@gezhi/core/districts/register'
import { dayOfDate, isWorkday, type WorkCalendar } from '@gezhi/core/kernel/calendar'
import { idOf } from '../../kernel/ids.ts'

const wasHeld = ({ from, to }: Post, month: string): boolean => {
  const days = daysOfMonth(month)
  return from <= days.to && (to === null || to >= days.from)
}

const postSubject = (post: Post): Subject | null => {
  const track = TRACK_OF_ROLE[post.role]
  return track ? { kind: 'POST', code: post.code, track, org: post.org, person: post.staff } : null
}

export function organisationSubject(register: DistrictRegister, code: string): Subject | null {
  const found = register.organisations.find((one) => one.code === code)
  const track = found && TRACK_OF_KIND[found.kind]
  return track ? { kind: 'ORGANISATION', code, track, org: code, person: null } : null
}

export function subjectOfPost(register: DistrictRegister, code: string): Subject | null {
  const post = register.posts.find((one) => one.code === code)
  return post ? postSubject(post) : null
}

/** Everybody who is scored in a month. */
export function subjectsOf(register: DistrictRegister, month: string): readonly Subject[] {
  const organisations = register.organisations.filter(({ active }) => active)
  const posts = register.posts.filter((post) => wasHeld(post, month))
  return [
    ...organisations.flatMap(({ code }) => organisationSubject(register, code) ?? []),
    ...posts.flatMap((post) => postSubject(post) ?? []),
  ]
}

/** The stream of a score: the same for everybody who asks. */
export const scoreId = (
  district: number,
  month: string,
  { kind, code }: Pick<Subject, 'kind' | 'code'>,
): string => idOf('score', district, month, kind, code)

export const monthId = (district: number, month: string): string => idOf('assessment-month', district, month)

/** Share of the month's working days on which the post was held, less days of leave. */
export function dutyShare(
  register: DistrictRegister,
  calendar: WorkCalendar,
  {
    subject,
    month,
    leaveDays,
  }: { readonly subject: Subject; readonly month: string; readonly leaveDays: number },
): number {
  if (subject.kind !== 'POST') return 1
  const post = register.posts.find(({ code }) => code === subject.code)
  const { from, to } = daysOfMonth(month)
  const workdays = (first: string, last: string): number => {
    let count = 0
    for (let day = dayOfDate(first); day <= dayOfDate(last); day++) if (isWorkday(calendar, day)) count++
    return count
  }
  const all = workdays(from, to)
  if (!post || all === 0) return 1
  const held = workdays(post.from > from ? post.from : from, post.to !== null && post.to < to ? post.to : to)
  return Math.max(0, Math.min(1, (held - leaveDays) / all))
}
