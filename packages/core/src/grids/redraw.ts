// A redraw of grids as a stream: a plan from its draft to the day on which it comes into force. Pure.
import type { ActorRef } from '../people/actor.ts'
import type { RedrawEffect, RedrawStateName } from './redraw.api.ts'
import type { PlannedGrid, RedrawPlan, RetiredGrid, WholePoint } from './redraw.plan.ts'
import type { RedrawFinding } from './redraw.refusals.ts'

/** A new grid's code, by its id in the plan. */
export interface GivenCode {
  readonly id: string
  readonly code: string
}

/** The grids in which a post works, before and after: codes. */
export interface PostChange {
  readonly post: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** A grid as it lies from the day on, with its code. */
export interface GridInForce extends Omit<PlannedGrid, 'id' | 'posts'> {
  readonly code: string
  readonly street: string
  readonly change: 'NEW' | 'CHANGED' | 'SAME'
}

/** Everything that follows from a plan on its day; nobody has to ask the registers again to know what was done. */
export interface Consequences {
  readonly grids: readonly GridInForce[]
  readonly retired: readonly RetiredGrid[]
  readonly posts: readonly PostChange[]
  /** Outlines of changed and retired grids until then: which cases lay in them by their place. */
  readonly before: readonly { readonly code: string; readonly rings: readonly (readonly WholePoint[])[] }[]
  readonly effect: RedrawEffect
}

interface Base {
  readonly at: number
  readonly by: ActorRef
}
export type RedrawFact =
  | (Base & { readonly type: 'redraw.saved'; readonly plan: RedrawPlan })
  | (Base & { readonly type: 'redraw.proposed'; readonly codes: readonly GivenCode[] })
  | (Base & {
      readonly type: 'redraw.approved'
      readonly note?: string | undefined
      /** First instant of the plan's day. */
      readonly startsAt: number
    })
  | (Base & { readonly type: 'redraw.rejected'; readonly reason: string })
  | (Base & { readonly type: 'redraw.withdrawn'; readonly reason: string })
  | (Base & { readonly type: 'redraw.came-into-force'; readonly startsAt: number } & Consequences)
  /** On its day it did not fit any more; what stood in the way. It can be revised and proposed again. */
  | (Base & { readonly type: 'redraw.fell-through'; readonly findings: readonly RedrawFinding[] })
export type RedrawFactType = RedrawFact['type']

export interface RedrawStep {
  readonly type: RedrawFactType
  readonly at: number
  readonly by: ActorRef
  readonly note: string | null
}

export interface RedrawState {
  readonly state: RedrawStateName | 'NEW'
  readonly plan: RedrawPlan | null
  readonly codes: readonly GivenCode[]
  readonly saved: Base | null
  readonly proposedBy: ActorRef | null
  readonly startsAt: number | null
  readonly steps: readonly RedrawStep[]
  readonly consequences: Consequences | null
  readonly findings: readonly RedrawFinding[]
}
export const newRedraw: RedrawState = {
  state: 'NEW',
  plan: null,
  codes: [],
  saved: null,
  proposedBy: null,
  startsAt: null,
  steps: [],
  consequences: null,
  findings: [],
}

const noteOf = (fact: RedrawFact): string | null => {
  if (fact.type === 'redraw.approved') return fact.note ?? null
  return 'reason' in fact ? fact.reason : null
}

/** Drafts are saved many times: of saves that follow each other only the last is told. */
function withStep({ steps }: RedrawState, fact: RedrawFact): readonly RedrawStep[] {
  const step = { type: fact.type, at: fact.at, by: fact.by, note: noteOf(fact) }
  const again = fact.type === 'redraw.saved' && steps.at(-1)?.type === 'redraw.saved'
  return [...(again ? steps.slice(0, -1) : steps), step]
}

export function evolveRedraw(state: RedrawState, fact: RedrawFact): RedrawState {
  const next = { ...state, steps: withStep(state, fact) }
  switch (fact.type) {
    case 'redraw.saved': {
      const saved = { at: fact.at, by: fact.by }
      return {
        ...next,
        state: 'DRAFT',
        plan: fact.plan,
        saved,
        proposedBy: null,
        startsAt: null,
        findings: [],
      }
    }
    case 'redraw.proposed':
      return { ...next, state: 'PROPOSED', codes: fact.codes, proposedBy: fact.by }
    case 'redraw.approved':
      return { ...next, state: 'APPROVED', startsAt: fact.startsAt }
    case 'redraw.rejected':
      return { ...next, state: 'REJECTED' }
    case 'redraw.withdrawn':
      return { ...next, state: 'WITHDRAWN', startsAt: null }
    case 'redraw.came-into-force': {
      const { grids, retired, posts, before, effect } = fact
      return { ...next, state: 'IN_FORCE', consequences: { grids, retired, posts, before, effect } }
    }
    case 'redraw.fell-through':
      return { ...next, state: 'REJECTED', startsAt: null, findings: fact.findings }
  }
}

/** The code of a grid of a plan: its id, or what it was given; undefined before. */
export function codeOf(codes: readonly GivenCode[], id: string): string | undefined {
  return codes.find((given) => given.id === id)?.code ?? (/^\d{16}$/.test(id) ? id : undefined)
}
