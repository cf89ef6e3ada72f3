// The escalation ladder of domain specification §2.6, cell by cell: trigger × urgency, played on the real rules.
import { describe, expect, test } from 'vitest'
import type { CardLevel, Urgency } from '../districts/district.ts'
import { advance, type ClockKind } from '../kernel/calendar.ts'
import { noticesOf } from '../notices/rules.ts'
import {
  community,
  dispatcher,
  handlerEast,
  leaderEast,
  operator,
  roads,
  supervisor,
  system,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, STREAM, type Step } from './given.testing.ts'
import { DISTRICT, EAST, HOUR, limits, MINUTE, ROADS, rules, WATER } from './rules.testing.ts'

const ITEM: Readonly<Record<Urgency, string>> = {
  URGENT: flow.RUIN,
  IMPORTANT: flow.SEWAGE,
  GENERAL: flow.LAMP,
}
const CENTRE = String(DISTRICT)

type Played = ReturnType<typeof cases>
const cards = (played: Played, org: string): readonly CardLevel[] =>
  played.state.cards.filter((card) => card.org === org).map(({ level }) => level)

/** Kind of notice and roles that the last facts with this type tell. */
function tells(played: Played, type: string): readonly string[] {
  const version = played.facts.findLastIndex((fact) => fact.type === type)
  const fact = played.facts[version]
  if (!fact) return []
  return noticesOf(fact, { state: played.state, stream: STREAM, version, district: DISTRICT }).flatMap(
    ({ kind, to }) => ('contact' in to ? [] : (to.roles ?? []).map((role) => `${kind} ${role}`)),
  )
}

const missed = (urgency: Urgency, ...more: Step[]): Played =>
  cases(...flow.grabbed(ITEM[urgency]), due('D_HANDLE'), ...more)
const unsigned = (urgency: Urgency): Played =>
  cases(...flow.dispatched(ROADS, ITEM[urgency]), due('D_SIGN#1'))
const after = (from: number, clock: ClockKind, ms: number): number => advance(rules.calendar, clock, from, ms)
const handleDue = (played: Played): number => played.clock('D_HANDLE').dueAt ?? 0

describe('D_SIGN missed', () => {
  test('URGENT: a yellow card to the unit, and its leader is called', () => {
    const told = unsigned('URGENT')
    expect(cards(told, ROADS)).toEqual(['YELLOW'])
    expect(tells(told, 'order.auto-signed')).toContain('CALL DEPT_LEADER')
  })
  test.each(['IMPORTANT', 'GENERAL'] as const)('%s: an ordinary card, nobody is called', (urgency) => {
    const told = unsigned(urgency)
    expect(cards(told, ROADS)).toEqual(['ORDINARY'])
    expect(tells(told, 'order.auto-signed').filter((one) => one.startsWith('CALL'))).toEqual([])
  })
})

describe('80 % of D_HANDLE', () => {
  test('URGENT: no warning, progress notes are due anyway', () => {
    expect(cases(...flow.grabbed(ITEM.URGENT)).state.deadlines.map(({ name }) => name)).not.toContain(
      'D_WARN',
    )
  })
  test('IMPORTANT: handler and unit leader hear of it', () => {
    const told = tells(cases(...flow.grabbed(ITEM.IMPORTANT), due('D_WARN')), 'deadline.due-soon')
    expect(told).toEqual(expect.arrayContaining(['DUE_SOON STREET_HANDLER', 'DUE_SOON STREET_LEADER']))
  })
  test('GENERAL: the handler hears of it, the leader does not', () => {
    const told = tells(cases(...flow.grabbed(ITEM.GENERAL), due('D_WARN')), 'deadline.due-soon')
    expect(told).toContain('DUE_SOON STREET_HANDLER')
    expect(told).not.toContain('DUE_SOON STREET_LEADER')
  })
})

describe('100 % of D_HANDLE', () => {
  test('URGENT: a yellow card, and the leader of the district is paged', () => {
    const told = missed('URGENT')
    expect(cards(told, EAST)).toEqual(['YELLOW'])
    expect(tells(told, 'deadline.missed')).toContain('PAGE DISTRICT_LEADER')
  })
  test.each(['IMPORTANT', 'GENERAL'] as const)('%s: an ordinary card, nobody is paged', (urgency) => {
    const told = missed(urgency)
    expect(cards(told, EAST)).toEqual(['ORDINARY'])
    expect(tells(told, 'deadline.missed').filter((one) => one.startsWith('PAGE'))).toEqual([])
  })
})

