// What devices hold of the district: small lists, sent whole when their content changed.
import { createHash } from 'node:crypto'
import { HeldCheck, HeldGrid, HeldItem, HeldOrganisation, HeldRules } from '@gezhi/core/districts/device'
import { ROLES } from '@gezhi/core/people/roles'
import type { Actor } from '@gezhi/core/people/actor'
import type { Collection, Keyed, SetCollection } from '../../kernel/collections.ts'
import { spellings } from './register.view.ts'
import type { Snapshot, Snapshots } from './snapshot.ts'

interface Content {
  readonly rows: readonly Keyed[]
  readonly version: string
}

const contentOf = (rows: readonly Keyed[]): Content => ({
  rows,
  version: createHash('sha256').update(JSON.stringify(rows)).digest('base64url'),
})

interface Listed extends Pick<SetCollection, 'name' | 'row'> {
  readonly rowsOf: (snapshot: Snapshot, part: string) => readonly Keyed[]
  /** Which part of the list is the actor's; made once for all who have the same. */
  readonly partOf?: (actor: Actor) => string
}

/** A list whose rows and version are made once a snapshot: a change of posts alone changes no version. */
function listed(
  { find }: Pick<Snapshots, 'find'>,
  { name, row, rowsOf, partOf = () => '' }: Listed,
): Collection {
  const made = new WeakMap<Snapshot, Map<string, Content>>()
  function contentFor(actor: Actor): Content {
    const snapshot = find(actor.district)
    if (!snapshot) return contentOf([])
    const parts = made.get(snapshot) ?? new Map<string, Content>()
    made.set(snapshot, parts)
    const part = partOf(actor)
    const content = parts.get(part) ?? contentOf(rowsOf(snapshot, part))
    parts.set(part, content)
    return content
  }
  return {
    by: 'version',
    name,
    row,
    version: ({ actor }) => contentFor(actor).version,
    rows: ({ actor }) => contentFor(actor).rows,
  }
}

/** Code of the area whose grids a post works in; departments and the centre find places at the centre. */
function areaOf({ role, community, street }: Actor): string {
  const { level } = ROLES[role]
  if (level === 'L1' || level === 'L2') return community ?? ''
  return level === 'L3' ? (street ?? '') : ''
}

export const districtCollections = (snapshots: Pick<Snapshots, 'find'>): readonly Collection[] => [
  listed(snapshots, {
    name: 'rules',
    row: HeldRules,
    rowsOf: ({ register: { settings, limits, calendar } }) => {
      const { code, offset, duty } = settings
      return [{ id: 'rules', settings: { code, offset, duty }, limits, calendar }] satisfies HeldRules[]
    },
  }),
  listed(snapshots, {
    name: 'catalogue',
    row: HeldItem,
    rowsOf: ({ register }) =>
      register.catalogue.map((item) => ({
        ...item,
        ...spellings(item.name),
        id: item.code,
      })) satisfies HeldItem[],
  }),
  listed(snapshots, {
    name: 'organisations',
    row: HeldOrganisation,
    rowsOf: ({ register }) =>
      register.organisations.map((one) => ({ ...one, id: one.code })) satisfies HeldOrganisation[],
  }),
  listed(snapshots, {
    name: 'checks',
    row: HeldCheck,
    rowsOf: ({ register }) => register.checks.map((one) => ({ ...one, id: one.code })) satisfies HeldCheck[],
  }),
  listed(snapshots, {
    name: 'grids',
    row: HeldGrid,
    partOf: areaOf,
    rowsOf: ({ register }, area) =>
      area === ''
        ? []
        : (register.grids
            .filter(({ code }) => code.startsWith(area))
            .map((grid) => ({ ...grid, id: grid.code })) satisfies HeldGrid[]),
  }),
]
