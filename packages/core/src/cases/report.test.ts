// ① 上报: what may be reported, by whom, and what happens before acceptance (E00–E09).
import { describe, expect, test } from 'vitest'
import {
  admin,
  assessor,
  community,
  dispatcherEast,
  dispatcherWest,
  enterprise,
  member,
  neighbour,
  operator,
  resident,
  sensor,
  supervisor,
  system,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due } from './given.testing.ts'
import { at, DAY, GRID_E1, IN_EAST_1, MARKET, MONDAY, OUTSIDE, rules } from './rules.testing.ts'

const asked = [...flow.byResident(), by(operator, { type: 'requestInfo', question: '在哪栋楼?' })]
const must = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error('not in the rules')
  return found
}
const accept = { type: 'accept', item: flow.LAMP } as const

describe('a report', () => {
  test('needs a text or a voice note', () => {
    cases()
      .when(flow.report({ text: ' ' }), { as: resident })
      .refuses('case/text-or-voice')
    cases()
      .when(flow.report({ text: '', voice: flow.PHOTO }), { as: resident })
      .gives('case.reported')
  })

  test('needs a photo or the reason why there is none', () => {
    cases()
      .when(flow.report({ photos: [] }), { as: member })
      .refuses('case/photo-or-reason')
    cases()
      .when(flow.report({ photos: [], noPhotoReason: '夜间' }), { as: member })
      .gives('case.reported')
  })

  test('is placed in the exclusive grid where one lies inside a basic grid', () => {
    const place = { lon: 118.9005, lat: 42.2505 }
    const state = cases().when(flow.report({ place }), { as: member }).gives('case.reported')
    expect(state.location?.grid).toBe(MARKET)
  })

  test('from outside the district is taken and marked, and accepted only with a grid', () => {
    const outside = flow.reported({ place: OUTSIDE })
    expect(cases(...outside).state).toMatchObject({ outOfArea: true, location: null })
    cases(...outside)
      .when(accept, { as: operator })
      .refuses('case/grid-unknown')
    cases(...outside)
      .when({ ...accept, grid: GRID_E1 }, { as: operator })
      .gives({ type: 'case.accepted', location: { grid: GRID_E1 } })
  })

  test('is not open to companies, auditors or administrators', () => {
    for (const as of [enterprise, assessor, admin])
      cases().when(flow.report(), { as }).refuses('case/not-your-role')
  })

  test('names an item that is in force; a case that was reported with it before goes on', () => {
    const retired = {
      rules: {
        ...rules,
        item: (code: string) => ({ ...must(rules.item(code)), retired: code === flow.LAMP }),
      },
    }
    const open = cases(...flow.reported({ item: flow.LAMP }))
    cases()
      .when(flow.report({ item: flow.LAMP }), { as: member, context: retired })
      .refuses('case/item-retired')
    open.when(accept, { as: operator, context: retired }).gives('case.accepted')
    open
      .when({ type: 'accept', item: flow.SEWAGE }, { as: operator, context: retired })
      .gives('case.accepted')
    cases(...flow.reported())
      .when(accept, { as: operator, context: retired })
      .refuses('case/item-retired')
    cases(...flow.accepted(flow.SEWAGE))
      .when({ type: 'reclassify', item: flow.LAMP, reason: '改类' }, { as: operator, context: retired })
      .refuses('case/item-retired')
  })

  test('of a community operator is what residents said; a grid member finds on patrol', () => {
    const sourceOf = (as: typeof member, over = {}) =>
      cases().when(flow.report(over), { as }).gives('case.reported').source
    expect([sourceOf(community), sourceOf(member), sourceOf(resident)]).toEqual([
      'RESIDENT',
      'GRID_PATROL',
      'RESIDENT',
    ])
    expect(sourceOf(community, { source: 'SUPERIOR' })).toBe('SUPERIOR')
  })

  test('is made once', () => {
    cases(...flow.reported())
      .when(flow.report(), { as: member })
      .refuses('case/exists')
  })

  test('keeps no contact in the log, only that there is one', () => {
    const { facts, state } = cases(...flow.byResident())
    expect(JSON.stringify(facts)).not.toContain('13800001234')
    expect(state.reporter).toMatchObject({ kind: 'RESIDENT', contactable: true })
  })

  test('takes its title from the item, else from the first line', () => {
    const titled = (over: object) => cases(...flow.reported(over)).state.report?.title
    expect(titled({ item: flow.LAMP })).toBe('路灯不亮')
    expect(titled({ text: '井盖缺失\n在路口' })).toBe('井盖缺失')
  })
})

