// The register as screens hold it.
import type { ItemView, OrganisationView } from '@gezhi/core/districts/district.api'
import { boundsOf } from '@gezhi/core/kernel/geo'
import { dayOf } from '@gezhi/core/kernel/calendar'
import { pinyin } from 'pinyin-pro'
import { isHeld } from './book.ts'
import type { Snapshot } from './snapshot.ts'

export const organisationViews = ({ register }: Snapshot): OrganisationView[] =>
  register.organisations
    .filter(({ active }) => active)
    .map(({ code, kind, name, shortName, parent = null }) => ({ code, kind, name, shortName, parent }))

const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** 垃圾成堆 → `lajichengdui` and `ljcd`. */
export function spellings(name: string): Pick<ItemView, 'pinyin' | 'initials'> {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true }).map(plain)
  return { pinyin: syllables.join(''), initials: syllables.map((one) => one.slice(0, 1)).join('') }
}

/** The catalogue with names of its departments and with pinyin: 10 ms for 534 items, so it is made once a version. */
export function itemViews({ register, book }: Snapshot): ItemView[] {
  return register.catalogue.map((item) => ({
    code: item.code,
    category: item.category,
    categoryName: item.categoryName,
    name: item.name,
    urgency: item.urgency,
    leadDepartment: item.leadDepartment,
    leadDepartmentName: book.rules.organisation(item.leadDepartment)?.shortName ?? item.leadDepartment,
    coDepartments: [...item.coDepartments],
    hours: item.hours,
    selfHandle: item.selfHandle,
    whistleType: item.whistleType,
    photoRequired: item.photoRequired,
    acceptCondition: item.acceptCondition,
    closeCondition: item.closeCondition,
    ...spellings(item.name),
  }))
}

export const gridViews = ({ register }: Snapshot) =>
  register.grids.map(({ code, kind, name, community, street, households, population, polygon }) => ({
    code,
    kind,
    name,
    community,
    street,
    households,
    population,
    bounds: [...boundsOf(polygon)],
  }))

/** Posts of an organisation that are held today. */
export function postViews({ register, book }: Snapshot, org: string, now: number) {
  const today = dayOf(book.rules.calendar, now)
  return register.posts
    .filter((post) => post.org === org && isHeld(post, today))
    .map(({ code, role }) => ({ code, role, personName: book.postName(code) ?? code }))
}
