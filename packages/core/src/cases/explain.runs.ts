// From the facts of a case to the turns of each of its clocks, each with the fact that made it.
import type { StatutoryRuleCode } from '../districts/statutory.ts'
import type { ClockKind } from '../kernel/calendar.ts'
import type { ActorRef } from '../people/actor.ts'
import type { CaseRequest } from './case.ts'
import type { CommandType } from './commands.ts'
import type { CaseFact, CaseFactType, ClockChange } from './facts.ts'
import type { DeadlineName } from './states.ts'
import { TRANSITIONS } from './transitions.ts'

/** The fact behind a turn: which, by whom, at whose request, in which words. */
export interface Cause {
  readonly version: number
  readonly type: CaseFactType
  readonly at: number
  /** Row of the transition table and its command. */
  readonly via: string
  readonly command: CommandType
  readonly by: ActorRef
  /** Who asked for it, where somebody else decided. */
  readonly askedBy: ActorRef | null
  /** Reason as it was written down. */
  readonly words: string | null
  /** The deadline whose passing made the system act. */
  readonly expired: string | null
}

interface Due {
  readonly limitMs: number
  readonly dueAt: number
  readonly assumed: boolean
}
export type Turn = { readonly cause: Cause; readonly fact: CaseFact; readonly at: number } & (
  | ({ readonly op: 'start'; readonly clock: ClockKind; readonly law: StatutoryRuleCode | null } & Due)
  | ({
      readonly op: 'move'
      readonly clock: ClockKind
      readonly law: StatutoryRuleCode | null
    } & Omit<Due, 'dueAt'> & { readonly dueAt: number | null })
  | ({ readonly op: 'resume' } & Due)
  | { readonly op: 'pause' | 'fire' | 'end' }
)
export type StartTurn = Extract<Turn, { op: 'start' }>

/** One life of a deadline: from a start to its stop or to the start that took its place. */
export interface Run {
  readonly key: string
  readonly name: DeadlineName
  readonly no: number | null
  /** 1 for the first life of this key. */
  readonly nth: number
  readonly start: StartTurn
  readonly turns: readonly Turn[]
}

const COMMAND_OF = new Map(TRANSITIONS.map(({ id, command }) => [id, command]))

type Asked = Pick<CaseRequest, 'reason' | 'by'>

/** A request inside a fact, or the number of the one that the fact decides. */
const requestIn = (fact: CaseFact): CaseRequest | number | undefined =>
  'request' in fact ? fact.request : undefined

function askedIn(fact: CaseFact, asked: ReadonlyMap<number, Asked>): Asked | undefined {
  const request = requestIn(fact)
  return typeof request === 'number' ? asked.get(request) : request
}

const wordsOf = (fact: CaseFact): string | undefined =>
  fact.type !== 'case.voided' && 'reason' in fact && typeof fact.reason === 'string' ? fact.reason : undefined

function causeOf(fact: CaseFact, version: number, asked: ReadonlyMap<number, Asked>): Cause {
  const request = askedIn(fact, asked)
  const fired = fact.clocks?.find((change) => change.op === 'fire')
  return {
    version,
    type: fact.type,
    at: fact.at,
    via: fact.via,
    // A row that a later version of the table does not have is told as a wake-up of the system.
    command: COMMAND_OF.get(fact.via) ?? 'expire',
    by: fact.by,
    askedBy: request && request.by.post !== fact.by.post ? request.by : null,
    words: (request?.reason ?? wordsOf(fact)) || null,
    expired: fired?.key ?? null,
  }
}

function turnOf(change: ClockChange, fact: CaseFact, cause: Cause): Turn {
  const base = { cause, fact, at: fact.at }
  switch (change.op) {
    case 'start': {
      const { op, clock, limitMs, dueAt, law = null, assumed = false } = change
      return { ...base, op, clock, limitMs, dueAt, law, assumed }
    }
    case 'move': {
      const { op, clock, limitMs, dueAt, law = null, assumed = false } = change
      return { ...base, op, clock, limitMs, dueAt, law, assumed }
    }
    case 'resume': {
      const { op, limitMs, dueAt, assumed = false } = change
      return { ...base, op, limitMs, dueAt, assumed }
    }
    case 'pause':
    case 'fire':
      return { ...base, op: change.op }
    case 'stop':
      return { ...base, op: 'end' }
  }
}

interface Open {
  readonly run: Omit<Run, 'turns'>
  readonly turns: Turn[]
}

/** Every life of every deadline, in the order in which they began. `facts` are all facts of one case in their order. */
export function runsOf(facts: readonly CaseFact[]): Run[] {
  const asked = new Map<number, Asked>()
  const open = new Map<string, Open>()
  const lives = new Map<string, number>()
  const all: Open[] = []
  facts.forEach((fact, index) => {
    const cause = causeOf(fact, index + 1, asked)
    const request = requestIn(fact)
    if (typeof request === 'object') asked.set(request.no, request)
    for (const change of fact.clocks ?? []) {
      const turn = turnOf(change, fact, cause)
      const running = open.get(change.key)
      if (turn.op !== 'start') {
        running?.turns.push(turn)
        if (turn.op === 'end') open.delete(change.key)
        continue
      }
      running?.turns.push({ cause, fact, at: fact.at, op: 'end' })
      const begun = begin(change.key, turn, (lives.get(change.key) ?? 0) + 1)
      lives.set(change.key, begun.run.nth)
      open.set(change.key, begun)
      all.push(begun)
    }
  })
  return all.map(({ run, turns }) => ({ ...run, turns }))
}

function begin(key: string, start: StartTurn, nth: number): Open {
  // Gate: keys are made by `deadlineKey` from a name and a number.
  const [name, no] = key.split('#') as [DeadlineName, string | undefined]
  return { run: { key, name, no: no === undefined ? null : Number(no), nth, start }, turns: [start] }
}
