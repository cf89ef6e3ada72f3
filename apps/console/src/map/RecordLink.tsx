import { FACILITY_KIND } from '@gezhi/core/library/code-tables'
import { MAP_LAYERS } from '@gezhi/core/library/layers'
import type { RecordSummary } from '@gezhi/core/library/library.api'
import { Link } from 'wouter'

/** A record in a list of the map: buildings open their sheet, everything else its record. */
export const RecordLink = ({ record, note }: { record: RecordSummary; note?: string }) => (
  <li>
    <Link href={record.register === 'BUILDING' ? `/buildings/${record.id}` : `/library/records/${record.id}`}>
      {record.name}
    </Link>
    {note !== undefined && <span className="gz-muted gz-nums">{note}</span>}
  </li>
)

/** Where support teams are met, as the server calls it. */
const STATION = 'STATION'

/** A kind of facility in words; classes of components are words already. */
export function sortText(sort: string, language: 'zh' | 'en'): string {
  if (sort === STATION) return MAP_LAYERS.teams[language]
  const kind = Object.entries(FACILITY_KIND).find(([code]) => code === sort)?.[1]
  return kind ? kind[language === 'zh' ? 0 : 1] : sort
}
