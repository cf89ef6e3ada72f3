// Tours through the whole table: together they walk every row and tell every kind of fact.
import {
  assessor,
  community,
  dispatcher,
  dispatcherEast,
  districtLeader,
  handlerEast,
  housing,
  leaderEast,
  member,
  neighbour,
  operator,
  resident,
  roads,
  sensor,
  supervisor,
  system,
  water,
} from './actors.testing.ts'
import type { CaseState } from './case.ts'
import type { CaseFact, CaseFactType } from './facts.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, STREAM, type Step } from './given.testing.ts'
import {
  at,
  DAY,
  EAST_1,
  GRID_E1,
  GRID_E2,
  HOUR,
  HOUSING,
  IN_EAST_1,
  MONDAY,
  nextYear,
  POLICE,
  WATER,
} from './rules.testing.ts'

export const OTHER = '00000000-0000-4000-8000-000000000002'
const otherCase = (state: Partial<CaseState>): CaseState => ({ ...cases(...flow.accepted()).state, ...state })
const primary = { context: { other: otherCase({}) } }
const note = { note: '知悉' }

const draft: Step[] = [by(member, { type: 'saveDraft', text: '路灯' }, { at: MONDAY })]
const handling: Step[] = flow.grabbed()
const asked: Step[] = [...flow.byResident(), by(operator, { type: 'requestInfo', question: '在哪栋楼?' })]
const redone: Step[] = [
  by(community, { type: 'verifyFail', reasonCode: 'NOT_DONE', note: '未见修复', photos: [flow.PHOTO] }),
]

