// The wire of explained deadlines: all times in milliseconds, and enough to count every due time again by hand.
import { Type, type Static } from 'typebox'
import { STATUTORY_RULE_CODES } from '../districts/statutory.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { nullable, Time, TimelineEntry } from './case.view.ts'
import { COMMAND_TYPES } from './commands.ts'
import { MOVE_KINDS, VERDICTS } from './explain.names.ts'
import { oneOf, Uuid } from './schemas.ts'
import { DEADLINE_NAMES } from './states.ts'

const Clock = oneOf(['NATURAL', 'DUTY', 'WD24'] as const)
const Milliseconds = Type.Integer({ description: 'milliseconds' })

/** The fact behind a stretch or a move: its place in the timeline, who decided, who asked, in which words. */
export const CauseView = Type.Object({
  version: Type.Integer(),
  type: Type.String(),
  at: Time,
  via: Type.String({ description: 'row of the transition table' }),
  command: oneOf(COMMAND_TYPES),
  by: TimelineEntry.properties.actor,
  askedBy: nullable(TimelineEntry.properties.actor),
  words: nullable(Type.String()),
  expired: nullable(Type.String({ description: 'deadline whose passing made the system act' })),
})
export type CauseView = Static<typeof CauseView>

const Setting = { clock: Clock, limitMs: Milliseconds, dueAt: nullable(Time) }

/** A stretch in which the clock ran or stood still; the stretches of a deadline touch and cover its whole life. */
export const SegmentView = Type.Object({
  state: oneOf(['RUNNING', 'PAUSED'] as const),
  from: Time,
  to: Time,
  open: Type.Boolean(),
  wallMs: Milliseconds,
  countedMs: Type.Integer({ description: 'milliseconds that count; of a pause, that would have counted' }),
  cause: CauseView,
})
export type SegmentView = Static<typeof SegmentView>

export const MoveView = Type.Object({
  kind: oneOf(MOVE_KINDS),
  at: Time,
  cause: CauseView,
  before: Type.Object(Setting),
  after: Type.Object(Setting),
})
export type MoveView = Static<typeof MoveView>

/** What would be if one pause or move had not been, everything else as it was. */
export const WithoutView = Type.Object({
  what: oneOf(['PAUSE', ...MOVE_KINDS] as const),
  cause: CauseView,
  wallMs: Milliseconds,
  countedMs: Milliseconds,
  dueAt: nullable(Time),
  lateMs: Milliseconds,
  lateCountedMs: Milliseconds,
  decides: Type.Boolean({ description: 'without it the deadline would be late, or would not' }),
})
export type WithoutView = Static<typeof WithoutView>

export const ExplainedClock = Type.Object({
  key: Type.String({ description: 'name, and #n when it belongs to an order, request or card' }),
  name: oneOf(DEADLINE_NAMES),
  no: nullable(Type.Integer()),
  nth: Type.Integer({ description: '1 for the first life of the key' }),
  ...Setting,
  law: nullable(oneOf(STATUTORY_RULE_CODES)),
  startedAt: Time,
  endedAt: nullable(Time),
  cause: CauseView,
  end: nullable(CauseView),
  usedMs: Milliseconds,
  ranMs: Milliseconds,
  pausedMs: Milliseconds,
  segments: Type.Array(SegmentView),
  moves: Type.Array(MoveView),
  missedAt: Type.Array(Time),
  verdict: Type.Object({
    name: oneOf(VERDICTS),
    judgedAt: Time,
    lateMs: Milliseconds,
    lateCountedMs: Milliseconds,
    leftMs: Milliseconds,
  }),
  without: Type.Array(WithoutView),
  assumed: Type.Boolean({ description: 'rests on working days that were not published when it was set' }),
  agrees: Type.Boolean({ description: 'what the facts recorded is what this calendar gives' }),
  still: Type.Array(Type.Object({ from: Time, to: Time }), {
    description: 'nights, weekends and holidays that do not count',
  }),
})
export type ExplainedClock = Static<typeof ExplainedClock>

export const clockApi = {
  explain: endpoint({
    method: 'GET',
    url: '/api/cases/:id/clocks',
    schema: {
      operationId: 'explainClocks',
      summary:
        'Every deadline of a case counted again from its facts: stretches, moves, verdict, what would be without',
      tags: ['cases'],
      params: Type.Object({ id: Uuid }),
      response: {
        200: Type.Object({ now: Time, clocks: Type.Array(ExplainedClock) }),
        '4xx': Problem,
        '5xx': Problem,
      },
    },
  }),
} as const
