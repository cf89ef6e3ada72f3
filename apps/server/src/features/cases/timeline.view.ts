// What happened to a case as its readers get it: who acted by post, nobody who reported by name.
import type { TimelineEntry } from '@gezhi/core/cases/case.view'
import type { CaseFact } from '@gezhi/core/cases/facts'
import type { Actor, ActorRef } from '@gezhi/core/people/actor'
import { ROLES } from '@gezhi/core/people/roles'
import type { DistrictBook } from '../../kernel/district.ts'

/** Who reads, and the names of the district. */
export interface Reader {
  readonly actor: Actor
  readonly book: DistrictBook
}

export const isResident = (actor: Actor): boolean => ROLES[actor.role].level === 'L0'

/** Persons are named to staff only; a resident reporter is never named in a timeline. */
export function actorView(by: ActorRef, { actor, book }: Reader): TimelineEntry['actor'] {
  const hidden = ROLES[by.role].level === 'L0'
  return {
    role: by.role,
    post: hidden ? '' : by.post,
    org: by.org,
    orgName: hidden || by.org === '' ? '' : (book.rules.organisation(by.org)?.shortName ?? by.org),
    name: hidden || isResident(actor) ? null : (book.postName(by.post) ?? null),
  }
}

export function timelineEntry(version: number, fact: CaseFact, reading: Reader): TimelineEntry {
  const { type, at, by, via, to, clocks: _, ...data } = fact
  return { version, type, at, via, actor: actorView(by, reading), to: to ?? null, data: withoutPersons(data) }
}

/** Nested references to persons leave with their role and organisation only. */
function withoutPersons(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => {
      if (key === 'by' || key === 'ref' || key === 'reporter' || key === 'reporters') return [key, undefined]
      if (Array.isArray(member))
        return [key, member.map((one: unknown) => (isRecord(one) ? withoutPersons(one) : one))]
      return [key, isRecord(member) ? withoutPersons(member) : member]
    }),
  )
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