describe('+X and +Y', () => {
  test.each([
    ['URGENT', '+X', 1, 'RED', 'NATURAL', 2],
    ['IMPORTANT', '+X', 1, 'YELLOW', 'WD24', 24],
    ['IMPORTANT', '+Y', 2, 'RED', 'WD24', 72],
    ['GENERAL', '+X', 1, 'YELLOW', 'WD24', 48],
    ['GENERAL', '+Y', 2, 'RED', 'WD24', 120],
  ] as const)('%s %s: step %i is %s after %s %i h', (urgency, _, steps, level, clock, hours) => {
    const climbed = missed(
      urgency,
      ...Array.from({ length: steps }, (_, step) => due(`D_LADDER#${step + 1}`)),
    )
    expect(cards(climbed, EAST).at(-1)).toBe(level)
    expect(climbed.now).toBe(after(handleDue(climbed), clock, hours * HOUR))
  })

  test('URGENT +X: the red card reaches the leaders of the district', () => {
    expect(tells(missed('URGENT', due('D_LADDER#1')), 'supervision.issued')).toContain('CARD DISTRICT_LEADER')
  })

  test('URGENT +Y: a task force is proposed at +6 h, to those who may form one', () => {
    const told = missed('URGENT', due('D_LADDER#1'), due('D_LADDER#2'))
    expect(told.facts.at(-1)).toMatchObject({ type: 'escalation.proposed', proposal: 'TASKFORCE', org: EAST })
    expect(told.now).toBe(handleDue(told) + 6 * HOUR)
    expect(tells(told, 'escalation.proposed')).toEqual([
      'PROPOSAL DISTRICT_SUPERVISOR',
      'PROPOSAL DISTRICT_LEADER',
    ])
    told.when({ type: 'escalate', reason: '超时六小时' }, { as: supervisor }).gives('case.escalated')
  })

  test.each(['IMPORTANT', 'GENERAL'] as const)('%s: after the red card nothing climbs on', (urgency) => {
    const told = missed(urgency, due('D_LADDER#1'), due('D_LADDER#2'))
    expect(told.state.deadlines.map(({ key }) => key)).not.toContain('D_LADDER#3')
  })
})

describe('a whistle that is not answered', () => {
  const blown = (urgency: Urgency, ...more: Step[]): Played =>
    cases(...flow.joint(ITEM[urgency]), due('D_SIGN#2'), ...more)

  test.each([
    ['URGENT', 'YELLOW', 'RED', 'NATURAL', 30 * MINUTE],
    ['IMPORTANT', 'ORDINARY', 'YELLOW', 'DUTY', 8 * HOUR],
    ['GENERAL', 'ORDINARY', 'YELLOW', 'WD24', 24 * HOUR],
  ] as const)('%s: %s at once, %s after %s %i ms', (urgency, first, second, clock, ms) => {
    const told = blown(urgency)
    expect(cards(told, ROADS)).toEqual([first])
    const climbed = blown(urgency, due('D_WHISTLE#2'))
    expect(cards(climbed, ROADS)).toEqual([first, second])
    expect(climbed.now).toBe(after(told.clock('D_SIGN#2').dueAt ?? 0, clock, ms))
    expect(cards(climbed, WATER)).toEqual([])
  })

  test('answered late climbs no further, until the arrival is missed too', () => {
    const answered = blown('URGENT', by(roads.dispatcher, { type: 'answer' }))
    expect(answered.clock('D_WHISTLE#2').state).toBe('STOPPED')
    const absent = blown('URGENT', by(roads.dispatcher, { type: 'answer' }), due('D_ARRIVE#2'))
    expect(cards(absent, ROADS)).toEqual(['YELLOW'])
    expect(absent.clock('D_WHISTLE#2').dueAt).toBe((absent.clock('D_ARRIVE#2').dueAt ?? 0) + 30 * MINUTE)
  })

  test.each(['URGENT', 'IMPORTANT', 'GENERAL'] as const)('%s: not arrived is as grave', (urgency) => {
    const told = cases(
      ...flow.joint(ITEM[urgency]),
      by(roads.dispatcher, { type: 'answer' }),
      due('D_ARRIVE#2'),
    )
    expect(cards(told, ROADS)).toEqual([limits[urgency].cards.whistle])
    expect(told.clock('D_WHISTLE#2').state).toBe('RUNNING')
  })
})