/** Each tour ends where another begins to differ; */
export const tours: Readonly<Record<string, readonly Step[]>> = {
  'a draft is sent': [...draft, by(member, flow.report())],
  'a draft is forgotten': [...draft, due('D_DRAFT')],
  'a sensor reports': [
    by(
      sensor,
      { type: 'ingest', externalId: 'iot-1', place: IN_EAST_1, item: 'W02001', text: '水位超限' },
      { at: MONDAY, context: { source: 'DEVICE' } },
    ),
  ],
  questions: [
    ...asked,
    by(resident, { type: 'supplement', text: '3号楼' }),
    by(resident, { type: 'withdraw', reason: '已好' }),
    by(supervisor, { type: 'restore', reason: '误撤回' }),
    by(operator, { type: 'void', reasonCode: 'TEST', explanation: '测试件' }),
  ],
  'an answer never comes': [...asked, due('D_INFO')],
  transfer: [
    ...flow.reported(),
    by(operator, { type: 'transfer', channel: 'COURT', explanation: '属诉讼事项' }),
  ],
  'return and designation': [
    ...flow.dispatched(),
    by(roads.dispatcher, {
      type: 'requestReturn',
      reason: '非本局职责',
      legalBasis: '三定方案',
      suggestedOrg: WATER,
    }),
    by(dispatcher, { type: 'rejectReturn', reason: '属地在先' }),
    by(roads.dispatcher, { type: 'sign' }),
    by(supervisor, { type: 'designate', org: WATER, reason: '职责争议' }),
    due('D_SIGN#2'),
  ],
  'an approved return': [
    ...flow.dispatched(),
    by(roads.dispatcher, {
      type: 'requestReturn',
      reason: '非本局职责',
      legalBasis: '三定方案',
      suggestedOrg: WATER,
    }),
    by(dispatcher, { type: 'approveReturn' }),
  ],
  'split orders': [
    ...handling,
    by(dispatcherEast, { type: 'split', org: GRID_E1, task: '清扫' }),
    by(member, { type: 'sign' }),
    by(member, flow.part),
    by(dispatcherEast, { type: 'split', org: EAST_1, task: '看护' }),
    due('D_SIGN#3'),
    by(dispatcherEast, { type: 'reassign', order: 1, post: handlerEast.post }),
  ],
  'joint handling': [
    ...flow.joint(),
    by(roads.dispatcher, { type: 'answer' }),
    by(roads.handler, { type: 'arrive', mode: 'REMOTE' }),
    by(dispatcherEast, { type: 'confirmArrival', order: 2, accepted: true }),
    due('D_SIGN#3'),
    by(water.handler, flow.arriveOnSite),
    by(leaderEast, {
      type: 'adjustUnits',
      add: [{ org: POLICE, task: '维持秩序' }],
      lead: WATER,
      reason: '权属',
    }),
    by(water.dispatcher, { type: 'consentLead', accepted: true }),
    by(roads.dispatcher, { type: 'requestRelease', reason: '与本局无关' }),
    by(leaderEast, { type: 'rejectRequest', request: 2, reason: '仍需配合' }),
    by(leaderEast, { type: 'adjustUnits', release: 4, reason: '不再需要' }),
    by(roads.handler, flow.part),
    by(water.handler, flow.result()),
    by(community, { type: 'verifyPassNoContact' }),
    by(assessor, { type: 'assess' }),
    by(leaderEast, { type: 'ratePartner', org: WATER, rating: 5 }),
    by(leaderEast, { type: 'appealScore', reason: '扣分有误' }),
    by(supervisor, { type: 'decideAppeal', upheld: true, score: 100, reason: '核实' }),
    by(supervisor, { type: 'reopen', reasonCode: 'RECURRENCE', note: '复发' }),
  ],
  'a department leads': [
    ...flow.signed(),
    by(dispatcher, { type: 'formJoint', leadTask: '牵头', units: [{ org: HOUSING, task: '鉴定' }] }),
    by(housing.dispatcher, { type: 'answer' }),
  ],
  'the hard way': [
    ...flow.taskforce(),
    by(roads.leader, { type: 'submitPlan', steps: [{ what: '勘察', owner: '市政局', by: MONDAY + DAY }] }),
    by(districtLeader, { type: 'ledger', reason: '资金未到位', interimMeasure: '围挡' }),
    due('D_REVIEW'),
  ],
  'return-up rejected': [
    ...flow.escalated(),
    by(districtLeader, { type: 'rejectReturnUp', guidance: '再协调' }),
  ],
  'stuck and escalated': [
    ...handling,
    due('D_WARN'),
    due('D_HANDLE'),
    due('D_LADDER#1'),
    due('D_LADDER#2'),
    by(supervisor, { type: 'escalate', reason: '红牌未办' }),
    due('D_REQ#1'),
    due('D_INBOX#1'),
  ],
  'an urgent case that nobody handles': [
    ...flow.grabbed(flow.RUIN),
    due('D_HANDLE'),
    due('D_LADDER#1'),
    due('D_LADDER#2'),
  ],
  'a whistle that nobody hears': [...flow.joint(flow.RUIN), due('D_SIGN#2'), due('D_WHISTLE#2')],
  'more time': [
    ...flow.grabbed(),
    by(leaderEast, { type: 'requestExtension', until: MONDAY + 9 * DAY, reason: '等待材料' }),
    by(supervisor, { type: 'approveExtension' }),
    by(leaderEast, flow.requestSuspend),
    by(supervisor, { type: 'rejectRequest', request: 2, reason: '可先办' }),
    by(leaderEast, flow.requestSuspend),
    by(supervisor, { type: 'approveSuspend', reviewAt: MONDAY + 5 * DAY }),
    by(leaderEast, { type: 'resume' }),
  ],
  'verified late, redone, followed up': [
    ...flow.submitted(undefined, flow.byResident()),
    due('D_VERIFY'),
    ...redone,
    by(handlerEast, flow.result()),
    by(community, { type: 'verifyPass' }),
    by(operator, { type: 'tryFollowUp' }),
    by(operator, { type: 'orderRework', contacted: true, rating: 2, note: '仍不亮' }),
    by(handlerEast, flow.result()),
    by(community, { type: 'verifyPass' }),
    by(operator, { type: 'recordExplained', contacted: true, rating: 2, explanation: '电网改造中' }),
    by(supervisor, { type: 'coSignExplained' }),
    due('D_ASSESS'),
  ],
  satisfied: [
    ...flow.followUp(),
    by(resident, { type: 'complainSolicited', note: '办理人员要我打五分' }),
    by(supervisor, { type: 'decideSolicited', upheld: true, finding: '已谈话' }),
    by(resident, { type: 'recordSatisfied', contacted: true, solved: true, rating: 5 }),
  ],
  'not satisfied, by link, and asked to reopen': [
    ...flow.followUp(),
    by(operator, { type: 'sendFollowUpLink' }),
    by(
      neighbour,
      { type: 'recordDissatisfied', contacted: true, solved: false, rating: 2, note: '仍不亮' },
      { context: { byLink: true } },
    ),
    by(operator, { type: 'recordSatisfied', contacted: true, solved: true, rating: 3 }),
    by(assessor, { type: 'assess' }),
    by(resident, { type: 'requestReopen', reasonCode: 'RECURRENCE', note: '又不亮了' }),
    by(supervisor, { type: 'rejectReopen', explanation: '为另一盏灯，请另行上报' }),
  ],
  'nobody answers the phone': [
    ...flow.followUp(),
    ...[HOUR, DAY].map((after) => by(operator, { type: 'tryFollowUp' }, { after })),
    due('D_FOLLOWUP'),
  ],
  'self-handled': [by(member, flow.selfHandle(), { at: MONDAY })],
  'void after acceptance': [
    ...handling,
    by(dispatcherEast, { type: 'requestVoid', reason: '重复' }),
    by(supervisor, { type: 'voidLate', explanation: '情况不实' }),
  ],
  'merged and let go': [
    ...flow.accepted(),
    by(operator, { type: 'merge', primary: OTHER }, primary),
    by(operator, { type: 'unmerge', reason: '并错' }, primary),
  ],
  'merged and closed': [
    ...flow.accepted(),
    by(operator, { type: 'merge', primary: OTHER }, primary),
    by(
      system,
      { type: 'primaryClosed', primary: OTHER },
      { context: { other: otherCase({ state: 'CLOSED' }) } },
    ),
  ],
  'merged into what was void': [
    ...handling,
    by(operator, { type: 'merge', primary: OTHER }, primary),
    by(system, { type: 'revive', primary: OTHER }, { context: { other: otherCase({ state: 'VOIDED' }) } }),
  ],
  absorbing: [
    ...flow.accepted(),
    by(system, { type: 'absorb', from: OTHER }, { context: { other: otherCase({ mergedInto: STREAM }) } }),
    by(system, { type: 'splitOff', from: OTHER }),
  ],
  'what everybody may add': [
    ...flow.accepted(flow.RUIN),
    by(member, { type: 'notifyEmergencyLine', line: '119', reference: '20260914-7' }),
    by(dispatcher, { type: 'lowerUrgency', urgency: 'IMPORTANT', reason: '险情排除' }),
    by(supervisor, { type: 'coSignUrgency' }),
    by(dispatcher, { type: 'lowerUrgency', urgency: 'GENERAL', reason: '影响小' }),
    by(dispatcher, { type: 'raiseUrgency', urgency: 'IMPORTANT', reason: '影响扩大' }),
    by(operator, { type: 'reclassify', item: flow.SEWAGE, reason: '实为排水' }),
    by(operator, { type: 'urge', ...note }),
    by(dispatcherEast, { type: 'grab' }),
    by(supervisor, { type: 'supervise', level: 'YELLOW', reason: '领导关注' }),
    by(leaderEast, { type: 'replySupervision', card: 1, measures: '已派人', by: MONDAY + DAY }),
    by(supervisor, { type: 'supervise', level: 'RED', reason: '逾期' }),
    by(supervisor, { type: 'cancelSupervision', card: 2, reason: '已整改' }),
    by(leaderEast, { type: 'instruct', text: '今日办结' }),
    by(leaderEast, { type: 'annotate', text: '附图', photos: [flow.PHOTO] }),
    by(dispatcher, { type: 'lowerUrgency', urgency: 'GENERAL', reason: '影响小' }),
  ],
  'an important request is rejected early': [
    ...flow.accepted(flow.RUIN),
    by(dispatcher, { type: 'lowerUrgency', urgency: 'IMPORTANT', reason: '险情排除' }),
    by(supervisor, { type: 'rejectRequest', request: 1, reason: '险情仍在' }),
  ],
  'the grids are redrawn': [
    ...handling,
    by(dispatcherEast, { type: 'split', org: GRID_E1, task: '清扫' }),
    by(system, {
      type: 'changeGrid',
      redraw: OTHER,
      grid: GRID_E2,
      orders: [{ order: 2, grid: GRID_E2 }],
      posts: [member.post],
    }),
  ],
  'the holidays of the next year are published': [
    ...flow.grabbed('W04001', [by(member, flow.report(), { at: at('2026-12-18 10:00') })]),
    by(system, { type: 'recount' }, { context: { rules: nextYear } }),
  ],
  'nobody accepts': [...flow.reported(), due('D_INTAKE')],
}

let told: Map<string, Set<CaseFactType>> | undefined

/** Kinds of facts that each row told on the tours. */
export function toldBy(): ReadonlyMap<string, ReadonlySet<CaseFactType>> {
  if (told) return told
  told = new Map()
  for (const fact of allFacts()) {
    const kinds = told.get(fact.via) ?? new Set()
    told.set(fact.via, kinds.add(fact.type))
  }
  return told
}

export const allFacts = (): readonly CaseFact[] =>
  Object.values(tours).flatMap((steps) => cases(...steps).facts)
