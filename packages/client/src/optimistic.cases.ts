// Cases on the device: `pendingState(caseRules(…), row, entries)`.
import type { CaseState } from '@gezhi/core/cases/case'
import { CaseCommandSchema, type CaseCommand } from '@gezhi/core/cases/commands'
import { decide } from '@gezhi/core/cases/decide'
import { evolve } from '@gezhi/core/cases/evolve'
import type { CaseFact } from '@gezhi/core/cases/facts'
import type { CaseRefusal } from '@gezhi/core/cases/refusals'
import type { Rulebook } from '@gezhi/core/districts/district'
import type { Actor } from '@gezhi/core/people/actor'
import { Check } from 'typebox/value'
import type { StreamRules } from './optimistic.ts'

const isCommand = (body: unknown): body is CaseCommand => Check(CaseCommandSchema, body)

/** `rules` of `heldRulebook`; `now` by the server's clock, as far as the device knows it. */
export const caseRules = (given: {
  readonly actor: Actor
  readonly rules: Rulebook
  readonly now: number
}): StreamRules<CaseState, CaseFact, CaseRefusal> => ({
  decide({ body, stream }, state) {
    if (!isCommand(body)) return { ok: false, refusal: { code: 'case/not-now' } }
    return decide(body, state, { ...given, stream })
  },
  evolve,
})
