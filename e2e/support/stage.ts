// Where a journey plays: the shared product, its people by role and place, and a window for each of them.
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import type { Role } from '../../packages/core/src/people/roles.ts'
import { listen, openWindow, type WindowOptions } from './browser.ts'
import { type Person, type PostWish, signIn } from './people.ts'

export const origin = inject('origin')

/** The browser of all journeys; there from the first test on. */
export let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('browser'))
})
afterAll(() => browser?.close())

/** A place in one grid. Journeys stand in different streets, so that none sees another's case. */
export interface Ground {
  readonly street: string
  readonly streetName: string
  readonly community: string
  readonly communityName: string
  readonly grid: string
  readonly gridName: string
  readonly lon: number
  readonly lat: number
}

interface GridRow {
  readonly code: string
  readonly kind: string
  readonly street: string
  readonly bounds: readonly [number, number, number, number]
}
type Located = { readonly [K in Exclude<keyof Ground, 'lon' | 'lat'>]: string | null }

async function groundAt(someone: Person, lon: number, lat: number): Promise<Ground | null> {
  const at = await someone.ask<Located>('GET', `/api/locate?lon=${lon}&lat=${lat}`)
  const { street, streetName, community, communityName, grid, gridName } = at
  if (!street || !streetName || !community || !communityName || !grid || !gridName) return null
  return { street, streetName, community, communityName, grid, gridName, lon, lat }
}

/** The nth street of the district (from 0): the middle of one of its basic grids. */
export async function ground(street: number): Promise<Ground> {
  const operator = await as('DISTRICT_OPERATOR')
  const { grids } = await operator.ask<{ grids: readonly GridRow[] }>('GET', '/api/grids')
  const code = [...new Set(grids.map((grid) => grid.street))].sort()[street]
  for (const { bounds, ...grid } of grids) {
    if (grid.street !== code || grid.kind !== 'BASIC') continue
    const [west, south, east, north] = bounds
    const at = await groundAt(operator, (west + east) / 2, (south + north) / 2)
    // The middle of an outline may lie outside it, or inside an exclusive grid.
    if (at?.grid === grid.code) return at
  }
  throw new Error(`street ${street} has no basic grid that contains its own middle`)
}

/** Where every map begins. */
export async function middle(): Promise<Ground> {
  const operator = await as('DISTRICT_OPERATOR')
  const { district } = await operator.ask<{ district: { centre: readonly [number, number] } }>(
    'GET',
    '/api/me',
  )
  const at = await groundAt(operator, ...district.centre)
  if (!at) throw new Error('the middle of the district lies in no grid')
  return at
}

function wishFor(role: Role, at: Ground | undefined, org: string | undefined): PostWish {
  if (org !== undefined) return { role, org }
  if (!at || role.startsWith('DISTRICT_') || role === 'DPO' || role === 'ADMIN') return { role }
  if (role.startsWith('STREET_')) return { role, street: at.street }
  return role === 'COMMUNITY_OPERATOR' ? { role, org: at.community } : { role, grid: at.grid }
}

/** Somebody in this role: of the place, of the organisation named, or of the district. */
export const as = (role: Role, at?: Ground | null, org?: string): Promise<Person> =>
  signIn(origin, wishFor(role, at ?? undefined, org))

export interface Screen {
  readonly page: Page
  /** What the browser complained about; refusals are answers and are left out. */
  readonly complaints: () => readonly string[]
  /** How often the document was loaded: 1 as long as everything came by itself. */
  readonly loads: () => number
}

const REFUSAL = /status of 4\d\d/

/**
 * A window at `path` in which the person is signed in; nobody for a resident. It closes with the file. Maps are drawn
 * only where the journey needs one.
 */
export async function show(person: Person | null, path: string, wishes: WindowOptions = {}): Promise<Screen> {
  const options = { maps: false, ...wishes }
  const window = await (person ? person.window(browser, options) : openWindow(browser, origin, options))
  const page = await window.newPage()
  const heard = listen(page, origin)
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(path)
  return { page, complaints: () => heard.filter((line) => !REFUSAL.test(line)), loads: () => loads }
}
