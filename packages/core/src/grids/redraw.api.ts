// The wire of redraws: plans, what they would move, what people do with them, grids as of a day.
import { Type, type Static } from 'typebox'
import { nullable, Time } from '../cases/case.view.ts'
import { GridCode, oneOf, Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { CommunityCode, Day, PostCode, RedrawPlan, WholePoint } from './redraw.plan.ts'
import { REDRAW_COMMANDS, RedrawCommandSchema } from './redraw.commands.ts'
import { REDRAW_FINDINGS, type RedrawFindingCode } from './redraw.refusals.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const text = Type.String()
const count = Type.Integer({ minimum: 0 })
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['redraws'] })

export const REDRAW_STATES = ['DRAFT', 'PROPOSED', 'APPROVED', 'IN_FORCE', 'REJECTED', 'WITHDRAWN'] as const
export type RedrawStateName = (typeof REDRAW_STATES)[number]
const StateSchema = oneOf(REDRAW_STATES)
const CommandName = Type.Unsafe<keyof typeof REDRAW_COMMANDS>({
  type: 'string',
  enum: Object.keys(REDRAW_COMMANDS),
})

/** Who did it: names are those of the staff register, as everywhere in the console. */
const Who = Type.Object({ post: text, role: text, org: text, name: text })

export const FindingView = Type.Object({
  code: Type.Unsafe<RedrawFindingCode>({ type: 'string', enum: Object.keys(REDRAW_FINDINGS) }),
  weight: oneOf(['ERROR', 'WARNING'] as const),
  zh: text,
  en: text,
  grids: Type.Array(text),
  community: nullable(text),
  post: nullable(text),
  place: nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
  areaM2: nullable(Type.Number()),
})
export type FindingView = Static<typeof FindingView>

export const RedrawSummary = Type.Object({
  id: Uuid,
  name: text,
  reason: text,
  communities: Type.Array(CommunityCode),
  day: Day,
  state: StateSchema,
  savedAt: Time,
  savedBy: Who,
  version: Type.Integer(),
})
export type RedrawSummary = Static<typeof RedrawSummary>

/** What a grid of the plan expects in a month after its size, and what moves into it. */
const GridEffect = Type.Object({
  id: text,
  code: nullable(GridCode),
  name: text,
  /** NEW: gets a code; CHANGED: same code, other outline, name, figures or posts; SAME. */
  change: oneOf(['NEW', 'CHANGED', 'SAME'] as const),
  areaM2: Type.Number(),
  households: count,
  population: count,
  /** Buildings and homes of the library that stand in it. */
  buildings: count,
  homes: count,
  /** Open cases whose place lies in it. */
  openCases: count,
  /** Cases a month that a grid of its population, area and hazards has, the district's mean being 1. */
  expectation: Type.Number(),
})

const Retired = Type.Object({ code: GridCode, name: text, successors: Type.Array(text) })
const MovedPost = Type.Object({
  post: PostCode,
  role: text,
  name: text,
  before: Type.Array(GridCode),
  /** Ids of the grids of the plan, and codes of grids that the plan does not touch. */
  after: Type.Array(text),
})

/** What would move, or moved on the day. */
const Effect = Type.Object({
  grids: Type.Array(GridEffect),
  retired: Type.Array(Retired),
  posts: Type.Array(MovedPost),
  /** Open cases that get another grid, and open tasks of grids that change hands. */
  cases: count,
  tasks: count,
  buildings: count,
  homes: count,
  population: count,
})
export type RedrawEffect = Static<typeof Effect>

const Step = Type.Object({
  at: Time,
  type: oneOf([
    'redraw.saved',
    'redraw.proposed',
    'redraw.approved',
    'redraw.rejected',
    'redraw.withdrawn',
    'redraw.came-into-force',
    'redraw.fell-through',
  ] as const),
  by: Who,
  note: nullable(text),
})

