import type { FigureRow, PeerGroupView } from '@gezhi/core/assessment/assessment.api'
import { INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import { Segmented, Select } from 'antd'
import { Link, useLocation, useSearch } from 'wouter'
import { useGezhi } from '@gezhi/ui/data'
import { useText } from '../../i18n/text.ts'
import { figureOf, type FigureQuery, useComparison, useFigures, useMonths } from '../data.ts'
import { drillLink, monthIn } from '../links.ts'
import { Answer, CardState, NoData, PageHead, Panel, VerdictTag } from '../parts.tsx'
import { daysOfMonth, periodOf } from '../period.ts'
import { RateDot } from './RateDot.tsx'

const TRACKS = ['STREET', 'DEPARTMENT'] as const
type Track = (typeof TRACKS)[number]
type Organisation = PeerGroupView['organisations'][number]

/** What is laid side by side, each with its sample: the same three rates for all, and the work done in time. */
const RATES = {
  STREET: ['onTimeRate', 'responseRate', 'solvedRate', 'satisfiedRate'],
  DEPARTMENT: ['onTimeRate', 'answerRate', 'arriveRate', 'satisfiedRate'],
} as const satisfies Record<Track, readonly IndicatorCode[]>

/** Organisations side by side inside their peer group, by code; persons and ranks are nowhere. */
export function ComparisonPage() {
  const t = useText()
  const { clock } = useGezhi()
  const search = useSearch()
  const [, go] = useLocation()
  const track: Track = new URLSearchParams(search).get('track') === 'DEPARTMENT' ? 'DEPARTMENT' : 'STREET'
  // Usually the month that is over: one that has just begun compares nothing.
  const month = monthIn(search) ?? periodOf('lastMonth', clock.now()).from.slice(0, 7)
  const show = (next: { track: Track; month: string }): void =>
    go(`/assessment/comparison?${new URLSearchParams(next)}`)
  const months = useMonths(false)
  const comparison = useComparison(track, month)
  const known = [...new Set([month, ...(months.data?.months.map((one) => one.month) ?? [])])].sort().reverse()
  const query = daysOfMonth(month)
  const figures = useFigures(query, 'org', RATES[track], comparison.data !== undefined)
  return (
    <div className="assess-page">
      <PageHead title={t('assess:comparison')} about={t('assess:comparisonAbout')}>
        <Segmented<Track>
          value={track}
          aria-label={t('assess:track')}
          options={TRACKS.map((value) => ({ value, label: t(`assess:tracks.${value}`) }))}
          onChange={(value) => show({ track: value, month })}
        />
        <Select
          value={month}
          className="assess-month"
          aria-label={t('assess:month')}
          options={known.map((value) => ({ value, label: value }))}
          onChange={(value: string) => show({ track, month: value })}
        />
      </PageHead>
      <Answer query={comparison} rows={14}>
        {({ groups }) => (
          <div className={comparison.isPlaceholderData ? 'case-stale' : ''}>
            {groups.every(({ organisations }) => organisations.length === 0) && (
              <NoData title={t('assess:nothing')} body={t('assess:nothingBody')} />
            )}
            {groups.map(({ group, organisations }) => (
              <Panel
                key={group ?? 'none'}
                title={group === null ? t('assess:noGroup') : t(`assess:group.${group}`)}
                aside={
                  <span className="gz-muted">{t('assess:organisations', { n: organisations.length })}</span>
                }
              >
                <Group
                  organisations={organisations}
                  rates={RATES[track]}
                  figures={figures.data?.groups ?? []}
                  query={query}
                />
              </Panel>
            ))}
            <p className="gz-muted">{t('assess:intervalHint')}</p>
          </div>
        )}
      </Answer>
    </div>
  )
}

interface GroupProps {
  readonly organisations: readonly Organisation[]
  readonly rates: readonly IndicatorCode[]
  readonly figures: readonly FigureRow[]
  readonly query: FigureQuery
}

function Group({ organisations, rates, figures, query }: GroupProps) {
  const t = useText()
  return (
    <div className="assess-scroll">
      <table className="assess-table compare-table">
        <thead>
          <tr>
            <th scope="col">{t('cases:organisation')}</th>
            <th scope="col" className="num">
              {t('assess:score')}
            </th>
            {rates.map((code) => (
              <th key={code} scope="col" title={INDICATORS[code].formula[t.language]}>
                {INDICATORS[code].name[t.language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {organisations.map((organisation) => (
            <Row
              key={organisation.subject.code}
              organisation={organisation}
              rates={rates}
              figures={figures.find(({ key }) => key === organisation.subject.code)}
              query={{ ...query, org: organisation.subject.code }}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps extends Pick<GroupProps, 'rates' | 'query'> {
  readonly organisation: Organisation
  readonly figures: FigureRow | undefined
}

function Row({ organisation: { subject, score, verdict, state }, rates, figures, query }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <Link href={`/assessment/organisations/${subject.code}`}>{subject.name}</Link>
      </th>
      <td className="num compare-score">
        <b>{score === null ? '—' : score.toFixed(2)}</b>
        {score === null ? <VerdictTag verdict={verdict} /> : <CardState state={state} />}
      </td>
      {rates.map((code) => {
        const figure = figureOf(figures?.figures, code)
        return (
          <td key={code}>
            {figure?.status === 'OK' ? (
              <Link href={drillLink(code, query)} className="compare-rate">
                <RateDot k={figure.numerator} n={figure.denominator} />
              </Link>
            ) : (
              <span className="gz-muted">—</span>
            )}
          </td>
        )
      })}
    </tr>
  )
}
