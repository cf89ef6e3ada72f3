// The wire of patrols: commands, and what they cover by grid. Nobody is named in coverage, and nothing of it is live.
import { Type, type Static } from 'typebox'
import { nullable, Time } from '../cases/case.view.ts'
import { oneOf, Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { MEANS, PatrolCommandSchema, POSITIONS } from './commands.ts'
import { HeldPoint } from './point.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['patrol'] })
const Text = Type.String()

const Period = {
  /** Days back from now. */
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 92, default: 30 })),
}

/** What patrols of a period cover of one grid. */
export const GridCoverage = Type.Object({
  grid: Text,
  gridName: Text,
  community: Text,
  communityName: Text,
  street: Text,
  streetName: Text,
  points: Type.Integer({ description: 'that a patrol visits; cameras are not among them' }),
  seen: Type.Integer({ description: 'of them in the period' }),
  /** Of its streets, by the patrols of the period; null when no patrol had positions. */
  metres: nullable(Type.Integer()),
  walked: nullable(Type.Integer()),
  patrols: Type.Integer(),
  lastAt: nullable(Time),
})
export type GridCoverage = Static<typeof GridCoverage>

export const PointCoverage = Type.Intersect([
  HeldPoint,
  Type.Object({
    seenAt: nullable(Time),
    means: nullable(oneOf(MEANS)),
    photo: nullable(Text),
    uncertain: Type.Boolean(),
  }),
])
export type PointCoverage = Static<typeof PointCoverage>

export const patrolApi = {
  command: endpoint({
    method: 'POST',
    url: '/api/patrols/:id/commands',
    schema: {
      ...about('commandPatrol', 'Record a patrol that is over, or add a note to one’s own'),
      params: Type.Object({ id: Uuid }),
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: PatrolCommandSchema,
      response: { 202: Type.Object({ id: Uuid, version: Type.Integer() }), ...Refused },
    },
  }),
  coverage: endpoint({
    method: 'GET',
    url: '/api/patrol/coverage',
    schema: {
      ...about('findCoverage', 'What patrols covered of each grid in the scope of the post; nobody is named'),
      querystring: Type.Object({ ...Period, street: Type.Optional(Text) }, closed),
      response: { 200: Type.Object({ grids: Type.Array(GridCoverage) }), ...Refused },
    },
  }),
  grid: endpoint({
    method: 'GET',
    url: '/api/patrol/coverage/:grid',
    schema: {
      ...about('findGridCoverage', 'Points and streets of one grid, with when they were last seen or walked'),
      params: Type.Object({ grid: Type.String({ pattern: '^\\d{16}$' }) }),
      querystring: Type.Object(Period, closed),
      response: {
        200: Type.Object({
          coverage: GridCoverage,
          points: Type.Array(PointCoverage),
          streets: Type.Array(
            Type.Object({
              name: Text,
              metres: Type.Integer(),
              /** The longest stretch that one patrol walked; null: none. */
              walked: nullable(Type.Integer()),
              lastAt: nullable(Time),
            }),
          ),
          notes: Type.Array(Type.Object({ at: Time, positions: oneOf(POSITIONS), text: Text })),
        }),
        ...Refused,
      },
    },
  }),
}
