// One life of a case by the rules themselves: every step is a command that the decider accepted at its moment.
import type { CaseState } from '@gezhi/core/cases/case'
import { newCase } from '@gezhi/core/cases/case.new'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { decide } from '@gezhi/core/cases/decide'
import { evolve } from '@gezhi/core/cases/evolve'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { reactionsTo } from '@gezhi/core/cases/policy'
import type { Rulebook } from '@gezhi/core/districts/district'
import { systemActor, type Actor } from '@gezhi/core/people/actor'

/** What one command left behind. */
export interface Step {
  readonly at: number
  readonly facts: readonly CaseFact[]
}

/** The life does not go this way: the district has nobody for it, or the rules forbid it. */
export class NoWay extends Error {}

/** A case that is being lived. Time only goes forward; deadlines run out on their way as the scheduler would fire them. */
export class Told {
  readonly #rules: Rulebook
  readonly #stream: string
  readonly #number: string
  readonly steps: Step[] = []
  readonly #given = new Set<string>()
  state: CaseState = newCase
  now = 0

  constructor(rules: Rulebook, stream: string, number: string) {
    this.#rules = rules
    this.#stream = stream
    this.#number = number
  }

  /** Issues a command at a moment; throws `NoWay` when it is refused. */
  issue(actor: Actor | undefined, command: CaseCommand, at: number): void {
    if (!actor) throw new NoWay(`nobody to ${command.type}`)
    this.wait(at)
    const refusal = this.#take(actor, command, at)
    if (refusal !== null) throw new NoWay(`${command.type} in ${this.state.state}: ${refusal}`)
  }

  /** Lets deadlines run out until `until`. */
  wait(until: number): void {
    for (let due = this.#nextDue(until); due; due = this.#nextDue(until)) {
      const { key, dueAt } = due
      const moment = Math.max(this.now, dueAt)
      const system = systemActor(this.#rules.district, 'scheduler')
      if (this.#take(system, { type: 'expire', deadline: key }, moment) !== null)
        this.#given.add(`${key} ${dueAt}`)
    }
    this.now = Math.max(this.now, until)
  }

  #nextDue(until: number): { readonly key: string; readonly dueAt: number } | undefined {
    return this.state.deadlines
      .flatMap(({ key, state, dueAt, firedAt }) =>
        state === 'RUNNING' &&
        dueAt !== null &&
        dueAt <= until &&
        firedAt === undefined &&
        !this.#given.has(`${key} ${dueAt}`)
          ? [{ key, dueAt }]
          : [],
      )
      .sort((a, b) => a.dueAt - b.dueAt)[0]
  }

  #take(actor: Actor, command: CaseCommand, at: number): string | null {
    const context = { now: at, actor, rules: this.#rules, stream: this.#stream, duplicateScore: 0 }
    const decision = decide(command, this.state, context)
    if (!decision.ok) return decision.refusal.code
    this.now = at
    if (decision.facts.length === 0) return null
    const facts = decision.facts.map((fact) =>
      fact.type === 'case.reported' || fact.type === 'case.self-handled'
        ? { ...fact, number: this.#number }
        : fact,
    )
    this.steps.push({ at, facts })
    this.state = facts.reduce(evolve, this.state)
    this.#react(facts, at)
    return null
  }

  /** What the system does at once after these facts, to this case. */
  #react(facts: readonly CaseFact[], at: number): void {
    for (const fact of facts)
      for (const { stream, command } of reactionsTo(fact, this.#stream, this.state, this.#rules))
        if (stream === this.#stream) this.#take(systemActor(this.#rules.district, 'policy'), command, at)
  }
}
