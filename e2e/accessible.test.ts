import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../packages/core/src/people/roles.ts'
import { grabbed } from './support/cases.ts'
import type { SizeName } from './support/browser.ts'
import { as, type Ground, ground, show } from './support/stage.ts'

let at: Ground
let id: string
beforeAll(async () => {
  at = await ground(7)
  ;({ id } = await grabbed(at, '垃圾箱(桶)满溢', '垃圾箱满溢两天'))
})

/** Serious and critical findings of axe (WCAG 2 A and AA and its good practices), each with where it stands. */
async function findingsOn(page: Page): Promise<readonly string[]> {
  // A colour on its way from one state to another is no finding.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity,
      ),
  )
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    // The page has it from the line above; the type is that of the module.
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`))
}

interface Look {
  readonly name: string
  readonly role: Role | null
  readonly path: () => string
  /** What has to be pressed first. */
  readonly open?: (page: Page) => Promise<void>
  /** What stands there when the screen is complete. */
  readonly there: string
  readonly size?: SizeName
  readonly maps?: boolean
}

const screens: readonly Look[] = [
  { name: 'the desk', role: 'STREET_HANDLER', path: () => '/console/', there: '.case-title' },
  {
    name: 'a case',
    role: 'STREET_DISPATCHER',
    path: () => `/console/cases/${id}`,
    there: '.gz-timeline li',
  },
  {
    name: 'why a case is due when it is',
    role: 'STREET_DISPATCHER',
    path: () => `/console/cases/${id}`,
    open: (page) => page.locator('.gz-clocks button').first().click(),
    there: '.gz-strip',
  },
  { name: 'the inbox', role: 'STREET_DISPATCHER', path: () => '/console/notices', there: '.notices' },
  {
    name: 'figures',
    role: 'DISTRICT_ASSESSOR',
    path: () => '/console/assessment/figures',
    there: '.assess-table',
  },
  {
    name: 'a scorecard',
    role: 'STREET_LEADER',
    path: () => '/console/assessment/mine',
    there: '.part-table',
  },
  {
    name: 'a comparison',
    role: 'DISTRICT_SUPERVISOR',
    path: () => '/console/assessment/comparison',
    there: '.assess-table',
  },
  {
    name: 'the list of cases',
    role: 'DISTRICT_OPERATOR',
    path: () => '/console/cases',
    there: 'a[role=row]',
  },
  {
    name: 'the map',
    role: 'DISTRICT_DISPATCHER',
    path: () => '/console/map',
    open: async (page) => {
      await page.locator('.maplibregl-canvas').waitFor()
      await page.getByRole('button', { name: '图层' }).click()
    },
    there: '.gz-place-sign',
    maps: true,
  },
  {
    name: 'a past day on the map',
    role: 'DISTRICT_DISPATCHER',
    path: () => '/console/map',
    open: async (page) => {
      await page.getByRole('button', { name: '按日回看' }).click()
      await page.getByRole('button', { name: '前一天' }).click()
    },
    there: '.map-time',
  },
  {
    name: 'a register of the library',
    role: 'DISTRICT_OPERATOR',
    path: () => '/console/library/registers/BUILDING',
    there: '.lib-filter',
  },
  {
    name: 'an import into the library',
    role: 'DISTRICT_OPERATOR',
    path: () => '/console/library/import',
    there: '.lib-steps',
  },
  {
    name: 'the devices of the staff',
    role: 'ADMIN',
    path: () => '/console/devices',
    there: '.device-filter',
  },
  {
    name: 'a form that plans field tasks',
    role: 'COMMUNITY_OPERATOR',
    path: () => '/console/fieldwork',
    open: (page) => page.getByRole('button', { name: '安排任务' }).click(),
    there: '.work-boxes',
  },
  {
    name: 'the report form',
    role: 'COMMUNITY_OPERATOR',
    path: () => '/console/report',
    there: '.report-nearby',
  },
  {
    name: 'the records of residents',
    role: 'COMMUNITY_OPERATOR',
    path: () => '/console/residents/new',
    open: (page) => page.getByText('60–79 岁').click(),
    there: '.people-pair',
  },
  {
    name: 'the desk of the data protection officer',
    role: 'DPO',
    path: () => '/console/protection/records',
    there: '.people-kinds',
  },
  { name: 'my information', role: null, path: () => '/mine', there: 'form', size: 'narrow' },
  { name: 'the start of the portal', role: null, path: () => '/', there: 'h1', size: 'narrow' },
  {
    name: 'the home of the field app',
    role: 'GRID_MEMBER',
    path: () => '/field/',
    there: '.tiles',
    size: 'narrow',
  },
]

async function look({ role, path, open, there, size, maps }: Look, dark: boolean): Promise<void> {
  const { page } = await show(role && (await as(role, at)), path(), {
    dark,
    size: size ?? 'desk',
    maps: maps ?? false,
  })
  await open?.(page)
  await page.locator(there).first().waitFor()
  expect(await findingsOn(page)).toEqual([])
  await page.context().close()
}

describe('by axe, without a serious finding', () => {
  it.each(screens)('$name', (screen) => look(screen, false))
  // Colours are proved one by one beside their tokens; here those are looked at that lie over each other.
  it.each(screens.filter(({ role }) => role?.startsWith('STREET_')))('$name in the dark', (screen) =>
    look(screen, true),
  )
})
