// Buttons: what is offered is never refused by role or guard, and what is refused says why.
import { expect, test } from 'vitest'
import { actionsFor } from './actions.ts'
import {
  admin,
  auditor,
  dispatcherEast,
  dispatcherWest,
  dpo,
  everybody,
  handlerEast,
  leaderEast,
  operator,
  resident,
  roads,
  system,
} from './actors.testing.ts'
import { chance, makeCommand } from './commands.testing.ts'
import { decide } from './decide.ts'
import * as flow from './flow.testing.ts'
import { by, cases, contextOf, type Step } from './given.testing.ts'
import { tours } from './tours.testing.ts'
import { TRANSITIONS } from './transitions.ts'

/** The cases at every point of every tour. */
const moments = Object.values(tours).flatMap((steps) =>
  steps.map((_, index) => cases(...steps.slice(0, index + 1))),
)
const GUARDED = new Map(TRANSITIONS.map((row) => [row.id, row]))

test('what is offered to anybody at any moment is not refused by role, area or guard', () => {
  let offered = 0
  for (const { state, now } of moments)
    for (const actor of everybody) {
      const context = contextOf(actor, now)
      for (const { command: type, refusal, via } of actionsFor(state, context)) {
        if (refusal !== null) continue
        offered++
        const command = makeCommand(type, { c: chance(offered), state, now })
        const decision = decide(command, state, context)
        if (decision.ok) {
          expect(decision.facts[0]?.via).toBe(via)
          continue
        }
        // Refused for what was filled in: a check of the very row that was offered says so.
        const checks = GUARDED.get(via)?.checks.map(({ name }) => `case/${name}`)
        expect(checks, `${type} in ${state.state} by ${actor.post}`).toContain(decision.refusal.code)
      }
    }
  expect(offered).toBeGreaterThan(5000)
})

test('a refused button is refused by the engine with the same words', () => {
  for (const { state, now } of moments)
    for (const actor of everybody) {
      const context = contextOf(actor, now)
      for (const { command: type, refusal, via } of actionsFor(state, context)) {
        if (
          refusal === null ||
          actionsFor(state, context).some((one) => one.command === type && one.via !== via)
        )
          continue
        const decision = decide(makeCommand(type, { c: chance(7), state, now }), state, context)
        expect(decision).toMatchObject({ ok: false, refusal: { code: refusal } })
      }
    }
})

const names = (actor: typeof resident, ...steps: Step[]) => {
  const { state, now } = cases(...steps)
  return actionsFor(state, contextOf(actor, now))
    .filter(({ refusal }) => refusal === null)
    .map(({ command }) => command)
}

test('a street sees the grab of its own case and the reason against another', () => {
  expect(names(dispatcherEast, ...flow.accepted())).toContain('grab')
  expect(names(dispatcherWest, ...flow.accepted())).not.toContain('grab')
  const { state, now } = cases(...flow.accepted())
  expect(actionsFor(state, contextOf(dispatcherWest, now))).toContainEqual({
    command: 'grab',
    via: 'E10',
    refusal: 'case/not-your-area',
  })
})

test('a handler may submit, a leader whistle and return up, a department only annotate what is not its own', () => {
  expect(names(handlerEast, ...flow.grabbed())).toContain('submitResult')
  expect(names(leaderEast, ...flow.grabbed())).toEqual(
    expect.arrayContaining(['whistle', 'returnUp', 'split']),
  )
  expect(names(roads.handler, ...flow.grabbed())).toEqual([])
})

test('the reporter may supplement only what was asked', () => {
  expect(names(resident, ...flow.byResident())).not.toContain('supplement')
  expect(
    names(resident, ...flow.byResident(), by(operator, { type: 'requestInfo', question: '?' })),
  ).toContain('supplement')
})

test('who only reads logs or configures has no button anywhere, nor has the machinery', () => {
  for (const { state, now } of moments)
    for (const actor of [auditor, dpo, admin]) expect(actionsFor(state, contextOf(actor, now))).toEqual([])
  const machine = new Set(
    moments.flatMap(({ state, now }) =>
      actionsFor(state, contextOf(system, now)).map(({ command }) => command),
    ),
  )
  for (const command of ['ingest', 'expire', 'absorb', 'splitOff', 'primaryClosed', 'recount'] as const)
    expect(machine.has(command)).toBe(false)
})

test('a case that does not exist yet has no buttons', () => {
  expect(actionsFor(cases().state, contextOf(operator, 0))).toEqual([])
})
