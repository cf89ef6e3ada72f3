import type { Output } from '@gezhi/client/call'
import { fileUrl } from '@gezhi/client/upload'
import type { patrolApi, PointCoverage } from '@gezhi/core/patrol/patrol.api'
import { isVisited } from '@gezhi/core/patrol/point'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { Button, Select, Tooltip } from 'antd'
import { Link, useLocation, useSearch } from 'wouter'
import { Answer, Nothing, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { Share } from './CoveragePage.tsx'
import { periodOf, PERIODS, useGridCoverage } from './data.ts'

type Detail = Output<typeof patrolApi.grid>

/** Points and streets of one grid: when each was seen or walked last, and what those who walked want to be known. */
export function GridPage({ grid }: { grid: string }) {
  const t = useText()
  const [, go] = useLocation()
  const days = periodOf(useSearch())
  const coverage = useGridCoverage(grid, days)
  return (
    <div className="assess-page">
      <Answer query={coverage} rows={14}>
        {(detail) => (
          <>
            <PageHead
              title={detail.coverage.gridName}
              about={t('patrol:gridAbout', {
                community: detail.coverage.communityName,
                n: detail.coverage.patrols,
              })}
            >
              <Select
                value={days}
                aria-label={t('patrol:days')}
                options={PERIODS.map((value) => ({ value, label: t(`patrol:period.${value}`) }))}
                onChange={(value) => go(`/patrol/${grid}?days=${value}`, { replace: true })}
              />
              <Link href={`/patrol?days=${days}`}>{t('patrol:back')}</Link>
              <Button type="primary" onClick={() => go(`/patrol/${grid}/plates`)}>
                {t('patrol:plates')}
              </Button>
            </PageHead>
            <div className="patrol-grid">
              <Points detail={detail} />
              <div>
                <Streets detail={detail} />
                <Notes detail={detail} />
              </div>
            </div>
          </>
        )}
      </Answer>
    </div>
  )
}

function Points({ detail: { points, coverage } }: { detail: Detail }) {
  const t = useText()
  const visited = points.filter(({ kind }) => isVisited(kind))
  return (
    <Panel
      title={t('patrol:points')}
      aside={
        <span className="gz-muted gz-nums">
          {t('patrol:pointsOf', { seen: coverage.seen, of: coverage.points })}
        </span>
      }
    >
      {visited.length === 0 ? (
        <Nothing>{t('patrol:noPoints')}</Nothing>
      ) : (
        <div className="assess-scroll">
          <table className="assess-table patrol-table">
            <thead>
              <tr>
                <th scope="col">{t('patrol:pointName')}</th>
                <th scope="col">{t('patrol:kind')}</th>
                <th scope="col">{t('patrol:code')}</th>
                <th scope="col">{t('patrol:seen')}</th>
              </tr>
            </thead>
            <tbody>
              {visited.map((point) => (
                <tr key={point.id}>
                  <th scope="row">
                    <Link href={`/library/records/${point.id}`}>{point.name}</Link>
                  </th>
                  <td>{t(`patrol:kinds.${point.kind}`)}</td>
                  <td className="gz-muted gz-nums">{point.code}</td>
                  <td>
                    <Seen point={point} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function Seen({ point: { seenAt, means, photo, uncertain } }: { point: PointCoverage }) {
  const t = useText()
  const { clock } = useGezhi()
  if (seenAt === null || means === null) return <span className="gz-muted">{t('patrol:notYet')}</span>
  return (
    <span className="patrol-seen gz-nums">
      {shortTime(seenAt, clock.now())} · {t(`patrol:means.${means}`)}
      {photo !== null && (
        <a href={fileUrl(photo)} target="_blank" rel="noreferrer">
          {t('patrol:photo')}
        </a>
      )}
      {uncertain && (
        <Tooltip title={t('patrol:uncertainHint')}>
          <span className="assess-tag">{t('patrol:uncertain')}</span>
        </Tooltip>
      )}
    </span>
  )
}

function Streets({ detail: { streets } }: { detail: Detail }) {
  const t = useText()
  const { clock } = useGezhi()
  return (
    <Panel title={t('patrol:streets')}>
      {streets.length === 0 ? (
        <Nothing>{t('patrol:gridStreets')}</Nothing>
      ) : (
        <table className="assess-table patrol-table">
          <thead>
            <tr>
              <th scope="col">{t('patrol:streetName')}</th>
              <th scope="col">{t('patrol:walked')}</th>
              <th scope="col">{t('patrol:lastWalked')}</th>
            </tr>
          </thead>
          <tbody>
            {streets.map(({ name, metres, walked, lastAt }) => (
              <tr key={name}>
                <th scope="row">{name || t('patrol:unnamed')}</th>
                <td className="gz-nums">
                  <Share
                    part={walked ?? 0}
                    of={metres}
                    text={t('patrol:metresOf', { walked: walked ?? 0, of: metres })}
                  />
                </td>
                <td className="gz-nums gz-muted">
                  {lastAt === null ? t('patrol:notYet') : shortTime(lastAt, clock.now())}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function Notes({ detail: { notes } }: { detail: Detail }) {
  const t = useText()
  const { clock } = useGezhi()
  return (
    <Panel title={t('patrol:notes')}>
      {notes.length === 0 && <Nothing>{t('patrol:notesNone')}</Nothing>}
      {notes.map(({ at, text, positions }) => (
        <p key={`${at} ${text}`}>
          {text}{' '}
          <span className="gz-muted gz-nums">
            {shortTime(at, clock.now())} · {t(`patrol:positions.${positions}`)}
          </span>
        </p>
      ))}
    </Panel>
  )
}
