// The wire of assessment: endpoints as data. No endpoint lists or compares persons (domain specification §7.1).
import { Type } from 'typebox'
import { Code, nullable, Time } from '../cases/case.view.ts'
import { oneOf, UrgencySchema, Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { Day, Drill, Figures, FIGURE_GROUPS, IndicatorName, IndicatorView, Month } from './figure.view.ts'
import {
  AppealView,
  ExemptionView,
  HistoryPoint,
  LineView,
  MonthView,
  PeerGroupView,
  RuleView,
  Scorecard,
  SubjectView,
} from './score.view.ts'
import { MonthCommandSchema, ScoreCommandSchema } from './commands.ts'

export * from './figure.view.ts'
export * from './score.view.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['assessment'] })
const idempotent = Type.Object({ 'idempotency-key': Uuid })

/** Narrows figures and drill lists alike. `mine` keeps what the signed-in person did in the post. */
export const FigureFilter = {
  from: Day,
  to: Day,
  street: Type.Optional(Code),
  community: Type.Optional(Code),
  grid: Type.Optional(Code),
  org: Type.Optional(Code),
  category: Type.Optional(Code),
  item: Type.Optional(Code),
  urgency: Type.Optional(UrgencySchema),
  mine: Type.Optional(Type.Boolean()),
}
const Page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 200 })),
}
const Part = Type.Optional(oneOf(['NUMERATOR', 'DENOMINATOR', 'REST'] as const))

const MonthQuery = Type.Object({ month: Type.Optional(Month), rule: Type.Optional(Type.String()) }, closed)
const History = Type.Object({ subject: SubjectView, months: Type.Array(HistoryPoint) })
const score = Type.Object({ id: Uuid })

