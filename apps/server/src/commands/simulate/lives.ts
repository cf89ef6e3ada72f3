// Lives of cases: the ways of `shares.ts`, played by the people of one grid, its community, its street and departments.
import type { Result } from '@gezhi/core/cases/case'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { stateName } from '@gezhi/core/cases/summary'
import { isTerminal } from '@gezhi/core/cases/states'
import type { CatalogueItem, Grid, Rulebook } from '@gezhi/core/districts/district'
import { DAY, HOUR, MINUTE } from '@gezhi/core/kernel/calendar'
import type { LonLat } from '@gezhi/core/kernel/geo'
import type { Actor } from '@gezhi/core/people/actor'
import { residentActor } from '@gezhi/core/people/resident'
import type { Cast } from './cast.ts'
import type { Chance } from './chance.ts'
import { HANDLING_HOURS, LATE_SHARE, RESULTS, type Way } from './shares.ts'
import { NoWay, Told } from './told.ts'

/** What stands in a life where each case has its own. */
export const MARKS = {
  stream: '00000000-0000-4000-8000-00000000cafe',
  number: 'ZZ-00000000-00000',
  text: '〔话〕',
  address: '〔处〕',
  person: 'f'.repeat(64),
} as const

export interface Setting {
  readonly rules: Rulebook
  readonly cast: Cast
  readonly chance: Chance
}

export interface Place {
  readonly grid: Grid
  readonly point: LonLat
  readonly item: CatalogueItem
}

const PICTURE = ['e'.repeat(64)]

/** People act between eight and eight; what falls into the night is done the next morning. */
function awake(at: number, { rules, chance }: Setting): number {
  const local = (at + rules.calendar.offset) % DAY
  if (local >= 8 * HOUR && local < 20 * HOUR) return at
  const morning = at - local + (local < 8 * HOUR ? 0 : DAY) + 8 * HOUR
  return morning + Math.round(chance.next() * 90 * MINUTE)
}

/** The next thing a person does, about so many hours later. */
const later = (told: Told, hours: number, setting: Setting): number =>
  awake(told.now + MINUTE + Math.round(setting.chance.around(hours * HOUR)), setting)

const reportOf = ({ point, item }: Place) => ({
  item: item.code,
  title: item.name,
  text: MARKS.text,
  place: { lon: point[0], lat: point[1], address: MARKS.address },
  noPhotoReason: '现场无法拍照',
})

const resultOf = ({ chance }: Setting, whom: string): CaseCommand => ({
  type: 'submitResult',
  resultType: 'SOLVED' satisfies Result['type'],
  text: chance.pick(RESULTS),
  photos: PICTURE,
  whom,
})

/** Handled after a talk with whoever can be asked. */
function finish(told: Told, handler: Actor | undefined, place: Place, setting: Setting): void {
  const { chance } = setting
  const late = chance.next() < LATE_SHARE ? 4 : 1
  const desk = told.state.contactedAt === null && told.state.reporter?.contactable === true
  if (desk)
    told.issue(
      handler,
      { type: 'contactReporter', method: 'CALL', reached: true, note: '已电话联系，说明处理安排' },
      later(told, 1, setting),
    )
  told.issue(handler, resultOf(setting, '报事人'), later(told, HANDLING_HOURS * late, setting))
  close(told, place, setting)
}

/** Verified, followed up where there is somebody to ask, assessed. */
function close(told: Told, place: Place, setting: Setting): void {
  const { cast, chance, rules } = setting
  settle(told, place, setting)
  if (told.state.state === 'FOLLOW_UP')
    told.issue(
      cast.of('DISTRICT_OPERATOR', String(rules.district)),
      { type: 'recordSatisfied', contacted: true, solved: true, rating: 3 + chance.weighted([1, 3, 6]) },
      later(told, 3, setting),
    )
  if (told.state.state === 'TO_ASSESS')
    told.issue(
      cast.of('DISTRICT_ASSESSOR', String(rules.district)),
      { type: 'assess' },
      later(told, 2, setting),
    )
}

/** Verification by whoever may: the community, the grid's member, the centre. */
function settle(told: Told, { grid, point }: Place, setting: Setting): void {
  const { cast, rules } = setting
  if (told.state.state !== 'TO_VERIFY') return
  const at = later(told, 2, setting)
  const place = { lon: point[0], lat: point[1] }
  const type = told.state.reporter?.contactable === true ? 'verifyPass' : 'verifyPassNoContact'
  const able = [
    cast.of('COMMUNITY_OPERATOR', grid.community),
    ...cast.members(grid.code),
    cast.of('DISTRICT_OPERATOR', String(rules.district)),
  ]
  for (const actor of able)
    try {
      return told.issue(actor, { type, place }, at)
    } catch (error) {
      if (!(error instanceof NoWay)) throw error
    }
  told.wait(at + 3 * DAY)
}

