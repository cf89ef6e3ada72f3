// Short ways into every state: each flow is a list of steps that `cases(...)` plays.
import type { Actor } from '../people/actor.ts'
import {
  assessor,
  community,
  dispatcher,
  dispatcherEast,
  districtLeader,
  handlerEast,
  leaderEast,
  member,
  operator,
  resident,
  roads,
  supervisor,
  system,
  water,
} from './actors.testing.ts'
import type { CommandOf } from './commands.ts'
import { by, type Move } from './given.testing.ts'
import { DAY, IN_EAST_1, MINUTE, MONDAY, ROADS, WATER } from './rules.testing.ts'

export const PHOTO = 'a'.repeat(64)
export const AFTER = 'b'.repeat(64)
/** General, delegable, 120 working hours, roads. */
export const LAMP = 'W01004'
export const SEWAGE = 'W02001'
export const RUIN = 'W03001'

type Over<T extends Parameters<typeof by>[1]['type']> = Partial<CommandOf<T>>

export const report = (over: Over<'report'> = {}): CommandOf<'report'> => ({
  type: 'report',
  text: '路灯不亮，晚上看不清路',
  place: IN_EAST_1,
  photos: [PHOTO],
  ...over,
})
export const withContact = { contact: { phone: '13800001234' } }

export const reported = (over: Over<'report'> = {}, as: Actor = member): Move[] => [
  by(as, report(over), { at: MONDAY }),
]
export const byResident = (over: Over<'report'> = {}): Move[] =>
  reported({ ...withContact, ...over }, resident)

/** Accepted as general unless another item is named. */
export const accepted = (item: string = LAMP, from: Move[] = reported()): Move[] => [
  ...from,
  by(operator, { type: 'accept', item }),
]
export const grabbed = (item?: string, from?: Move[]): Move[] => [
  ...accepted(item, from),
  by(dispatcherEast, { type: 'grab' }),
]
/** The window closes and the district sends it; urgent cases need no closing. */
export const dispatched = (org: string = ROADS, item?: string, from?: Move[]): Move[] => [
  ...accepted(item, from),
  ...(item === RUIN ? [] : [by(system, { type: 'expire', deadline: 'D_GRAB' }, { after: 8 * 60 * MINUTE })]),
  by(dispatcher, { type: 'dispatch', org }),
]
export const signed = (item?: string, from?: Move[]): Move[] => [
  ...dispatched(ROADS, item, from),
  by(roads.dispatcher, { type: 'sign' }),
]

export const whistle = (over: Over<'whistle'> = {}): CommandOf<'whistle'> => ({
  type: 'whistle',
  whistleType: 'DAILY',
  lead: { org: ROADS, task: '修复路灯' },
  units: [{ org: WATER, task: '配合开挖' }],
  ...over,
})
export const joint = (item?: string, from?: Move[], over: Over<'whistle'> = {}): Move[] => [
  ...grabbed(item, from),
  by(leaderEast, whistle(over)),
]
export const arriveOnSite: CommandOf<'arrive'> = { type: 'arrive', mode: 'ON_SITE', place: IN_EAST_1 }
export const arrived = (item?: string, from?: Move[]): Move[] => [
  ...joint(item, from),
  by(roads.handler, arriveOnSite),
  by(water.handler, arriveOnSite),
]
export const part: CommandOf<'completePart'> = { type: 'completePart', text: '已完成', photos: [AFTER] }
export const partsDone = (item?: string, from?: Move[]): Move[] => [
  ...arrived(item, from),
  by(water.handler, part),
]

export const returnUp: CommandOf<'returnUp'> = {
  type: 'returnUp',
  problem: '权属不清',
  measures: '已两次协调',
  decisionNeeded: 'DUTY',
  exemption: '非部门职责',
}
export const escalated = (item?: string, from?: Move[]): Move[] => [
  ...grabbed(item, from),
  by(leaderEast, returnUp),
]
export const approveReturnUp = (planAt: number, leadOrg: string = ROADS): CommandOf<'approveReturnUp'> => ({
  type: 'approveReturnUp',
  leader: '副区长',
  leadOrg,
  planAt,
})
export const taskforce = (item?: string, from?: Move[]): Move[] => [
  ...escalated(item, from),
  by(districtLeader, approveReturnUp(MONDAY + 20 * DAY)),
]

export const requestSuspend: CommandOf<'requestSuspend'> = {
  type: 'requestSuspend',
  reasonCode: 'SEASON',
  reason: '冬季不能施工',
  hazardControlled: true,
}
export const suspended = (from: Move[] = grabbed()): Move[] => [
  ...from,
  by(leaderEast, requestSuspend),
  by(supervisor, { type: 'approveSuspend', reviewAt: MONDAY + 10 * DAY }),
]

export const result = (over: Over<'submitResult'> = {}): CommandOf<'submitResult'> => ({
  type: 'submitResult',
  resultType: 'SOLVED',
  text: '路灯已修复',
  photos: [AFTER],
  whom: '张先生',
  ...over,
})
export const contact: CommandOf<'contactReporter'> = {
  type: 'contactReporter',
  method: 'CALL',
  reached: true,
  note: '已说明安排',
}
/** Handled by the street: with first contact when there is somebody to contact. */
export const submitted = (item?: string, from?: Move[]): Move[] => [
  ...grabbed(item, from),
  ...(from === undefined ? [] : [by(dispatcherEast, contact)]),
  by(handlerEast, result()),
]
export const followUp = (): Move[] => [
  ...submitted(undefined, byResident()),
  by(community, { type: 'verifyPass' }),
]
export const toAssess = (): Move[] => [...submitted(), by(community, { type: 'verifyPassNoContact' })]
export const closed = (): Move[] => [...toAssess(), by(assessor, { type: 'assess' })]
export const closedJoint = (): Move[] => [
  ...partsDone(),
  by(roads.handler, result()),
  by(community, { type: 'verifyPassNoContact' }),
  by(assessor, { type: 'assess' }),
]

export const selfHandle = (over: Over<'selfHandle'> = {}): CommandOf<'selfHandle'> => ({
  type: 'selfHandle',
  item: 'W01001',
  text: '楼道口有垃圾',
  place: IN_EAST_1,
  beforePhotos: [PHOTO],
  afterPhotos: [AFTER],
  result: '已清理',
  ...over,
})
