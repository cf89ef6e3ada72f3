// Daily sums of millions of units, added up in memory: some seven million sums for ten million cases.
import { dateText } from './stencil.ts'

export interface Sum {
  readonly indicator: string
  readonly street: string
  readonly org: string
  readonly category: string
  readonly urgency: string
  readonly base: number
  readonly counted: number
  readonly value: number
}

const DAYS = 1 << 15

export function createSums() {
  const groups = new Map<string, number>()
  const names: string[] = []
  const at = new Map<number, number>()
  const kept: { base: number; counted: number; value: number; key: number }[] = []

  function groupOf({ indicator, street, org, category, urgency }: Sum): number {
    const name = [indicator, street, org, category, urgency].join('\t')
    const known = groups.get(name)
    if (known !== undefined) return known
    groups.set(name, names.length)
    return names.push(name) - 1
  }

  return {
    groupOf,
    /** `group` from `groupOf`; `day` since 1970. */
    add(group: number, day: number, { base, counted, value }: Pick<Sum, 'base' | 'counted' | 'value'>) {
      const key = group * DAYS + day
      const index = at.get(key)
      const own = index === undefined ? undefined : kept[index]
      if (own) {
        own.base += base
        own.counted += counted
        own.value += value
        return
      }
      at.set(key, kept.push({ base, counted, value, key }) - 1)
    },
    get size() {
      return kept.length
    },
    /** Lines of `figure_day` without the district, by indicator and day. */
    *lines(district: number): Generator<string> {
      for (const { key, base, counted, value } of kept) {
        if (base === 0 && counted === 0 && value === 0) continue
        const [indicator, ...rest] = (names[Math.floor(key / DAYS)] ?? '').split('\t')
        yield `${district}\t${indicator}\t${dateText(key % DAYS)}\t${rest.join('\t')}\t${base}\t${counted}\t${value}`
      }
    },
  }
}
export const SUM_COLUMNS = [
  'district', 'indicator', 'day', 'street', 'org', 'category', 'urgency', 'base', 'counted', 'value',
] as const // oxfmt-ignore