export const RedrawView = Type.Intersect([
  RedrawSummary,
  Type.Object({
    plan: RedrawPlan,
    /** Codes of new grids by their id; empty before the plan is proposed. */
    codes: Type.Array(Type.Object({ id: text, code: GridCode })),
    findings: Type.Array(FindingView),
    effect: Effect,
    /** True when `effect` says what happened on the day; false while it says what would happen now. */
    happened: Type.Boolean(),
    steps: Type.Array(Step),
    /** What the signed-in post may do now. */
    may: Type.Array(CommandName),
  }),
])
export type RedrawView = Static<typeof RedrawView>

/** A grid as it lies on a day. */
export const GridOnDay = Type.Object({
  code: GridCode,
  kind: oneOf(['BASIC', 'EXCLUSIVE'] as const),
  name: text,
  community: text,
  street: text,
  households: count,
  population: count,
  /** In units of 1e-7 degrees. */
  rings: Type.Array(Type.Array(WholePoint)),
  /** Grid leaders, members and support posts that work in it on the day. */
  posts: Type.Array(Type.Object({ code: text, role: text, name: text })),
  /** First day of this version; null: as long as the register is known. */
  from: nullable(Day),
  /** Last day of this version; null: until further notice. */
  to: nullable(Day),
  /** The plan that made this version. */
  redraw: nullable(Uuid),
})
export type GridOnDay = Static<typeof GridOnDay>

export const redrawApi = {
  list: endpoint({
    method: 'GET',
    url: '/api/redraws',
    schema: {
      ...about('findRedraws', 'Plans of redrawing grids in the area of the signed-in post, newest first'),
      querystring: Type.Object(
        { state: Type.Optional(StateSchema), community: Type.Optional(CommunityCode) },
        closed,
      ),
      response: {
        200: Type.Object({
          redraws: Type.Array(RedrawSummary),
          /** True when the post may draw up a plan. */
          mayDraft: Type.Boolean(),
        }),
        ...Refused,
      },
    },
  }),
  read: endpoint({
    method: 'GET',
    url: '/api/redraws/:id',
    schema: {
      ...about('getRedraw', 'One plan: what changes, why, who decided, what moves or moved'),
      params: Type.Object({ id: Uuid }),
      response: { 200: RedrawView, ...Refused },
    },
  }),
  preview: endpoint({
    method: 'POST',
    url: '/api/redraws/preview',
    schema: {
      ...about('previewRedraw', 'Checks a plan and says what it would move; nothing is kept'),
      body: RedrawPlan,
      response: { 200: Type.Object({ findings: Type.Array(FindingView), effect: Effect }), ...Refused },
    },
  }),
  command: endpoint({
    method: 'POST',
    url: '/api/redraws/:id/commands',
    schema: {
      ...about(
        'commandRedraw',
        'Save, propose, approve, reject or withdraw; the id of a new plan is made by the caller',
      ),
      params: Type.Object({ id: Uuid }),
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: RedrawCommandSchema,
      response: { 202: Type.Object({ id: Uuid, version: Type.Integer() }), ...Refused },
    },
  }),
  layout: endpoint({
    method: 'GET',
    url: '/api/grids/layout',
    schema: {
      ...about('getLayout', 'Grids of a community as of any past or planned day, with outlines and posts'),
      querystring: Type.Object({ community: CommunityCode, on: Type.Optional(Day) }, closed),
      response: {
        200: Type.Object({
          community: CommunityCode,
          on: Day,
          /** Outline of the community: polygons of rings in units of 1e-7 degrees. */
          outline: Type.Array(Type.Array(Type.Array(WholePoint))),
          grids: Type.Array(GridOnDay),
          /** Days on which something about the grids of the community changed or will change, oldest first. */
          changes: Type.Array(Type.Object({ day: Day, redraw: nullable(Uuid), planned: Type.Boolean() })),
          /** Day of the first import: before it, the first known layout is answered. */
          knownSince: Day,
        }),
        ...Refused,
      },
    },
  }),
} as const
