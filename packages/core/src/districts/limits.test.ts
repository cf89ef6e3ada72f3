import { describe, expect, it } from 'vitest'
import { limits as expected } from '../cases/rules.testing.ts'
import { DAY, HOUR, MINUTE } from '../kernel/calendar.ts'
import { parseAmount, readLimits } from './limits.ts'
import { rootOf } from './pack.document.ts'
import { packError, type PackError } from './pack.errors.ts'
import { smallPack } from './pack.testing.ts'

type Written = Record<string, Record<string, unknown>>

function reading(change: (limits: Written) => void = () => {}) {
  const document = smallPack().limits
  // Gate: the small pack writes the three classes as objects.
  change(document.value as Written)
  const errors: PackError[] = []
  const found = readLimits(
    rootOf(document, (place, code, values) => void errors.push(packError(place, code, values))),
  )
  return { found, errors: errors.map(({ column, code }) => `${column} ${code}`) }
}

describe('amounts of time', () => {
  it('are written as people write them', () => {
    expect(['5 min', '30min', '24 h', '0.5 h', '3 d', ' 72 h '].map(parseAmount)).toEqual([
      5 * MINUTE,
      30 * MINUTE,
      24 * HOUR,
      30 * MINUTE,
      3 * DAY,
      72 * HOUR,
    ])
  })

  it('are nothing else', () => {
    expect(['', '5', 'h', '0 h', '-1 h', '5 minutes', '1h30', '1e3 h'].map(parseAmount)).toEqual(
      Array<null>(8).fill(null),
    )
  })
})

describe('the limits of a district', () => {
  it('are what the three classes say', () => {
    expect(reading()).toEqual({ found: expected, errors: [] })
  })

  it('name the member that is wrong, and all of them', () => {
    const { found, errors } = reading(({ GENERAL = {}, URGENT = {} }) => {
      GENERAL['intake'] = { clock: 'LUNAR', amount: 'soon' }
      GENERAL['suspension'] = { times: 2 }
      URGENT['cards'] = { sign: 'YELLOW', handle: 'GREEN', whistle: 'YELLOW', secondRework: 'YELLOW' }
    })
    expect(found).toBeUndefined()
    expect(errors.sort()).toEqual([
      'GENERAL.intake.amount pack/bad-amount',
      'GENERAL.intake.clock pack/not-allowed',
      'GENERAL.suspension.maxDays pack/required',
      'URGENT.cards.handle pack/not-allowed',
    ])
  })

  it('must say null where something is not allowed: a missing line is no permission', () => {
    const { errors } = reading(({ URGENT = {} }) => delete URGENT['info'])
    expect(errors).toEqual(['URGENT.info pack/bad-shape'])
  })

  it('hold nothing that nobody reads', () => {
    expect(reading(({ URGENT = {} }) => (URGENT['intakee'] = null)).errors).toEqual([
      'URGENT.intakee pack/column-unknown',
    ])
  })

  it('need every class', () => {
    expect(reading((limits) => delete limits['IMPORTANT']).errors).toEqual(['IMPORTANT pack/bad-shape'])
  })
})
