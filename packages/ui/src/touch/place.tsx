import { call } from '@gezhi/client/call'
import { districtApi } from '@gezhi/core/districts/district.api'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useId, useState } from 'react'
import { useText } from '../i18n/i18n.ts'
import { TextField } from './fields.tsx'
import type { KnownPlace, PlaceValue } from './place-value.ts'
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
  /** Places that words mean, best first: where there is neither a position nor a map, one of them is chosen. */
  readonly find?: ((words: string) => readonly KnownPlace[]) | undefined
}

/** One character means too much. */
const FEWEST = 2

/** Where it is: the own position, a point on the map, and an address or landmark in words. */
export function PlaceField({ hint, error, value, onChange, atOnce = false, find }: PlaceProps): ReactNode {
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
            accuracyM={value.accuracyM}
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
      {find ? (
        <KnownPlaces
          places={value.address.trim().length < FEWEST ? [] : find(value.address)}
          chosen={value.point}
          onChoose={({ name, address, point }) => {
            onChange({ point, accuracyM: null, address: [address, name].filter(Boolean).join(' ') })
            setLocated((times) => times + 1)
          }}
        />
      ) : null}
    </div>
  )
}

interface KnownProps {
  readonly places: readonly KnownPlace[]
  readonly chosen: LonLat | null
  readonly onChoose: (place: KnownPlace) => void
}

/** What the typed words may mean, to be chosen by a tap; what is chosen already is not offered again. */
function KnownPlaces({ places, chosen, onChoose }: KnownProps): ReactNode {
  const text = useText()
  const isChosen = ({ point: [lon, lat] }: KnownPlace): boolean => lon === chosen?.[0] && lat === chosen[1]
  if (places.length === 0 || places.some(isChosen)) return null
  return (
    <section className="gt-stack tight" aria-label={text('place:known')}>
      <p className="gt-muted gt-small">{text('place:known')}</p>
      {places.map((place) => (
        <button key={place.id} type="button" className="gt-button" onClick={() => onChoose(place)}>
          {place.name}
          {place.address ? <span className="gt-muted"> {place.address}</span> : null}
        </button>
      ))}
    </section>
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
