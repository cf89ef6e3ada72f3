// Who may open which score, and which subject stands behind an id (domain specification §7.1: everyone sees the own).
import type { Subject } from '@gezhi/core/assessment/ledger'
import { monthBefore } from '@gezhi/core/assessment/month'
import { ruleFor } from '@gezhi/core/assessment/rule-versions'
import { TRACK_OF_ROLE, type RuleVersion } from '@gezhi/core/assessment/rules'
import type { ScoreState } from '@gezhi/core/assessment/score'
import type { DistrictRegister } from '@gezhi/core/districts/register'
import { dayOf, DAY, type WorkCalendar } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import { NON_BUSINESS_ROLES, ROLES } from '@gezhi/core/people/roles'
import { organisationSubject, scoreId, subjectOfPost, subjectsOf } from './subjects.ts'

/** Local month of an instant. */
export const monthOf = (at: number, calendar: WorkCalendar): string =>
  new Date(dayOf(calendar, at) * DAY).toISOString().slice(0, 7)

/** Those who decide on scores open the score of a post that they have to decide about; nobody lists posts. */
const JUDGES: readonly string[] = ['DISTRICT_ASSESSOR', 'DISTRICT_SUPERVISOR']

export function mayOpen(actor: Actor, subject: Subject): boolean {
  if (subject.kind === 'POST') return actor.person === subject.person || JUDGES.includes(actor.role)
  if (actor.org === subject.code) return ['L3', 'LD'].includes(ROLES[actor.role].level)
  return ofDistrict(actor)
}

/** District staff and the auditor; not those who only configure or guard data. */
export const ofDistrict = (actor: Actor): boolean =>
  ROLES[actor.role].level === 'L4' && (actor.role === 'AUDITOR' || !NON_BUSINESS_ROLES.includes(actor.role))

/** The score that the signed-in post has: its own, or that of its street or department. */
export function ownSubject(actor: Actor, register: DistrictRegister): Subject | null {
  if (TRACK_OF_ROLE[actor.role]) return subjectOfPost(register, actor.post)
  return organisationSubject(register, actor.org)
}

export interface Known {
  readonly subject: Subject
  readonly month: string
  readonly rule: RuleVersion
}

/** Subject and month behind an id: from the stored score, or among those that can have none yet. */
export function resolve(
  given: { readonly district: number; readonly id: string; readonly state: ScoreState | null },
  register: DistrictRegister,
  thisMonth: string,
): Known | null {
  const { district, id, state } = given
  const known = (subject: Subject | null | undefined, month: string): Known | null => {
    const rule = subject ? ruleFor(subject.track, month) : undefined
    return subject && rule ? { subject, month, rule } : null
  }
  if (state?.month) return known(state.subject, state.month)
  for (const month of [thisMonth, monthBefore(thisMonth), monthBefore(monthBefore(thisMonth))]) {
    const found = subjectsOf(register, month).find((subject) => scoreId(district, month, subject) === id)
    if (found) return known(found, month)
  }
  return null
}
