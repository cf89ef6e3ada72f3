import { call } from '@gezhi/client/call'
import { placeApi, type RecordNear } from '@gezhi/core/library/place.api'
import { ErrorState } from '@gezhi/ui/parts'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../i18n/text.ts'
import { registerName } from '../library/data.ts'
import { useLengthText } from './MeasurePanel.tsx'
import { RecordLink, sortText } from './RecordLink.tsx'
import { useSketch, type TheMap } from './useSketch.ts'

/** The nearest three of each sort around a point, with their distance as the crow flies. */
export function NearestPanel({ map }: { map: TheMap }) {
  const t = useText()
  const {
    corners: [point],
  } = useSketch(map, 'point')
  const [lon = 0, lat = 0] = point ?? []
  const { data, error, refetch } = useQuery({
    queryKey: ['library', 'nearest', lon, lat],
    queryFn: ({ signal }) => call(placeApi.nearest, { query: { lon, lat, each: 3 } }, { signal }),
    enabled: point !== undefined,
  })
  return (
    <>
      <p className="gz-muted">{t('tools:pointHint')}</p>
      {point && !data && !error && <p role="status">{t('app:loading')}</p>}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data &&
        (data.records.length > 0 ? <Groups records={data.records} /> : <p>{t('tools:nothingNear')}</p>)}
    </>
  )
}

function Groups({ records }: { records: readonly RecordNear[] }) {
  const t = useText()
  const lengthText = useLengthText()
  const groups = new Map<string, RecordNear[]>()
  for (const record of records) {
    const name =
      record.register === 'SCHOOL' || record.sort === null
        ? registerName(record.register, t.language)
        : sortText(record.sort, t.language)
    groups.set(name, [...(groups.get(name) ?? []), record])
  }
  return (
    <div className="map-tool-list" role="status">
      {[...groups].map(([name, group]) => (
        <section key={name}>
          <h3>{name}</h3>
          <ul>
            {group.map((record) => (
              <RecordLink key={record.id} record={record} note={lengthText(record.distanceM)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