describe('the second redo', () => {
  const fail = by(operator, { type: 'verifyFail', reasonCode: 'PARTLY', note: '未完', photos: [flow.PHOTO] })
  const twice = (urgency: Urgency): Played =>
    cases(...flow.submitted(ITEM[urgency]), fail, by(handlerEast, flow.result()), fail)

  test.each([
    ['URGENT', 'YELLOW'],
    ['IMPORTANT', 'YELLOW'],
    ['GENERAL', 'ORDINARY'],
  ] as const)('%s: a card, %s', (urgency, level) => {
    expect(cards(twice(urgency), EAST)).toEqual([level])
  })

  test('URGENT: returning up is proposed to the leader of the unit; otherwise nothing is proposed', () => {
    const told = twice('URGENT')
    expect(tells(told, 'escalation.proposed')).toContain('PROPOSAL STREET_LEADER')
    told.when(flow.returnUp, { as: leaderEast }).gives('return-up.submitted')
    expect(twice('IMPORTANT').facts.map(({ type }) => type)).not.toContain('escalation.proposed')
  })
})

describe('what waits in the inbox of a role', () => {
  const inbox = [
    ['to accept', 'D_INTAKE', undefined, flow.reported()],
    ['to dispatch', 'D_DISPATCH', undefined, [...flow.accepted(), due('D_GRAB')]],
    ['to decide', 'D_REQ#1', 1, flow.escalated()],
    ['to follow up', 'D_FOLLOWUP', undefined, flow.followUp()],
  ] as const
  test.each(inbox)('%s: a card to the district, then yellow, then red', (_, key, no, steps) => {
    const ladder = no === undefined ? 'D_INBOX' : `D_INBOX#${no}`
    const told = cases(...steps, due(key))
    expect(cards(told, CENTRE)).toEqual(['ORDINARY'])
    expect(told.state.deadlines.map(({ name }) => name)).not.toContain('D_REPLY')
    const climbed = cases(...steps, due(key), due(ladder), due(ladder))
    expect(cards(climbed, CENTRE)).toEqual(['ORDINARY', 'YELLOW', 'RED'])
    expect(tells(climbed, 'supervision.issued')).toContain('CARD DISTRICT_LEADER')
  })

  test('what was done in the meantime climbs no further', () => {
    const told = cases(
      ...flow.accepted(),
      due('D_GRAB'),
      due('D_DISPATCH'),
      by(dispatcher, { type: 'dispatch', org: ROADS }),
    )
    expect(told.clock('D_INBOX').state).toBe('STOPPED')
    told
      .when({ type: 'expire', deadline: 'D_INBOX' }, { as: system, after: 400 * HOUR })
      .refuses('case/not-due')
  })

  test('to verify: the next verifier, then the street with a card that goes up', () => {
    const verify = due('D_VERIFY')
    expect(cards(cases(...flow.submitted(), verify), EAST)).toEqual([])
    expect(cards(cases(...flow.submitted(), verify, verify), EAST)).toEqual(['ORDINARY'])
    expect(cards(cases(...flow.submitted(), verify, verify, verify, verify), EAST)).toEqual([
      'ORDINARY',
      'YELLOW',
      'RED',
    ])
  })

  test('to assess closes itself with the computed score', () => {
    cases(...flow.submitted(), by(community, { type: 'verifyPassNoContact' }))
      .whenDue('D_ASSESS')
      .gives('case.assessed', 'case.closed')
  })
})

describe('a card', () => {
  test('goes up only: the ladder brings no second one as low as that which stands', () => {
    const told = cases(
      ...flow.grabbed(),
      by(supervisor, { type: 'supervise', level: 'RED', reason: '领导关注' }),
      due('D_HANDLE'),
      due('D_LADDER#1'),
    )
    expect(cards(told, EAST)).toEqual(['RED'])
    told
      .when({ type: 'supervise', level: 'YELLOW', reason: '降级' }, { as: supervisor })
      .refuses('case/card-only-up')
  })

  test('that was cancelled makes room for a new one', () => {
    const told = missed(
      'GENERAL',
      due('D_LADDER#1'),
      by(supervisor, { type: 'cancelSupervision', card: 2, reason: '误发' }),
      by(supervisor, { type: 'cancelSupervision', card: 1, reason: '误发' }),
    )
    told
      .when({ type: 'supervise', level: 'YELLOW', reason: '再次超时' }, { as: supervisor })
      .gives({ type: 'supervision.issued', card: { no: 3, level: 'YELLOW' } })
  })
})
