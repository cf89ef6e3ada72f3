import type { DrillEntry } from '@gezhi/core/assessment/assessment.api'
import type { CaseSummary } from '@gezhi/core/cases/case.api'
import { EXEMPTION_CODES } from '@gezhi/core/assessment/ledger'
import { INDICATORS } from '@gezhi/core/assessment/indicators'
import { reportApi } from '@gezhi/core/reports/report.api'
import { useGezhi } from '@gezhi/ui/data'
import { busyIcon, EmptyState, ErrorState, StateTag, UrgencyTag } from '@gezhi/ui/parts'
import { fullTime, shortTime } from '@gezhi/ui/time'
import { Button, Segmented, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { DownloadButton } from '../../download/DownloadButton.tsx'
import { useText } from '../../i18n/text.ts'
import { useSession } from '../../session/session.ts'
import { ScoreCommandDrawer } from '../command/ScoreCommandDrawer.tsx'
import { DRILL_PARTS, type DrillPart, useDrill, useProof } from '../data.ts'
import { hours } from '../format.ts'
import { drillLink, indicatorOf, partOf, proofLink, queryOf } from '../links.ts'
import { PageHead } from '../parts.tsx'
import { periodOf } from '../period.ts'
import { assesses } from '../roles.ts'

/** The cases that a figure counts: the number above the list is the figure. */
export function DrillPage({ code }: { code: string }) {
  const t = useText()
  const indicator = indicatorOf(code)
  if (indicator === undefined) return <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
  return <FigureCases indicator={indicator} />
}

function FigureCases({ indicator }: { indicator: NonNullable<ReturnType<typeof indicatorOf>> }) {
  const t = useText()
  const { clock } = useGezhi()
  const search = useSearch()
  const [, go] = useLocation()
  const query = queryOf(search, periodOf('thisMonth', clock.now()))
  const part = partOf(search)
  const list = useDrill(indicator, query, part)
  const definition = INDICATORS[indicator]
  const parts = definition.counts === null ? [] : DRILL_PARTS
  return (
    <CaseList
      indicator={definition}
      about={`${query.from} – ${query.to}`}
      list={list}
      part={part}
      parts={parts}
      onPart={(next) => go(drillLink(indicator, query, next), { replace: true })}
      download={
        <DownloadButton
          endpoint={reportApi.figure}
          input={{ params: { indicator }, query: { ...query, part, language: t.language } }}
        >
          {t('cases:export')}
        </DownloadButton>
      }
    />
  )
}

/** The cases behind a settled line, as they were counted when it was written. */
export function ProofPage({ score, line }: { score: string; line: number }) {
  const t = useText()
  const [, go] = useLocation()
  const part = partOf(useSearch())
  const list = useProof(score, line, part)
  const indicator = list.data?.pages[0]?.indicator
  const { post } = useSession()
  const [exempting, setExempting] = useState<CaseSummary | null>(null)
  return (
    <>
      <CaseList
        indicator={indicator === undefined ? null : INDICATORS[indicator]}
        about={t('assess:asCounted')}
        list={list}
        part={part}
        parts={DRILL_PARTS}
        onPart={(next) => go(proofLink(score, line, next), { replace: true })}
        onExempt={assesses(post.role) ? setExempting : null}
      />
      {exempting && (
        <ScoreCommandDrawer
          score={score}
          type="exempt"
          title={t('assess:command.exemptCase')}
          given={{ caseId: exempting.id }}
          leaveOut={LEAVE_FIELDS}
          choices={CAUSES}
          onClose={() => setExempting(null)}
        >
          <p>
            {exempting.number} · {exempting.title}
          </p>
          <p className="gz-muted">{t('assess:exemptHint')}</p>
        </ScoreCommandDrawer>
      )}
    </>
  )
}

/** Why a case does not count; leave is entered on the card itself, by days. */
const CAUSES = { code: EXEMPTION_CODES.filter((code) => code !== 'LEAVE') }
const LEAVE_FIELDS = ['days']

interface CaseListProps {
  readonly indicator: (typeof INDICATORS)[keyof typeof INDICATORS] | null
  readonly about: string
  readonly list: ReturnType<typeof useDrill>
  readonly part: DrillPart
  readonly parts: readonly DrillPart[]
  readonly onPart: (part: DrillPart) => void
  readonly download?: ReactNode
  /** Takes a case out of a settled score; null where the reader does not assess. */
  readonly onExempt?: ((summary: CaseSummary) => void) | null
}

function CaseList({ indicator, about, list, part, parts, onPart, onExempt = null, download }: CaseListProps) {
  const t = useText()
  const pages = list.data?.pages ?? []
  const total = pages[0]?.total
  return (
    <div className="assess-page">
      <PageHead title={indicator?.name[t.language] ?? t('assess:cases')} about={about}>
        {download}
        <Button onClick={() => history.back()}>{t('page:back')}</Button>
      </PageHead>
      <div className="drill-about">
        <strong className="gz-nums" role="status">
          {total === undefined ? '\u00a0' : t('assess:listed', { n: total.toLocaleString() })}
        </strong>
        {indicator && <span className="gz-muted">{indicator.formula[t.language]}</span>}
        <span className="grow" />
        {parts.length > 0 && (
          <Segmented<DrillPart>
            value={part}
            aria-label={t('assess:partOf')}
            options={parts.map((value) => ({
              value,
              label: t(`assess:drill.${value}`),
              ...(indicator?.counts && value === 'NUMERATOR' ? { title: indicator.counts[t.language] } : {}),
            }))}
            onChange={onPart}
          />
        )}
      </div>
      {list.error !== null && pages.length === 0 ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <div className={`drill-list${list.isPlaceholderData ? ' case-stale' : ''}`}>
          <table className="assess-table">
            <thead>
              <tr>
                {(['number', 'matter', 'urgency', 'state', 'organisation'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`cases:${name}`)}
                  </th>
                ))}
                <th scope="col">{t('assess:countedAt')}</th>
                <th scope="col">{t('assess:result')}</th>
              </tr>
            </thead>
            <tbody>
              {list.isPending && <Waiting />}
              {pages.flatMap(({ entries }) =>
                entries.map((entry, index) => (
                  <Entry
                    key={`${entry.case?.id}${entry.at}${entry.no}${index}`}
                    entry={entry}
                    kind={indicator?.kind}
                    counts={parts.length > 0}
                    onExempt={onExempt}
                  />
                )),
              )}
            </tbody>
          </table>
          {total === 0 && <EmptyState title={t('assess:emptyList')} body={t('assess:emptyListBody')} />}
          <div className="cases-more">
            {list.hasNextPage && (
              <Button loading={busyIcon(list.isFetchingNextPage)} onClick={() => void list.fetchNextPage()}>
                {t('cases:loadMore')}
              </Button>
            )}
          </div>
        </div>
      )}
    </div>
  )
}

