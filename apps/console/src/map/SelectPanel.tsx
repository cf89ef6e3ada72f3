import { call } from '@gezhi/client/call'
import { covers, type LonLat } from '@gezhi/core/kernel/geo'
import { circleRing } from '@gezhi/core/kernel/measure'
import { placeApi } from '@gezhi/core/library/place.api'
import { ErrorState } from '@gezhi/ui/parts'
import { useQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useText } from '../i18n/text.ts'
import { registerName } from '../library/data.ts'
import { SketchButtons, useLengthText } from './MeasurePanel.tsx'
import { RecordLink } from './RecordLink.tsx'
import { useSketch, type TheMap } from './useSketch.ts'

/** What the selection needs of a case. */
export interface CasePoint {
  readonly id: string
  readonly lon: number
  readonly lat: number
  readonly title: string
}

const RADII = [100, 300, 500, 1000, 2000] as const
/** Cases named below their number; the map shows all of them. */
const MOST_NAMED = 50

const areaOf = (ring: readonly LonLat[]): string =>
  ring.map(([lon, lat]) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(' ')

/** What lies in a polygon or a circle: cases, buildings, facilities and the rest, counted and listed. */
export function SelectPanel({ map, cases }: { map: TheMap; cases: readonly CasePoint[] }) {
  const t = useText()
  const lengthText = useLengthText()
  const [shape, setShape] = useState<'area' | 'circle'>('area')
  const [radius, setRadius] = useState<number>(300)
  const { corners, undo, clear } = useSketch(map, shape, radius)
  const [centre] = corners
  const ring = shape === 'circle' ? (centre ? circleRing(centre, radius) : []) : corners
  return (
    <>
      <div className="map-tool-buttons">
        <Segmented<'area' | 'circle'>
          size="small"
          value={shape}
          options={[
            { value: 'area', label: t('tools:polygon') },
            { value: 'circle', label: t('tools:circle') },
          ]}
          onChange={(next) => {
            setShape(next)
            clear()
          }}
        />
        {shape === 'circle' && (
          <Select
            size="small"
            value={radius}
            aria-label={t('tools:radius')}
            options={RADII.map((value) => ({ value, label: lengthText(value) }))}
            onChange={setRadius}
          />
        )}
      </div>
      <p className="gz-muted">{shape === 'area' ? t('tools:drawHint') : t('tools:pointHint')}</p>
      <SketchButtons some={corners.length > 0} undo={undo} clear={clear} />
      {ring.length > 2 && <Inside ring={ring} cases={cases} />}
    </>
  )
}

function Inside({ ring, cases }: { ring: readonly LonLat[]; cases: readonly CasePoint[] }) {
  const t = useText()
  const area = areaOf(ring)
  const { data, error, refetch } = useQuery({
    queryKey: ['library', 'inside', area],
    queryFn: ({ signal }) => call(placeApi.inside, { query: { area } }, { signal }),
  })
  const here = useMemo(
    () => cases.filter(({ lon, lat }) => covers({ type: 'Polygon', coordinates: [ring] }, [lon, lat])),
    [cases, ring],
  )
  return (
    <div className="map-tool-list">
      <p role="status">
        <strong className="gz-nums">{t('tools:casesN', { n: here.length })}</strong>{' '}
        <span className="gz-muted">{t('tools:ofShown')}</span>
      </p>
      <ul>
        {here.slice(0, MOST_NAMED).map(({ id, title }) => (
          <li key={id}>
            <Link href={`/cases/${id}`}>{title}</Link>
          </li>
        ))}
      </ul>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p>{t('app:loading')}</p>}
      {data?.counts.length === 0 && <p>{t('tools:nothingInside')}</p>}
      {data && data.counts.length > 0 && (
        <>
          <dl className="map-counts">
            {data.counts.map(({ register, records }) => (
              <div key={register}>
                <dt>{registerName(register, t.language)}</dt>
                <dd className="gz-nums">{records.toLocaleString()}</dd>
              </div>
            ))}
          </dl>
          {data.more && <p>{t('tools:moreInside')}</p>}
          <h3>{t('tools:listed', { n: data.records.length })}</h3>
          <ul>
            {data.records.map((record) => (
              <RecordLink key={record.id} record={record} note={registerName(record.register, t.language)} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
