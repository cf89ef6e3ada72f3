import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rules } from '../cases/rules.testing.ts'
import { STARTING_POINTS, walk } from '../cases/walk.testing.ts'
import type { Unit } from './contribution.ts'
import { contributionOf, traceOf } from './contributions.ts'
import type { IndicatorCode } from './indicators.ts'

const of = (units: readonly Unit[], indicator: IndicatorCode) =>
  units.filter((unit) => unit.indicator === indicator)

const seeds = fc.array(fc.nat(0x7fff_ffff), { minLength: 10, maxLength: 25, size: 'max' })

test(
  'whatever happens, units are told apart and do not depend on where folding stopped',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: STARTING_POINTS }), seeds, fc.nat(100), (start, steps, cut) => {
        const { facts } = walk(start, steps)
        const whole = contributionOf(traceOf(facts, rules), rules)
        const half = traceOf(facts.slice(0, cut), rules)
        expect(contributionOf(traceOf(facts.slice(cut), rules, half), rules)).toEqual(whole)
        const keys = whole.units.map(({ indicator, key }) => `${indicator}/${key}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const { at, until, base, counts } of whole.units) {
          expect(base || counts).toBe(true)
          expect(Number.isInteger(at)).toBe(true)
          if (until !== null) expect(until).toBeGreaterThan(at)
        }
      }),
      { numRuns: 150 },
    )
  },
)

test('on time, handled and due have one base set', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: STARTING_POINTS }), seeds, (start, steps) => {
      const { units } = contributionOf(traceOf(walk(start, steps).facts, rules), rules)
      const base = (indicator: IndicatorCode) => of(units, indicator).map(({ key, at }) => [key, at])
      expect(base('onTimeRate')).toEqual(base('due'))
      expect(base('handledRate')).toEqual(base('due'))
      for (const { key, counts } of of(units, 'onTimeRate'))
        if (counts) expect(of(units, 'handledRate').find((one) => one.key === key)?.counts).toBe(true)
    }),
    { numRuns: 60 },
  )
})
