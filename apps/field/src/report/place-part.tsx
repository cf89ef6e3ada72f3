import { placesAround } from '@gezhi/core/districts/around'
import type { PlaceValue } from '@gezhi/ui/touch/place-value'
import { type ReactNode, useMemo, useState } from 'react'
import { OwnPlaceField } from '../library/own-place.tsx'
import { useText } from '../text.ts'
import { PlaceByList } from './place-by-list.tsx'
import { useKnownPlaces } from './use-known-places.ts'

const MOST_NEAR = 3

interface PlacePartProps {
  readonly value: PlaceValue
  readonly error: string | null
  readonly onChange: (change: Partial<PlaceValue>) => void
}

/** Where it is: by the device, put to a known place with one tap, or by lists when the position is wrong. */
export function PlacePart({ value, error, onChange }: PlacePartProps): ReactNode {
  const text = useText()
  const [byList, setByList] = useState(false)
  if (byList)
    return (
      <section className="gt-panel gt-stack">
        <PlaceByList value={value} error={error} onChange={onChange} />
        <button type="button" className="gt-button" onClick={() => setByList(false)}>
          {text('reportPlace:right')}
        </button>
      </section>
    )
  return (
    <>
      <OwnPlaceField atOnce error={error} value={value} onChange={onChange} />
      <Near value={value} onChange={onChange} />
      <button type="button" className="gt-button" onClick={() => setByList(true)}>
        {text('reportPlace:wrong')}
      </button>
    </>
  )
}

/** Buildings and points that the device may be standing at. */
function Near({ value, onChange }: Pick<PlacePartProps, 'value' | 'onChange'>): ReactNode {
  const text = useText()
  const known = useKnownPlaces()
  const { point, accuracyM, address } = value
  const near = useMemo(
    () => (point ? placesAround({ point, accuracyM }, known, MOST_NEAR) : []),
    [point, accuracyM, known],
  )
  // Picked by hand or put to a place already: nobody asks again.
  if (accuracyM === null || near.length === 0) return null
  return (
    <div className="gt-stack tight" role="group" aria-label={text('reportPlace:near')}>
      <strong>{text('reportPlace:near')}</strong>
      <p className="gt-muted gt-small">{text('reportPlace:nearHint')}</p>
      <div className="chips">
        {near.map(({ place, metres }) => (
          <button
            key={place.id}
            type="button"
            className="gt-figure"
            onClick={() =>
              onChange({
                point: [place.lon, place.lat],
                accuracyM: null,
                address: address.trim() || place.words,
              })
            }
          >
            {text('reportPlace:metres', { name: place.name, n: metres })}
          </button>
        ))}
      </div>
    </div>
  )
}
