// A load: many records of one register from one source at once. Its facts carry the rows (docs/adr/0021). Pure.
import { accept, refuse, type Decision } from '../kernel/decision.ts'
import { refOf, type Actor, type ActorRef } from '../people/actor.ts'
import type { Owner, Value } from './field.ts'
import type { LibraryRefusal } from './refusals.ts'
import type { RegisterName } from './registers.ts'

/** Rows of one fact: 200 are about 80 kB, so that a reader of the feed or of the log can hold a thousand facts. */
export const ROWS_A_FACT = 200

export interface Geometry {
  readonly type: 'Point' | 'LineString' | 'Polygon' | 'MultiPolygon'
  readonly coordinates: unknown
}

/** Flats of a building that are all alike: `units` staircases, each with `perFloor` doors on every floor. */
export interface Layout {
  readonly units: number
  readonly floors: number
  readonly perFloor: number
}

/** A record as a load brings it. Only what changed stands in `fields`. */
export interface LoadRow {
  readonly code: string
  readonly name: string
  readonly address: string
  readonly initials: string
  readonly street: string | null
  readonly community: string | null
  readonly parent: string | null
  readonly place: Geometry | null
  readonly fields: Readonly<Record<string, Value>>
  /** Of a building: its houses come with it. */
  readonly layout?: Layout
}

export const housesOf = ({ units, floors, perFloor }: Layout): number => units * floors * perFloor

export interface LoadHead {
  readonly register: RegisterName
  readonly source: Owner
  /** As of when the source says so, milliseconds. */
  readonly asOf: number
  /** Name of the file or system. */
  readonly name: string
  /** Only adds: a code that is there already stays as it is. For records entered by hand, two at the same time. */
  readonly adds?: true
}
export type LoadCommand =
  | ({ readonly type: 'begin' } & LoadHead)
  | { readonly type: 'take'; readonly rows: readonly LoadRow[] }
  | { readonly type: 'end' }

interface Base {
  readonly at: number
  readonly by: ActorRef
}
export type LoadFact =
  | (Base & { readonly type: 'load.begun' } & LoadHead)
  | (Base & { readonly type: 'load.taken'; readonly rows: readonly LoadRow[] })
  | (Base & { readonly type: 'load.ended' })

export interface LoadState {
  readonly head: LoadHead | null
  readonly begun: Base | null
  readonly rows: number
  readonly endedAt: number | null
}
export const newLoad: LoadState = { head: null, begun: null, rows: 0, endedAt: null }

export function evolveLoad(state: LoadState, fact: LoadFact): LoadState {
  switch (fact.type) {
    case 'load.begun': {
      const { register, source, asOf, name, adds, at, by } = fact
      const head = { register, source, asOf, name, ...(adds ? { adds } : {}) }
      return { ...state, head, begun: { at, by } }
    }
    case 'load.taken':
      return { ...state, rows: state.rows + fact.rows.length }
    case 'load.ended':
      return { ...state, endedAt: fact.at }
  }
}

export function decideLoad(
  command: LoadCommand,
  state: LoadState,
  { now, actor }: { readonly now: number; readonly actor: Actor },
): Decision<LoadFact, LibraryRefusal> {
  const base = { at: now, by: refOf(actor) }
  switch (command.type) {
    case 'begin':
      return accept(state.head ? [] : [{ ...command, ...base, type: 'load.begun' }])
    case 'take':
      if (!state.head || state.endedAt !== null) return refuse({ code: 'library/load-ended' })
      return accept([{ type: 'load.taken', ...base, rows: command.rows }])
    case 'end':
      return accept(state.endedAt === null ? [{ type: 'load.ended', ...base }] : [])
  }
}