describe('a draft', () => {
  const draft = by(member, { type: 'saveDraft', text: '井盖' }, { at: MONDAY })

  test('belongs to its writer', () => {
    cases(draft).when(flow.report(), { as: resident }).refuses('case/draft-of-other')
    cases(draft).when(flow.report(), { as: member }).gives({ type: 'case.reported', to: 'REPORTED' })
  })

  test('is forgotten after thirty days and cannot be restored: it was never a case', () => {
    expect(cases(draft).clock('D_DRAFT').dueAt).toBe(MONDAY + 30 * DAY)
    cases(draft, due('D_DRAFT'))
      .when({ type: 'restore', reason: '误删' }, { as: supervisor })
      .refuses('case/not-now')
  })
})

describe('a registered source', () => {
  const ingest = { type: 'ingest', externalId: 'x-1', place: IN_EAST_1, text: '水位超限' } as const

  test('may ingest, an unknown one not', () => {
    cases().when(ingest, { as: sensor }).refuses('case/source-unregistered')
    cases()
      .when(ingest, { as: sensor, context: { source: 'DEVICE' } })
      .gives({ type: 'case.reported', source: 'DEVICE', reporter: { kind: 'SYSTEM' } })
  })

  test('that fixes a due time fixes the handling clock', () => {
    const targetAt = at('2026-10-09 18:00')
    const told = cases(
      by(sensor, { ...ingest, item: flow.LAMP, targetAt }, { context: { source: 'HOTLINE_12345' } }),
      by(operator, accept),
      by(dispatcherEast, { type: 'grab' }),
    )
    expect(told.clock('D_HANDLE')).toMatchObject({ dueAt: targetAt, clock: 'NATURAL' })
    const reclassified = told
      .when({ type: 'reclassify', item: flow.SEWAGE, reason: '实为排水' }, { as: operator })
      .gives('case.reclassified')
    expect(reclassified.deadlines.find(({ key }) => key === 'D_HANDLE')?.dueAt).toBe(targetAt)
  })
})

describe('self-handling', () => {
  test('goes straight to verification', () => {
    cases().when(flow.selfHandle(), { as: member }).gives({ type: 'case.self-handled', to: 'TO_VERIFY' })
  })

  test('needs an item that allows it, a general matter, photos before and after, a place inside', () => {
    const told = cases()
    told.when(flow.selfHandle({ item: flow.LAMP }), { as: member }).refuses('case/not-self-handled')
    told.when(flow.selfHandle({ urgency: 'IMPORTANT' }), { as: member }).refuses('case/general-only')
    told.when(flow.selfHandle({ afterPhotos: [] }), { as: member }).refuses('case/before-and-after')
    told.when(flow.selfHandle({ place: OUTSIDE }), { as: member }).refuses('case/outside-district')
  })

  test('is for grid members and their leaders', () => {
    cases().when(flow.selfHandle(), { as: community }).refuses('case/not-your-role')
  })
})

