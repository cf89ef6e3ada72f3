import { distanceM } from '@gezhi/core/kernel/geo'
import type { ReactNode } from 'react'
import { isRecord } from '../forms/schema.ts'
import { useText } from '../i18n/i18n.ts'
import { POSITION_FAILURES, usePosition } from './use-position.ts'

interface HereProps {
  readonly label: string
  /** Where the case lies. */
  readonly at: readonly [lon: number, lat: number]
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

/** Records where one stands, on a tap and never by itself; says how far that is from the case, and refuses nothing for it. */
export function HereField({ label, at, value, onChange }: HereProps): ReactNode {
  const text = useText()
  const { asking, failure, ask } = usePosition(({ point: [lon, lat], accuracyM }) =>
    onChange({ lon, lat, datum: 'WGS84', accuracyM }),
  )
  const lon = isRecord(value) ? value['lon'] : null
  const lat = isRecord(value) ? value['lat'] : null
  const distance =
    typeof lon === 'number' && typeof lat === 'number' ? Math.round(distanceM(at, [lon, lat])) : null
  return (
    <fieldset className="gt-field">
      <legend>{label}</legend>
      <button type="button" className="gt-button" disabled={asking} onClick={ask}>
        {text(asking ? 'place:asking' : 'place:mine')}
      </button>
      <p role="status">
        {failure
          ? text(POSITION_FAILURES[failure])
          : distance === null
            ? ''
            : text('place:here', { n: distance })}
      </p>
    </fieldset>
  )
}
