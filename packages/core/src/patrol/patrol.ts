// A patrol: evidence of what was seen in a grid, said once when it is over. Pure.
import { accept, refuse, type Decision } from '../kernel/decision.ts'
import { refOf, type Actor, type ActorRef } from '../people/actor.ts'
import type { Role } from '../people/roles.ts'
import type { PatrolCommand, StreetShare } from './commands.ts'
import type { PatrolRefusal, PatrolRefusalCode } from './refusals.ts'

interface Base {
  readonly at: number
  readonly by: ActorRef
}
type Recorded = Omit<Extract<PatrolCommand, { type: 'record' }>, 'type'>

export type PatrolFact =
  | (Base & { readonly type: 'patrol.recorded' } & Recorded)
  | (Base & { readonly type: 'patrol.noted'; readonly text: string })

export interface PatrolState {
  readonly recorded: (Base & Recorded) | null
  readonly notes: readonly { readonly at: number; readonly text: string }[]
}
export const newPatrol: PatrolState = { recorded: null, notes: [] }

export function evolvePatrol(state: PatrolState, fact: PatrolFact): PatrolState {
  switch (fact.type) {
    case 'patrol.recorded': {
      const { type: _, ...recorded } = fact
      return { ...state, recorded }
    }
    case 'patrol.noted':
      return { ...state, notes: [...state.notes, { at: fact.at, text: fact.text }] }
  }
}

/** Those who walk a grid. */
const ON_FOOT: readonly Role[] = ['GRID_MEMBER', 'GRID_LEADER', 'GRID_SUPPORT', 'COMMUNITY_OPERATOR']
export const mayPatrol = ({ role }: Pick<Actor, 'role'>): boolean => ON_FOOT.includes(role)

/** Twelve duty hours and a little for clocks: what lasts longer was no patrol. */
const LONGEST_MS = 13 * 3_600_000
/** Clocks of devices go wrong by minutes without anybody's doing. */
const CLOCK_MS = 5 * 60_000
const MOST_NOTES = 20

interface Context {
  readonly now: number
  readonly actor: Actor
}
type Answer = Decision<PatrolFact, PatrolRefusal>
const no = (code: PatrolRefusalCode): Answer => refuse({ code })

export function decidePatrol(command: PatrolCommand, state: PatrolState, context: Context): Answer {
  switch (command.type) {
    case 'record':
      return record(command, state, context)
    case 'note':
      return note(command.text, state, context)
  }
}

/** A grid that was redrawn or given to somebody else meanwhile keeps the patrol: it was walked in the own community. */
const isOwn = ({ grids, community }: Actor, grid: string): boolean =>
  grids?.includes(grid) === true || (community !== undefined && grid.startsWith(community))

function record(
  { type: _, ...given }: Extract<PatrolCommand, { type: 'record' }>,
  state: PatrolState,
  { now, actor }: Context,
): Answer {
  if (!mayPatrol(actor)) return no('patrol/not-your-role')
  if (!isOwn(actor, given.grid)) return no('patrol/not-your-grid')
  if (state.recorded) return no('patrol/recorded-already')
  const { startedAt, endedAt, visits, streets } = given
  if (endedAt < startedAt || endedAt - startedAt > LONGEST_MS) return no('patrol/times')
  if (visits.some(({ at }) => at < startedAt || at > endedAt)) return no('patrol/outside')
  if (visits.some(({ means, photo }) => means === 'PHOTO' && photo === undefined))
    return no('patrol/no-photo')
  if (streets.some(({ metres, walked }) => walked > metres)) return no('patrol/streets')
  if (new Set(visits.map(({ point }) => point)).size < visits.length) return no('patrol/point-twice')
  // A clock that runs ahead must not put coverage into next week; it makes times uncertain, not the person.
  const ahead = endedAt > now + CLOCK_MS
  const until = (at: number): number => Math.min(at, now)
  return accept([
    {
      ...given,
      type: 'patrol.recorded',
      at: now,
      by: refOf(actor),
      startedAt: until(startedAt),
      endedAt: until(endedAt),
      visits: visits.map((visit) => ({
        ...visit,
        at: until(visit.at),
        uncertain: visit.uncertain || ahead,
      })),
      streets: onceEach(streets),
    },
  ])
}

function note(text: string, { recorded, notes }: PatrolState, { now, actor }: Context): Answer {
  if (!recorded) return no('patrol/not-recorded')
  if (recorded.by.person !== actor.person) return no('patrol/not-yours')
  if (notes.length >= MOST_NOTES) return no('patrol/too-many-notes')
  return accept([{ type: 'patrol.noted', at: now, by: refOf(actor), text: text.trim() }])
}

/** Streets by name; one that is said twice counts with what was walked more. */
const onceEach = (streets: readonly StreetShare[]): StreetShare[] => [
  ...new Map(streets.toSorted((a, b) => a.walked - b.walked).map((street) => [street.name, street])).values(),
]

/** Whole metres of all streets, and of those walked. */
export const sumOf = (
  streets: readonly StreetShare[],
): { readonly metres: number; readonly walked: number } =>
  streets.reduce(
    (sum, { metres, walked }) => ({ metres: sum.metres + metres, walked: sum.walked + walked }),
    { metres: 0, walked: 0 },
  )
