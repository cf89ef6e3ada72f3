// Ten thousand walks of chance through the table. `SEED=… npx vitest run …` repeats a run; the seed is printed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everybody } from './actors.testing.ts'
import { chance, makeCommand } from './commands.testing.ts'
import { CASE_COMMANDS, COMMAND_TYPES } from './commands.ts'
import { Value } from 'typebox/value'
import { cases } from './given.testing.ts'
import * as flow from './flow.testing.ts'
import { TRANSITIONS } from './transitions.ts'
import { STARTING_POINTS, walk } from './walk.testing.ts'

const RUNS = Number(process.env['RUNS'] ?? 10_000)
const STEPS = 25
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))

test('whatever people do in whatever order, a case keeps its rules', { timeout: 300_000 }, () => {
  const seeds = fc.array(fc.nat(0x7fff_ffff), { minLength: 10, maxLength: STEPS, size: 'max' })
  const walked = new Map<string, number>()
  let [accepted, refused] = [0, 0]
  const began = process.cpuUsage()
  fc.assert(
    fc.property(
      fc.integer({ min: -Math.ceil(STARTING_POINTS / 3), max: STARTING_POINTS }),
      seeds,
      (start, steps) => {
        const end = walk(start, steps)
        for (const via of end.accepted) walked.set(via, (walked.get(via) ?? 0) + 1)
        accepted += end.accepted.length
        refused += end.refused
      },
    ),
    { numRuns: RUNS, seed, endOnFailure: false },
  )
  const rare = TRANSITIONS.map(({ id }) => [id, walked.get(id) ?? 0] as const).sort((a, b) => a[1] - b[1])
  console.log(
    `${RUNS} walks from seed ${seed}: ${accepted} accepted, ${refused} refused, ${walked.size} of ${TRANSITIONS.length} rows,`,
    `${Math.round(process.cpuUsage(began).user / 1_000_000)} s of one core; rarest ${rare
      .slice(0, 6)
      .map((one) => one.join(' '))
      .join(', ')}`,
  )
  if (RUNS >= 10_000) expect(rare.filter(([, count]) => count === 0)).toEqual([])
})

test('the walks issue commands that a client could send', () => {
  const { state, now } = cases(...flow.joint())
  for (const type of COMMAND_TYPES)
    for (let turn = 0; turn < 40; turn++) {
      const command = makeCommand(type, { c: chance(turn), state, now })
      expect([type, [...Value.Errors(CASE_COMMANDS[type], command)]]).toEqual([type, []])
    }
})

test('nobody takes part in a walk twice under one post', () => {
  expect(new Set(everybody.map(({ post }) => post)).size).toBe(everybody.length)
})