export const assessmentApi = {
  indicators: endpoint({
    method: 'GET',
    url: '/api/assessment/indicators',
    schema: {
      ...about('findIndicators', 'How every figure is defined: name, formula, base set, what counts'),
      response: { 200: Type.Object({ indicators: Type.Array(IndicatorView) }), ...Refused },
    },
  }),
  figures: endpoint({
    method: 'GET',
    url: '/api/assessment/figures',
    schema: {
      ...about('getFigures', 'Figures of a period in the actor’s scope, in all and by one grouping'),
      querystring: Type.Object(
        {
          ...FigureFilter,
          /** Comma-separated codes; all when left out. */
          indicators: Type.Optional(Type.String({ maxLength: 2000 })),
          groupBy: Type.Optional(oneOf(FIGURE_GROUPS)),
        },
        closed,
      ),
      response: { 200: Figures, ...Refused },
    },
  }),
  drill: endpoint({
    method: 'GET',
    url: '/api/assessment/figures/:indicator/cases',
    schema: {
      ...about(
        'findFigureCases',
        'The cases that a figure counts, newest first; the total equals the figure',
      ),
      params: Type.Object({ indicator: IndicatorName }),
      /** NUMERATOR, DENOMINATOR (default), or REST: in the base set and not counted. */
      querystring: Type.Object({ ...FigureFilter, part: Part, ...Page }, closed),
      response: { 200: Drill, ...Refused },
    },
  }),
  rules: endpoint({
    method: 'GET',
    url: '/api/assessment/rules',
    schema: {
      ...about('findScoreRules', 'Rule versions of all scorecards, with parts, weights and caps'),
      response: { 200: Type.Object({ rules: Type.Array(RuleView) }), ...Refused },
    },
  }),
  myScorecard: endpoint({
    method: 'GET',
    url: '/api/assessment/scorecards/mine',
    schema: {
      ...about(
        'getMyScorecard',
        'The scorecard of the signed-in post, or of its organisation for streets and departments',
      ),
      querystring: MonthQuery,
      response: { 200: Scorecard, ...Refused },
    },
  }),
  myHistory: endpoint({
    method: 'GET',
    url: '/api/assessment/scorecards/mine/history',
    schema: {
      ...about('getMyScoreHistory', 'Scores of the signed-in post by month, newest first'),
      response: { 200: History, ...Refused },
    },
  }),
  scorecard: endpoint({
    method: 'GET',
    url: '/api/assessment/organisations/:org/scorecard',
    schema: {
      ...about('getScorecard', 'The scorecard of a street or department: its own staff and the district'),
      params: Type.Object({ org: Code }),
      querystring: MonthQuery,
      response: { 200: Scorecard, ...Refused },
    },
  }),
  history: endpoint({
    method: 'GET',
    url: '/api/assessment/organisations/:org/scorecard/history',
    schema: {
      ...about('getScoreHistory', 'Scores of a street or department by month, newest first'),
      params: Type.Object({ org: Code }),
      response: { 200: History, ...Refused },
    },
  }),
  postScorecard: endpoint({
    method: 'GET',
    url: '/api/assessment/posts/:post/scorecard',
    schema: {
      ...about(
        'getPostScorecard',
        'The scorecard of one post: its holder, and who decides on appeals and deductions',
      ),
      params: Type.Object({ post: Code }),
      querystring: MonthQuery,
      response: { 200: Scorecard, ...Refused },
    },
  }),
  comparison: endpoint({
    method: 'GET',
    url: '/api/assessment/comparison',
    schema: {
      ...about(
        'compareOrganisations',
        'Streets or departments side by side inside their peer group, by code',
      ),
      querystring: Type.Object(
        { track: oneOf(['STREET', 'DEPARTMENT'] as const), month: Type.Optional(Month) },
        closed,
      ),
      response: { 200: Type.Object({ month: Month, groups: Type.Array(PeerGroupView) }), ...Refused },
    },
  }),
  score: endpoint({
    method: 'GET',
    url: '/api/assessment/scores/:id',
    schema: {
      ...about('getScore', 'The ledger of one score: every line with its proof, exemptions and appeals'),
      params: score,
      response: {
        200: Type.Object({
          id: Uuid,
          subject: SubjectView,
          month: Month,
          /** Sum of the lines, by rule version. */
          scores: Type.Array(
            Type.Object({ rule: Type.String(), run: Type.Integer(), score: nullable(Type.Number()) }),
          ),
          lines: Type.Array(LineView),
          exemptions: Type.Array(ExemptionView),
          appeals: Type.Array(AppealView),
        }),
        ...Refused,
      },
    },
  }),
  proof: endpoint({
    method: 'GET',
    url: '/api/assessment/scores/:id/lines/:no/cases',
    schema: {
      ...about('findLineCases', 'The cases behind a line as they were counted when it was written'),
      params: Type.Object({ id: Uuid, no: Type.Integer({ minimum: 1 }) }),
      querystring: Type.Object({ part: Part, ...Page }, closed),
      response: { 200: Drill, ...Refused },
    },
  }),
  commandScore: endpoint({
    method: 'POST',
    url: '/api/assessment/scores/:id/commands',
    schema: {
      ...about(
        'commandScore',
        'Appeal, decide an appeal, exempt, or add a manual line; sending it twice is harmless',
      ),
      params: score,
      headers: idempotent,
      body: ScoreCommandSchema,
      response: { 202: Type.Object({ id: Uuid, version: Type.Integer() }), ...Refused },
    },
  }),
  appeals: endpoint({
    method: 'GET',
    url: '/api/assessment/appeals',
    schema: {
      ...about('findAppeals', 'Own appeals, and for the district those to decide, newest first'),
      querystring: Type.Object(
        { state: Type.Optional(oneOf(['OPEN', 'DECIDED'] as const)), ...Page },
        closed,
      ),
      response: {
        200: Type.Object({
          appeals: Type.Array(AppealView),
          next: nullable(Type.String()),
          total: Type.Integer(),
        }),
        ...Refused,
      },
    },
  }),
  months: endpoint({
    method: 'GET',
    url: '/api/assessment/months',
    schema: {
      ...about('findMonths', 'Months of assessment, newest first: open, settling or closed'),
      response: { 200: Type.Object({ now: Time, months: Type.Array(MonthView) }), ...Refused },
    },
  }),
  commandMonth: endpoint({
    method: 'POST',
    url: '/api/assessment/months/:month/commands',
    schema: {
      ...about('commandMonth', 'Close a month, or settle a track again under another rule version'),
      params: Type.Object({ month: Month }),
      headers: idempotent,
      body: MonthCommandSchema,
      response: { 202: Type.Object({ month: Month, version: Type.Integer() }), ...Refused },
    },
  }),
} as const