describe('acceptance', () => {
  test('by the system is only for staff reports with a known item that are unlike others nearby', () => {
    const known = flow.reported({ item: flow.LAMP })
    const more = (duplicateScore: number) => ({ as: system, context: { duplicateScore } })
    cases(...known)
      .when(accept, more(0.79))
      .gives('case.accepted')
    cases(...known)
      .when(accept, more(0.8))
      .refuses('case/not-your-role')
    cases(...flow.byResident({ item: flow.LAMP }))
      .when(accept, more(0))
      .refuses('case/not-your-role')
    cases(...flow.reported())
      .when(accept, more(0))
      .refuses('case/not-your-role')
  })

  test('starts the grab window and the total clock and stops intake', () => {
    const told = cases(...flow.accepted())
    expect(told.clock('D_INTAKE').state).toBe('STOPPED')
    expect(told.clock('D_GRAB')).toMatchObject({ dueAt: at('2026-09-14 12:01'), clock: 'DUTY' })
    expect(told.clock('D_TOTAL').state).toBe('RUNNING')
  })

  test('keeps the urgency that was reported with the same item', () => {
    const state = cases(
      ...flow.accepted(flow.LAMP, flow.reported({ item: flow.LAMP, urgency: 'URGENT' })),
    ).state
    expect(state.urgency).toBe('URGENT')
  })

  test('is nothing for an administrator', () => {
    cases(...flow.reported())
      .when(accept, { as: admin })
      .refuses('case/not-your-role')
    cases(...flow.reported())
      .when(accept, { as: assessor })
      .refuses('case/not-your-role')
  })
})

describe('a question to the reporter', () => {
  test('stands intake still, and the answer starts it anew', () => {
    expect(cases(...asked).clock('D_INTAKE')).toMatchObject({ state: 'PAUSED', dueAt: null })
    expect(cases(...asked).clock('D_INFO').dueAt).toBe(at('2026-09-17 10:01'))
    const answered = cases(
      ...asked,
      by(resident, { type: 'supplement', text: '3号楼' }, { at: at('2026-09-15 09:00') }),
    )
    expect(answered.clock('D_INTAKE')).toMatchObject({ state: 'RUNNING', dueAt: at('2026-09-15 11:00') })
    expect(answered.state.report?.text).toContain('3号楼')
  })

  test('is asked once, of nothing urgent, and by the own street only', () => {
    const again = [...asked, by(resident, { type: 'supplement', photos: [flow.AFTER] })]
    const ask = { type: 'requestInfo', question: '?' } as const
    cases(...again)
      .when(ask, { as: operator })
      .refuses('case/info-asked-once')
    cases(...flow.reported({ urgency: 'URGENT' }))
      .when(ask, { as: operator })
      .refuses('case/urgent')
    cases(...flow.reported())
      .when(ask, { as: dispatcherWest })
      .refuses('case/not-your-area')
  })

  test('is answered by the reporter with something', () => {
    cases(...asked)
      .when({ type: 'supplement', text: '我知道' }, { as: neighbour })
      .refuses('case/not-your-report')
    cases(...asked)
      .when({ type: 'supplement' }, { as: resident })
      .refuses('case/nothing-supplied')
  })

  test('without an answer voids the case and tells the reporter', () => {
    cases(...asked)
      .whenDue('D_INFO')
      .gives({ type: 'case.voided', reason: 'NO_INFO', to: 'VOIDED' }, { type: 'feedback.sent' })
  })

  test('never holds up what turns out to be urgent: the case returns to the desk', () => {
    const told = cases(
      ...asked,
      by(operator, { type: 'raiseUrgency', urgency: 'URGENT', reason: '有人受困' }),
    )
    expect(told.state.state).toBe('REPORTED')
    expect(told.clock('D_INFO').state).toBe('STOPPED')
    expect(told.clock('D_INTAKE').dueAt).toBe(told.now + rules.limits.URGENT.intake.ms)
  })
})

describe('before handling', () => {
  test('the reporter may withdraw, but nothing urgent', () => {
    cases(...flow.accepted(flow.LAMP, flow.byResident()))
      .when({ type: 'withdraw' }, { as: resident })
      .gives({ type: 'case.withdrawn', to: 'VOIDED' })
    cases(...flow.accepted(flow.RUIN, flow.byResident()))
      .when({ type: 'withdraw' }, { as: resident })
      .refuses('case/urgent')
    cases(...flow.grabbed(undefined, flow.byResident()))
      .when({ type: 'withdraw' }, { as: resident })
      .refuses('case/not-now')
  })

  test('the operator may void it, and the reporter is told why', () => {
    cases(...flow.reported())
      .when({ type: 'void', reasonCode: 'NOT_GOVT', explanation: '属物业服务' }, { as: operator })
      .gives({ type: 'case.voided', reason: 'NOT_GOVT' }, { type: 'feedback.sent', text: '属物业服务' })
  })
})
