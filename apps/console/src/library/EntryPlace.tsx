import { lazy, Suspense } from 'react'
import { Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'

const PlacePicker = lazy(async () => ({ default: (await import('@gezhi/ui/map')).PlacePicker }))

interface EntryPlaceProps {
  readonly at: readonly [number, number] | null
  readonly fault: string | null
  /** Another source keeps the place. */
  readonly fixed: boolean
  readonly onPick: (at: readonly [number, number]) => void
}

/** Where the record stands: a pin on the map. */
export function EntryPlace({ at, fault, fixed, onPick }: EntryPlaceProps) {
  const t = useText()
  return (
    <Panel title={t('lib:place')}>
      {!fixed && (
        <>
          <p className="gz-muted">{t('lib:entryPin')}</p>
          <div className="lib-map">
            <Suspense>
              <PlacePicker value={at} around={at} onPick={onPick} />
            </Suspense>
          </div>
        </>
      )}
      <p className="gz-nums">{at ? `${at[0].toFixed(6)}, ${at[1].toFixed(6)}` : t('lib:entryNoPin')}</p>
      {fault && (
        <p className="gz-late" role="alert">
          {fault}
        </p>
      )}
    </Panel>
  )
}