const reporterOf = ({ grid }: Place, { cast, chance }: Setting): Actor | undefined => {
  const members = cast.members(grid.code)
  return members.length === 0 ? undefined : chance.pick(members)
}

function accept(told: Told, { item }: Place, setting: Setting): void {
  const operator = setting.cast.of('DISTRICT_OPERATOR', String(setting.rules.district))
  if (told.state.state === 'REPORTED')
    told.issue(operator, { type: 'accept', item: item.code }, later(told, 0.4, setting))
}

function grabbed(told: Told, place: Place, setting: Setting): void {
  accept(told, place, setting)
  const street = (role: 'STREET_DISPATCHER' | 'STREET_HANDLER') => setting.cast.of(role, place.grid.street)
  told.issue(
    street('STREET_DISPATCHER'),
    { type: 'grab' },
    told.now + MINUTE + setting.chance.below(20 * MINUTE),
  )
  finish(told, street('STREET_HANDLER'), place, setting)
}

function dispatched(told: Told, place: Place, setting: Setting): void {
  const { cast, rules } = setting
  accept(told, place, setting)
  const org = place.item.leadDepartment
  const window = told.state.deadlines.find(({ key, state }) => key === 'D_GRAB' && state === 'RUNNING')
  if (window?.dueAt) told.wait(window.dueAt)
  if (told.state.state === 'POOLED')
    told.issue(
      cast.of('DISTRICT_DISPATCHER', String(rules.district)),
      { type: 'dispatch', org },
      later(told, 0.3, setting),
    )
  told.issue(cast.of('DEPT_DISPATCHER', org), { type: 'sign' }, later(told, 0.5, setting))
  finish(told, cast.of('DEPT_HANDLER', org), place, setting)
}

function joint(told: Told, place: Place, setting: Setting): void {
  const { cast } = setting
  const [lead, helper] = [place.item.leadDepartment, place.item.coDepartments[0]]
  if (helper === undefined || helper === lead) throw new NoWay('one department alone')
  accept(told, place, setting)
  told.issue(cast.of('STREET_DISPATCHER', place.grid.street), { type: 'grab' }, told.now + 9 * MINUTE)
  told.issue(
    cast.of('STREET_LEADER', place.grid.street),
    {
      type: 'whistle',
      whistleType: place.item.whistleType,
      lead: { org: lead, task: '牵头处置' },
      units: [{ org: helper, task: '配合处置' }],
      ...(place.item.whistleType === 'DAILY' ? {} : { justification: '需部门现场处置' }),
    },
    later(told, 1, setting),
  )
  for (const org of [lead, helper])
    told.issue(
      cast.of('DEPT_HANDLER', org),
      { type: 'arrive', mode: 'ON_SITE', place: { lon: place.point[0], lat: place.point[1] } },
      told.now + 10 * MINUTE,
    )
  told.issue(
    cast.of('DEPT_HANDLER', helper),
    { type: 'completePart', text: '配合工作已经完成。', photos: PICTURE },
    later(told, 6, setting),
  )
  finish(told, cast.of('DEPT_HANDLER', lead), place, setting)
}

/** Plays one life from its report at `at`; null when it does not go that way here, or finds no end. */
export function live(way: Way, place: Place, at: number, setting: Setting): Told | null {
  const told = new Told(setting.rules, MARKS.stream, MARKS.number)
  const { cast, rules } = setting
  told.now = at
  try {
    const report = reportOf(place)
    const member = reporterOf(place, setting)
    if (way === 'SELF') {
      const { noPhotoReason: _, ...own } = report
      const words = { beforePhotos: PICTURE, afterPhotos: PICTURE, result: setting.chance.pick(RESULTS) }
      told.issue(member, { type: 'selfHandle', ...own, ...words }, at)
      close(told, place, setting)
    } else if (way === 'RESIDENT') {
      const contact = { phone: '13800000000' }
      told.issue(residentActor(rules.district, MARKS.person), { type: 'report', ...report, contact }, at)
      grabbed(told, place, setting)
    } else {
      const { item: _, ...vague } = report
      told.issue(member, { type: 'report', ...(way === 'INVALID' ? vague : report) }, at)
      if (way === 'GRABBED') grabbed(told, place, setting)
      else if (way === 'DISPATCHED') dispatched(told, place, setting)
      else if (way === 'JOINT') joint(told, place, setting)
      else
        told.issue(
          cast.of('DISTRICT_OPERATOR', String(rules.district)),
          { type: 'void', reasonCode: 'INVALID', explanation: '现场核实，无此情况。' },
          later(told, 0.4, setting),
        )
    }
    if (!isTerminal(stateName(told.state))) told.wait(told.now + 30 * DAY)
    return isTerminal(stateName(told.state)) ? told : null
  } catch (error) {
    if (error instanceof NoWay) return null
    throw error
  }
}
