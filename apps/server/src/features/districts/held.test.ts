// What a device holds of the district of the pack: it decides by the same rules, and it is small enough for slow 3G.
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { heldRulebook, type HeldDistrict } from '@gezhi/core/districts/device'
import { member } from '@gezhi/core/cases/actors.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import { advance, HOUR } from '@gezhi/core/kernel/calendar'
import { expect, test } from 'vitest'
import { createBook } from './book.ts'
import { districtCollections } from './held.collections.ts'
import { readPackFolder } from './pack.read.ts'
import type { Snapshot } from './snapshot.ts'

const read = await readPackFolder(
  fileURLToPath(new URL('../../../../../districts/hongshan', import.meta.url)),
)
if (!read.ok) throw new Error('the pack of the product cannot be read')
const register = read.pack
const { rules } = createBook(register, () => 0)
const [first] = register.grids
if (!first) throw new Error('the pack has no grids')
const actor: Actor = { ...member, community: first.community, street: first.street, grids: [first.code] }

/** Everything as the device of an actor is given it. */
function held(of: Actor, snapshot = { register } as unknown as Snapshot) {
  const holder = { actor: of, scope: scopeOf(of), now: 0 }
  const given = districtCollections({ find: () => snapshot }).map((one) => {
    if (one.by !== 'version') throw new Error(`${one.name} is no list`)
    return [one.name, { version: one.version(holder), rows: one.rows(holder) }] as const
  })
  return Object.fromEntries(given)
}

/** Gate: the wire and back, as a device has it. */
const onDevice = (given: ReturnType<typeof held>): HeldDistrict => {
  const rowsOf = (name: string) => JSON.parse(JSON.stringify(given[name]?.rows)) as never
  const [only] = rowsOf('rules') as HeldDistrict['rules'][]
  if (!only) throw new Error('no rules')
  return {
    rules: only,
    catalogue: rowsOf('catalogue'),
    organisations: rowsOf('organisations'),
    grids: rowsOf('grids'),
  }
}

test('a device counts the same limits and finds the same items, units and own grids as the centre', () => {
  const phone = heldRulebook(onDevice(held(actor)))
  for (const { code, name, hours } of register.catalogue)
    expect(phone.item(code)).toMatchObject({ name, hours })
  for (const { code } of register.organisations)
    expect(phone.organisation(code)?.name).toBe(rules.organisation(code)?.name)
  const start = Date.parse('2026-09-30T15:00:00+08:00')
  for (const clock of ['NATURAL', 'DUTY', 'WD24'] as const)
    expect(advance(phone.calendar, clock, start, 72 * HOUR)).toBe(
      advance(rules.calendar, clock, start, 72 * HOUR),
    )
  const [[lon, lat] = [0, 0]] = first.polygon.coordinates[0] ?? []
  const inside: [number, number] = [lon + 1e-6, lat + 1e-6]
  expect(phone.locate(inside)).toEqual(
    rules.locate(inside)?.community === first.community ? rules.locate(inside) : null,
  )
})

test('a member holds the grids of the own community, a department none', () => {
  const own = held(actor)['grids']?.rows ?? []
  expect(own.length).toBeGreaterThan(0)
  expect(own.every(({ id }) => id.startsWith(first.community))).toBe(true)
  expect(held({ ...actor, role: 'DEPT_HANDLER', org: '150402D01' })['grids']?.rows).toEqual([])
})

test('a change of posts alone sends no list anew', () => {
  const later = { register: { ...register, posts: [] } } as unknown as Snapshot
  const versions = (given: ReturnType<typeof held>) => Object.values(given).map(({ version }) => version)
  expect(versions(held(actor, later))).toEqual(versions(held(actor)))
})

test('all of it is less than 60 KB on the wire', () => {
  expect(gzipSync(JSON.stringify(held(actor))).length).toBeLessThan(60_000)
})
