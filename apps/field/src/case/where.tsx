import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useText } from '../text.ts'
import './where.css'

const PlaceSpot = lazy(async () => ({ default: (await import('@gezhi/ui/map')).PlaceSpot }))

interface WhereProps {
  readonly lon: number
  readonly lat: number
  /** What lies there, for those who do not see the map. */
  readonly label: string
}

/** Where the case is, on a phone: the map comes when it is asked for. A tablet has it beside the case. */
export function Where({ lon, lat, label }: WhereProps): ReactNode {
  const text = useText()
  const [open, setOpen] = useState(false)
  return (
    <details className="case-where" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text('case:onMap')}</summary>
      {open ? (
        <div className="case-map">
          <Suspense fallback={<p className="gt-muted">{text('shell:loading')}</p>}>
            <PlaceSpot at={[lon, lat]} label={label} />
          </Suspense>
        </div>
      ) : null}
    </details>
  )
}
