// What deciding works with: the context that the edge supplies, and the parts a row of the table is made of.
import type { CatalogueItem, Limit, Rulebook, UrgencyLimits } from '../districts/district.ts'
import type { Actor } from '../people/actor.ts'
import type { Role } from '../people/roles.ts'
import type { CaseState } from './case.ts'
import type { CommandOf, CommandType } from './commands.ts'
import type { DraftFact } from './facts.ts'
import type { CaseRefusal } from './refusals.ts'
import type { Place } from './schemas.ts'
import type { CaseStateName, DeadlineName } from './states.ts'

export interface CaseContext {
  /** When the command was received, in milliseconds. */
  readonly now: number
  readonly actor: Actor
  readonly rules: Rulebook
  /** Id of the case. */
  readonly stream: string
  /** Kind of the registered source, when a source system ingests. */
  readonly source?: 'DEVICE' | 'HOTLINE_12345' | 'LINKAGE_110' | 'DEPARTMENT' | 'VIDEO_EVENT' | undefined
  /** The place as the reporter gave it, when the edge converted its datum. */
  readonly given?: Place | undefined
  /** The other case of a merge, unmerge or closing of a primary. */
  readonly other?: CaseState | undefined
  /** The reporter's answer came by the follow-up link, which the edge has checked. */
  readonly byLink?: boolean | undefined
  /** Likeness to an open case nearby, 0–1; the system accepts by itself below 0.8. */
  readonly duplicateScore?: number | undefined
  /** Organisation of a post, for reassignment inside one organisation. */
  readonly postOrg?: ((post: string) => string | undefined) | undefined
}

/** A command in the moment of deciding. */
export interface Deciding<T extends CommandType = CommandType> {
  readonly command: CommandOf<T>
  readonly state: CaseState
  readonly context: CaseContext
  readonly actor: Actor
  readonly now: number
  readonly rules: Rulebook
  readonly limits: UrgencyLimits
  readonly item: CatalogueItem | undefined
}

/** The same without a command: what a button needs. */
export type Asking = Omit<Deciding, 'command'>

/** Named condition on state, actor and time; its name is printed in the workflow. */
export type Guard = (asking: Asking) => CaseRefusal | null
/** Named condition on the input. */
export type Check<T extends CommandType> = (deciding: Deciding<T>) => CaseRefusal | null

export type Subject = 'order' | 'orders' | 'lead' | 'request' | 'card' | 'every'
/** Name of an amount of time; `limits.ts` turns it into a clock and milliseconds. */
export type LimitName =
  | 'default'
  | 'own'
  | 'rework'
  | 'taskforce'
  | 'whistleAnswer'
  | 'whistleArrive'
  | 'child'
  | 'ledgerReview'
  | 'review'

export type ClockRule =
  | { readonly op: 'stopAll' }
  | {
      readonly op: 'start'
      readonly name: DeadlineName
      readonly of?: Subject
      readonly limit?: LimitName
      /** A step of a ladder: an amount that counts from what was missed, not from now. */
      readonly step?: { readonly after: Limit; readonly since: number }
    }
  | {
      readonly op: 'stop' | 'pause' | 'pauseUnlessUrgent' | 'resume'
      readonly name: DeadlineName
      readonly of?: Subject
    }
  | { readonly op: 'move'; readonly name: DeadlineName; readonly by: MoveRule }

/** How a running clock is moved: see `clocks.ts`. */
export type MoveRule = 'extension' | 'whistle' | 'urgencyUp' | 'urgencyDown' | 'item' | 'calendar'

/** What a decision wants: the facts, and the numbers that its clock rules speak of. */
export interface Plan {
  readonly facts: readonly DraftFact[]
  readonly order?: number | undefined
  readonly orders?: readonly number[] | undefined
  readonly request?: number | undefined
  readonly card?: number | undefined
  /** Overrides the row's target state. */
  readonly to?: CaseStateName | undefined
  /** Clock rules beyond those of the row. */
  readonly clocks?: readonly ClockRule[] | undefined
  /** Due time that the command itself fixes (child orders, extension, review date). */
  readonly dueAt?: number | undefined
}

/** REPORTER stands for the original reporter, whatever the role. */
export type Issuer = Role | 'REPORTER'

/** One row of the transition table: domain specification §2.4. */
export interface Transition<T extends CommandType = CommandType> {
  readonly id: string
  readonly from: readonly (CaseStateName | 'NEW')[]
  readonly command: T
  readonly zh: string
  readonly en: string
  readonly by: readonly Issuer[]
  /** Deadlines that an `expire` row answers to. */
  readonly expires?: readonly DeadlineName[]
  readonly guards: readonly Guard[]
  readonly checks: readonly Check<T>[]
  readonly to: CaseStateName | '=' | 'previous'
  readonly clocks: readonly ClockRule[]
  readonly decide: (deciding: Deciding<T>) => Plan
}

export const deadlineKey = (name: DeadlineName, no?: number): string =>
  no === undefined ? name : `${name}#${no}`
