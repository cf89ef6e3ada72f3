import type { HouseOnSheet } from '@gezhi/core/library/place.api'
import { useText } from '../i18n/text.ts'
import { TenureIcon, TENURES, tenureOf, tenureText } from './tenure.tsx'

/** How the flats are used, with their number: the legend of the grid and its sums at once. */
export function TenureLegend({ houses }: { houses: readonly HouseOnSheet[] }) {
  const t = useText()
  const counts = new Map<string, number>()
  for (const { tenure } of houses) {
    const kind = tenureOf(tenure)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return (
    <ul className="sheet-legend" aria-label={t('sheet:legend')}>
      <li>
        <strong>{t('sheet:flatsN', { n: houses.length })}</strong>
      </li>
      {TENURES.filter((tenure) => counts.has(tenure)).map((tenure) => (
        <li key={tenure}>
          <span className={`sheet-flat sheet-${tenure}`}>
            <TenureIcon tenure={tenure} />
          </span>
          {tenureText(t, tenure)} <span className="gz-nums">{counts.get(tenure)}</span>
        </li>
      ))}
    </ul>
  )
}
