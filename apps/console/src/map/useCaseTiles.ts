import { useGezhi } from '@gezhi/ui/data'
import type { CaseTiles } from '@gezhi/ui/map'
import { useEffect, useMemo, useState } from 'react'
import { type CaseQuery, searchOf } from '../cases/filters.ts'
import { endOfDay } from './days.ts'

/** How old tiles of today may become. */
const FRESH_MS = 30_000

/** Cases as tiles: when there are more than a list has, and on a day that has passed. Null: pins show them. */
export function useCaseTiles(
  filter: CaseQuery,
  { more, daysBack }: { readonly more: boolean; readonly daysBack: number },
): CaseTiles | null {
  const { clock } = useGezhi()
  const [turn, setTurn] = useState(0)
  const past = daysBack > 0
  useEffect(() => {
    if (!more || past) return
    const timer = setInterval(() => setTurn((last) => last + 1), FRESH_MS)
    return () => clearInterval(timer)
  }, [more, past])
  return useMemo(() => {
    if (!more && !past) return null
    const query = new URLSearchParams(searchOf(filter))
    if (past) query.set('at', String(endOfDay(clock.now(), daysBack)))
    else query.set('v', String(turn))
    return { query: query.toString(), past }
  }, [filter, more, past, daysBack, turn, clock])
}
