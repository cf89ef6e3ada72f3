import { call } from '@gezhi/client/call'
import { districtApi } from '@gezhi/core/districts/district.api'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useId, useState } from 'react'
import { useText } from '../i18n/i18n.ts'
import { TextField } from './fields.tsx'
import type { PlaceValue } from './place-value.ts'
import { POSITION_FAILURES, usePosition } from './use-position.ts'

// The map is the heaviest part of the page: the rest can be read and used while it comes.
const PlacePicker = lazy(async () => ({ default: (await import('../map/PlacePicker.tsx')).PlacePicker }))

interface PlaceProps {
  readonly hint?: string
  readonly error?: string | null | undefined
  readonly value: PlaceValue
  readonly onChange: (change: Partial<PlaceValue>) => void
  /** Asks the device for its position when the field appears and nothing is picked yet. */
  readonly atOnce?: boolean
}

/** Where it is: the own position, a point on the map, and an address or landmark in words. */
export function PlaceField({ hint, error, value, onChange, atOnce = false }: PlaceProps): ReactNode {
  const text = useText()
  const id = useId()
  // A position from the device moves the map there; a point picked by hand leaves the map as it is.
  const [located, setLocated] = useState(0)
  const { asking, failure, ask } = usePosition(({ point, accuracyM }) => {
    onChange({ point, accuracyM })
    setLocated((times) => times + 1)
  })
  const [wanted] = useState(atOnce && value.point === null)
  useEffect(() => {
    if (wanted) ask()
  }, [wanted, ask])
  return (
    <div
      className={error ? 'gt-field in-error gt-stack' : 'gt-field gt-stack'}
      role="group"
      aria-describedby={id}
    >
      <div id={id}>
        {hint ? <p className="gt-muted">{hint}</p> : null}
        {error ? <p className="gt-error">{error}</p> : null}
      </div>
      <button type="button" className="gt-button" disabled={asking} onClick={ask}>
        {text(asking ? 'place:asking' : 'place:mine')}
      </button>
      {failure ? <p role="status">{text(POSITION_FAILURES[failure])}</p> : null}
      <Suspense fallback={<div className="gt-map-frame" />}>
        <div className="gt-map-frame">
          <PlacePicker
            key={located}
            value={value.point}
            around={null}
            onPick={([lon, lat]) => onChange({ point: [lon, lat], accuracyM: null })}
          />
        </div>
      </Suspense>
      <p role="status">
        {value.point ? <Located point={value.point} accuracyM={value.accuracyM} /> : text('form:placeUnset')}
      </p>
      <TextField
        label={text('place:address')}
        hint={text('place:addressHint')}
        value={value.address}
        maxLength={200}
        autoComplete="street-address"
        onChange={(address) => onChange({ address })}
      />
    </div>
  )
}

/** Which street, community and grid the point lies in, as the server's index says, and how exact the device was. */
function Located({ point, accuracyM }: { point: LonLat; accuracyM: number | null }): ReactNode {
  const text = useText()
  const { data } = useQuery({
    queryKey: ['locate', ...point],
    queryFn: ({ signal }) =>
      call(districtApi.locate, { query: { lon: point[0], lat: point[1] } }, { signal }),
    staleTime: Infinity,
    retry: false,
  })
  const names = data?.inside
    ? [data.streetName, data.communityName, data.gridName].filter(Boolean).join(' ')
    : null
  const where = data && !data.inside ? text('form:outside') : (names ?? text('map:picked'))
  return (
    <>
      <strong>{where}</strong>
      {accuracyM === null ? null : (
        <span className="gt-muted"> {text('place:accuracy', { n: Math.round(accuracyM) })}</span>
      )}
    </>
  )
}
