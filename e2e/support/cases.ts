// Cases as journeys need them: reported at a place, and brought to where the journey begins.
import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'
import type { CaseView } from '../../packages/core/src/cases/case.api.ts'
import type { CaseStateName } from '../../packages/core/src/cases/states.ts'
import type { ItemView } from '../../packages/core/src/districts/district.api.ts'
import type { Person } from './people.ts'
import { photo } from './photo.ts'
import { as, type Ground, origin } from './stage.ts'

/** An item of the catalogue by its full name. */
export async function itemNamed(person: Person, name: string): Promise<ItemView> {
  const { items } = await person.ask<{ items: readonly ItemView[] }>('GET', '/api/catalogue')
  const item = items.find((one) => one.name === name)
  if (!item) throw new Error(`no item 「${name}」 in the catalogue`)
  return item
}

/** Waits for what the machinery does by itself; people in windows wait for what they see. */
export const until = (person: Person, id: string, state: CaseStateName): Promise<CaseView> =>
  vi.waitFor(
    async () => {
      const view = await person.read(id)
      if (view.state !== state) throw new Error(`${view.number} is ${view.state}, not ${state}`)
      return view
    },
    { timeout: 15_000, interval: 100 },
  )

/** A grid member reports a known item at the place; answers when the platform has accepted it by itself. */
export async function reported(at: Ground, itemName: string, text: string): Promise<CaseView> {
  const member = await as('GRID_MEMBER', at)
  const { code } = await itemNamed(member, itemName)
  const id = randomUUID()
  await member.command(id, {
    type: 'report',
    item: code,
    text,
    place: { lon: at.lon, lat: at.lat, datum: 'CGCS2000', address: `${at.communityName}居委会门前` },
    noPhotoReason: '情况已经拍不到',
  })
  return until(await as('DISTRICT_OPERATOR'), id, 'POOLED')
}

/** The same, and its street has grabbed it. */
export async function grabbed(at: Ground, itemName: string, text: string): Promise<CaseView> {
  const { id } = await reported(at, itemName, text)
  const dispatcher = await as('STREET_DISPATCHER', at)
  await dispatcher.command(id, { type: 'grab' })
  return dispatcher.read(id)
}

/** A photo in the store, by its content address. */
export const photoOf = async (person: Person, name: string, shade: number): Promise<string> =>
  person.upload(await photo(name, shade))

/** The steps after a result that other journeys show: verified by the grid, assessed by the district. */
export async function closed(id: string, at: Ground): Promise<CaseView> {
  const member = await as('GRID_MEMBER', at)
  await member.command(id, {
    type: 'verifyPassNoContact',
    place: { lon: at.lon, lat: at.lat, datum: 'CGCS2000' },
  })
  const assessor = await as('DISTRICT_ASSESSOR')
  await assessor.command(id, { type: 'assess' })
  return assessor.read(id)
}

/** Lives through the demo clock's time up to `now` (milliseconds); deadlines on the way are fired. */
export async function moveClock(now: number): Promise<void> {
  const answer = await fetch(`${origin}/api/demo/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
  })
  if (!answer.ok) throw new Error(`the clock did not move: ${await answer.text()}`)
}
