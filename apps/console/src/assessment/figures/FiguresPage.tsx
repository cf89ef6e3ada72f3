import { useGezhi, useLookups } from '@gezhi/ui/data'
import { useLocation, useSearch } from 'wouter'
import { useText } from '../../i18n/text.ts'
import { type FigureQuery, useFigures } from '../data.ts'
import { queryOf, searchOf } from '../links.ts'
import { Answer, PageHead } from '../parts.tsx'
import { before, lengthOf, periodOf } from '../period.ts'
import { Breakdown } from './Breakdown.tsx'
import { FigureFilter } from './FigureFilter.tsx'
import { Headlines } from './Headlines.tsx'
import { IndicatorTable } from './IndicatorTable.tsx'
import { ReportButtons } from './ReportButtons.tsx'
import { Trends } from './Trends.tsx'

/** Figures of a period and an area: every number opens the list of cases it counts. */
export function FiguresPage() {
  const t = useText()
  const { clock } = useGezhi()
  const { orgName } = useLookups()
  const search = useSearch()
  const [, go] = useLocation()
  const usual = periodOf('thisMonth', clock.now())
  const query = queryOf(search, usual)
  const figures = useFigures(query)
  const earlier = useFigures({ ...query, ...before(query) })
  const change = (next: FigureQuery): void => go(`/assessment/figures?${searchOf(next)}`)
  const about = [query.org, query.street].flatMap((code) => (code ? [orgName(code)] : []))
  return (
    <div className="assess-page">
      <PageHead
        title={t('assess:figures')}
        about={[...about, t('assess:periodOf', { from: query.from, to: query.to, n: lengthOf(query) })].join(
          ' · ',
        )}
      >
        <ReportButtons query={query} />
      </PageHead>
      <FigureFilter query={query} onChange={change} />
      <Answer query={figures} rows={14}>
        {(data) => (
          <div className={figures.isPlaceholderData ? 'case-stale' : ''}>
            <Headlines figures={data.total} earlier={earlier.data?.total} query={query} />
            <Trends query={query} />
            <IndicatorTable figures={data.total} earlier={earlier.data?.total} query={query} />
            <Breakdown query={query} />
          </div>
        )}
      </Answer>
    </div>
  )
}
