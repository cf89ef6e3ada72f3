import type { IndicatorCode } from '@gezhi/core/assessment/indicators'
import { INDICATORS } from '@gezhi/core/assessment/indicators'
import { TrendChart } from '../../charts/TrendChart.tsx'
import { useText } from '../../i18n/text.ts'
import { figureOf, type FigureQuery, useFigures } from '../data.ts'
import { percent, whole } from '../format.ts'
import { Panel } from '../parts.tsx'
import { lengthOf } from '../period.ts'

const RATES = [
  { code: 'responseRate', colour: 'var(--gz-step-report-mark)' },
  { code: 'solvedRate', colour: 'var(--gz-step-assess-mark)' },
  { code: 'satisfiedRate', colour: 'var(--gz-step-handle-mark)' },
] as const
const COUNTS = [
  { code: 'reported', colour: 'var(--gz-step-report-mark)' },
  { code: 'due', colour: 'var(--gz-step-dispatch-mark)' },
] as const
const CODES: readonly IndicatorCode[] = [...RATES, ...COUNTS].map(({ code }) => code)

/** Beyond this many days a day is too narrow to be seen. */
const MOST_DAYS = 62

/** The three rates and the work that came and fell due, by day or by month. */
export function Trends({ query }: { query: FigureQuery }) {
  const t = useText()
  const byDay = lengthOf(query) <= MOST_DAYS
  const { data } = useFigures(query, byDay ? 'day' : 'month', CODES)
  const groups = data?.groups ?? []
  const names = groups.map(({ key }) => (byDay ? key.slice(5) : key))
  const series = (all: readonly { readonly code: IndicatorCode; readonly colour: string }[]) =>
    all.map(({ code, colour }) => ({
      name: INDICATORS[code].name[t.language],
      colour,
      values: groups.map(({ figures }) => figureOf(figures, code)?.value ?? null),
    }))
  return (
    <div className="assess-two">
      <Panel>
        <TrendChart
          title={t('assess:threeRates')}
          names={names}
          series={series(RATES)}
          kind="line"
          percent
          format={(value) => percent(value).replace('.0%', '%')}
        />
      </Panel>
      <Panel>
        <TrendChart
          title={t('assess:volume')}
          names={names}
          series={series(COUNTS)}
          kind="bar"
          percent={false}
          format={whole}
        />
      </Panel>
    </div>
  )
}
