// Well-formed commands of every type, made of a state and of chance that the test supplies.
import { postOrg } from './actors.testing.ts'
import type { CaseState } from './case.ts'
import { newCase } from './case.new.ts'
import {
  REOPEN_REASONS,
  RESULT_TYPES,
  SUSPEND_REASONS,
  TRANSFER_CHANNELS,
  VERIFY_FAIL_REASONS,
  VERIFY_PLACE_REASONS,
  VOID_REASONS,
  WHISTLE_VERDICTS,
  type CaseCommand,
  type CommandOf,
  type CommandType,
} from './commands.ts'
import type { CaseContext } from './context.ts'
import { STREAM } from './given.testing.ts'
import * as rules from './rules.testing.ts'
import { CARD_LEVELS, URGENCIES, WHISTLE_TYPES } from '../districts/district.ts'

export const OTHER = '00000000-0000-4000-8000-000000000002'

/** Chance as an argument: whole numbers below a bound, out of a seed (mulberry32). */
export interface Chance {
  below(bound: number): number
  pick<T>(from: readonly T[]): T
  maybe<T>(value: T, outOf?: number): T | undefined
}
export function chance(seed: number): Chance {
  let a = seed >>> 0
  const below = (bound: number) => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * bound)
  }
  return {
    below,
    pick: <T>(from: readonly T[]): T => from[below(from.length)] as T,
    maybe: <T>(value: T, outOf = 2): T | undefined => (below(outOf) === 0 ? value : undefined),
  }
}

interface Making {
  readonly c: Chance
  readonly state: CaseState
  readonly now: number
}

const DEPARTMENTS = [rules.ROADS, rules.WATER, rules.HOUSING, rules.POLICE]
const TAKERS = [...DEPARTMENTS, rules.EAST, rules.WEST]
const ANY_ORG = [...TAKERS, rules.GONE, rules.EAST_1, '150402X99']
const BELOW = [rules.EAST_1, rules.GRID_E1, rules.MARKET, rules.WEST_1, rules.EAST, 'NOWHERE']
const PHOTO = 'c'.repeat(64)
const PLACES = [
  rules.IN_EAST_1,
  rules.IN_EAST_1,
  rules.NEAR_EAST_1,
  rules.FAR_EAST_1,
  rules.IN_WEST,
  rules.OUTSIDE,
]
const ITEMS = rules.items.map(({ code }) => code)
const words = '已按规定办理'
const done = '已更换破损井盖，现场清理完毕'

const photos = ({ c }: Making) => (c.below(8) === 0 ? [] : [PHOTO])
const ahead = ({ c, now }: Making) => now + (c.below(60) - 1) * rules.HOUR * (1 + c.below(12))
/** Mostly a number that exists. */
const number = (c: Chance, count: number) => 1 + c.below(count + (c.below(6) === 0 ? 2 : 0) || 1)
const orderNo = ({ c, state }: Making) => number(c, state.orders.length)
const openNo = ({ c, state }: Making) => {
  const open = state.requests.filter((request) => request.state === 'OPEN')
  return open.length > 0 && c.below(6) > 0 ? c.pick(open).no : number(c, state.requests.length)
}
const report = (m: Making) => {
  const { c } = m
  return {
    ...optional('item', c.maybe(c.pick(ITEMS))),
    ...optional('urgency', c.maybe(c.pick(URGENCIES), 5)),
    ...optional('text', c.below(12) === 0 ? undefined : words),
    ...optional('contact', c.maybe({ phone: '13800001234' })),
    ...optional('occurredAt', c.maybe(m.now - c.below(48) * rules.HOUR, 4)),
    place: c.pick(PLACES),
    photos: photos(m),
  }
}
const unit = ({ c }: Making) => ({
  org: c.pick(c.below(8) === 0 ? ANY_ORG : DEPARTMENTS),
  task: words,
  ...optional('dependsOn', c.maybe(c.pick(ANY_ORG), 4)),
})
const units = (m: Making, most: number) => Array.from({ length: m.c.below(most + 1) }, () => unit(m))

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V }
}
const evidence = (m: Making) => ({
  text: words,
  photos: photos(m),
  ...optional('occurredAt', m.c.maybe(m.now - m.c.below(96) * rules.HOUR, 3)),
})
const verify = (m: Making) => ({
  ...optional('place', m.c.maybe(m.c.pick(PLACES))),
  ...optional('placeReason', m.c.maybe(m.c.pick(VERIFY_PLACE_REASONS))),
  photos: photos(m),
  ...optional('note', m.c.maybe(words)),
})
const keys = ({ deadlines }: CaseState) => deadlines.map(({ key }) => key)