const Waiting = () =>
  Array.from({ length: 8 }, (_, row) => (
    <tr key={row}>
      <td colSpan={7}>
        <Skeleton.Input active size="small" block />
      </td>
    </tr>
  ))

interface EntryProps {
  readonly entry: DrillEntry
  readonly kind: string | undefined
  readonly counts: boolean
  readonly onExempt: ((summary: CaseSummary) => void) | null
}

function Entry({ entry, kind, counts, onExempt }: EntryProps) {
  const t = useText()
  const { clock } = useGezhi()
  const { case: summary, at, no, orgName, counted, value } = entry
  const says: string[] = []
  if (value !== null) says.push(kind === 'DURATION' ? hours(value, t) : t('assess:rated', { n: value }))
  if (counts) says.push(t(counted ? 'assess:countedYes' : 'assess:countedNo'))
  return (
    <tr>
      <td className="num-left">
        {summary ? <Link href={`/cases/${summary.id}`}>{summary.number}</Link> : t('assess:notYours')}
        {no !== null && <small className="gz-muted"> · {t('assess:no', { n: no })}</small>}
      </td>
      <td className="drill-title">{summary?.title}</td>
      <td>{summary && <UrgencyTag urgency={summary.urgency} bare />}</td>
      <td>{summary && <StateTag state={summary.state} />}</td>
      <td>{orgName ?? '—'}</td>
      <td title={fullTime(at)} className="num-left">
        {shortTime(at, clock.now())}
      </td>
      <td>
        {says.join(' · ')}{' '}
        {onExempt && summary && (
          <Button size="small" onClick={() => onExempt(summary)}>
            {t('assess:command.exemptCase')}
          </Button>
        )}
      </td>
    </tr>
  )
}