type Maker<T extends CommandType> = (m: Making) => Omit<CommandOf<T>, 'type'>
const nothing = () => ({})
const because = () => ({ reason: words })

const MAKERS: { readonly [T in CommandType]: Maker<T> } = {
  saveDraft: () => ({ text: words }),
  report,
  ingest: (m) => ({ ...report(m), externalId: 'x-1', ...optional('targetAt', m.c.maybe(ahead(m))) }),
  selfHandle: (m) => ({
    ...report(m),
    item: m.c.pick(['W01001', 'W01001', 'W01002', 'W02001']),
    beforePhotos: photos(m),
    afterPhotos: photos(m),
    result: done,
  }),
  accept: ({ c }) => ({
    item: c.pick(ITEMS),
    ...optional('urgency', c.maybe(c.pick(URGENCIES), 4)),
    ...optional('grid', c.maybe(c.pick([rules.GRID_E1, rules.GRID_W1]))),
  }),
  requestInfo: () => ({ question: words }),
  supplement: (m) => ({ ...optional('text', m.c.maybe(words)), photos: photos(m) }),
  withdraw: nothing,
  void: ({ c }) => ({ reasonCode: c.pick(VOID_REASONS), explanation: words }),
  grab: nothing,
  dispatch: ({ c }) => ({ org: c.pick(c.below(6) === 0 ? ANY_ORG : TAKERS) }),
  sign: (m) => optional('order', m.c.maybe(orderNo(m), 4)),
  contactReporter: ({ c }) => ({ method: 'CALL', reached: c.below(3) > 0, note: words }),
  requestReturn: ({ c }) => ({ reason: words, legalBasis: words, suggestedOrg: c.pick(ANY_ORG) }),
  approveReturn: nothing,
  rejectReturn: because,
  designate: ({ c }) => ({ org: c.pick(TAKERS), reason: words }),
  split: (m) => ({ org: m.c.pick(BELOW), task: words, ...optional('dueAt', m.c.maybe(ahead(m), 3)) }),
  reassign: (m) => ({
    order: orderNo(m),
    post: m.c.pick(['post-handler-east', 'post-roads-handler', 'post-none']),
  }),
  whistle: (m) => ({
    whistleType: m.c.pick(WHISTLE_TYPES),
    lead: unit(m),
    units: units(m, 2),
    justification: words,
  }),
  formJoint: (m) => ({ leadTask: words, units: [unit(m), ...units(m, 1)] }),
  answer: (m) => optional('order', m.c.maybe(orderNo(m), 4)),
  arrive: (m) => ({
    mode: m.c.pick(['ON_SITE', 'REMOTE'] as const),
    place: m.c.pick(PLACES),
    ...optional('order', m.c.maybe(orderNo(m), 6)),
  }),
  confirmArrival: (m) => ({ order: orderNo(m), accepted: m.c.below(3) > 0 }),
  requestRelease: because,
  adjustUnits: (m) => ({
    ...optional('add', m.c.maybe(units(m, 2))),
    ...optional('release', m.c.maybe(orderNo(m))),
    ...optional('lead', m.c.maybe(m.c.pick(DEPARTMENTS))),
    reason: words,
  }),
  consentLead: ({ c }) => ({ accepted: c.below(3) > 0 }),
  completePart: (m) => ({ ...evidence(m), ...optional('order', m.c.maybe(orderNo(m), 4)) }),
  returnUp: ({ c }) => ({
    problem: words,
    measures: words,
    decisionNeeded: 'DUTY',
    ...optional('exemption', c.maybe(words)),
  }),
  escalate: because,
  approveReturnUp: (m) => ({ leader: words, leadOrg: m.c.pick(DEPARTMENTS), planAt: ahead(m) }),
  rejectReturnUp: () => ({ guidance: words }),
  submitPlan: (m) => ({ steps: [{ what: words, owner: words, by: ahead(m) }] }),
  ledger: () => ({ reason: words, interimMeasure: words }),
  requestExtension: (m) => ({ until: ahead(m), reason: words }),
  approveExtension: nothing,
  requestSuspend: ({ c }) => ({
    reasonCode: c.pick(SUSPEND_REASONS),
    reason: words,
    hazardControlled: c.below(6) > 0,
  }),
  approveSuspend: (m) => ({ reviewAt: ahead(m) }),
  rejectRequest: (m) => ({ request: openNo(m), reason: words }),
  resume: nothing,
  submitResult: (m) => ({
    ...evidence(m),
    text: m.c.pick([done, done, done, words]),
    resultType: m.c.pick(RESULT_TYPES),
    whom: '诉求人本人',
  }),
  verifyPass: verify,
  verifyPassNoContact: verify,
  verifyFail: (m) => ({
    ...verify(m),
    reasonCode: m.c.pick(VERIFY_FAIL_REASONS),
    note: words,
    photos: [PHOTO],
  }),
  sendFollowUpLink: nothing,
  recordDissatisfied: ({ c }) => ({ contacted: true, solved: false, rating: 1 + c.below(2), note: words }),
  complainSolicited: () => ({ note: words }),
  decideSolicited: ({ c }) => ({ upheld: c.below(2) === 0, finding: words }),
  requestReopen: ({ c }) => ({ reasonCode: c.pick(REOPEN_REASONS), note: words }),
  rejectReopen: () => ({ explanation: words }),
  tryFollowUp: nothing,
  recordSatisfied: ({ c }) => ({ contacted: true, solved: true, rating: 3 + c.below(3) }),
  orderRework: ({ c }) => ({ contacted: true, rating: 1 + c.below(2), note: words }),
  recordExplained: ({ c }) => ({ contacted: true, rating: 1 + c.below(2), explanation: words }),
  coSignExplained: nothing,
  assess: ({ c }) => optional('deductions', c.maybe([{ points: c.below(60), reason: words }], 4)),
  appealScore: because,
  decideAppeal: ({ c }) => ({ upheld: c.below(2) === 0, score: c.below(101), reason: words }),
  ratePartner: ({ c }) => ({
    org: c.pick(TAKERS),
    rating: 1 + c.below(5),
    ...optional('verdict', c.maybe(c.pick(WHISTLE_VERDICTS))),
  }),
  reopen: ({ c }) => ({ reasonCode: c.pick(REOPEN_REASONS), note: words }),
  requestVoid: because,
  voidLate: () => ({ explanation: words }),
  restore: because,
  merge: ({ c }) => ({ primary: c.below(6) === 0 ? STREAM : OTHER }),
  absorb: () => ({ from: OTHER }),
  unmerge: because,
  splitOff: () => ({ from: OTHER }),
  recount: nothing,
  primaryClosed: () => ({ primary: OTHER }),
  revive: () => ({ primary: OTHER }),
  transfer: ({ c }) => ({ channel: c.pick(TRANSFER_CHANNELS), explanation: words }),
  notifyEmergencyLine: () => ({ line: '110', reference: words }),
  raiseUrgency: ({ c }) => ({ urgency: c.pick(URGENCIES), reason: words }),
  lowerUrgency: ({ c }) => ({ urgency: c.pick(URGENCIES), reason: words }),
  coSignUrgency: nothing,
  reclassify: ({ c }) => ({ item: c.pick([...ITEMS, 'W99999']), reason: words }),
  changeGrid: ({ c }) => ({
    redraw: OTHER,
    grid: c.pick([rules.GRID_E1, rules.GRID_E2]),
    orders: [],
    posts: [],
  }),
  urge: nothing,
  supervise: ({ c }) => ({ level: c.pick(CARD_LEVELS), reason: words }),
  replySupervision: (m) => ({ card: number(m.c, m.state.cards.length), measures: words, by: ahead(m) }),
  cancelSupervision: ({ c, state }) => ({ card: number(c, state.cards.length), reason: words }),
  expire: ({ c, state }) => ({ deadline: c.pick([...keys(state), 'D_SIGN#99', 'D_TOTAL']) }),
  instruct: () => ({ text: words }),
  annotate: () => ({ text: words }),
}

/** A command of this type as a client could send it: its shape is right, its content may be nonsense. */
export const makeCommand = (type: CommandType, making: Making): CaseCommand =>
  ({ type, ...MAKERS[type](making) }) as CaseCommand

const nearby: CaseState = {
  ...newCase,
  state: 'POOLED',
  report: { title: '', text: '', photos: [], ...rules.IN_EAST_1 },
}

/** What the server's edge adds: the other case, likeness, source and the register of posts. */
export const makeContext = (c: Chance, type: CommandType): Partial<CaseContext> => ({
  postOrg,
  other: c.pick([
    nearby,
    { ...nearby, state: 'CLOSED' },
    { ...nearby, state: 'VOIDED' },
    { ...nearby, state: type === 'unmerge' ? 'POOLED' : 'MERGED', mergedInto: STREAM },
  ]),
  ...(type === 'ingest' ? { source: 'DEVICE' as const } : {}),
  ...(type === 'recount' ? { rules: rules.nextYear } : {}),
  duplicateScore: c.pick([0, 0, 0.9]),
})
