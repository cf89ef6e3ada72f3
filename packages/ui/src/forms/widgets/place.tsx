import { Button, Input, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useText } from '../../i18n/i18n.ts'
import { useFormScope, type WidgetProps } from '../context.tsx'
import { isRecord } from '../schema.ts'

// The map is 280 kB gzipped: only forms that ask for a place load it.
const PlacePicker = lazy(async () => ({ default: (await import('../../map/PlacePicker.tsx')).PlacePicker }))

/** A point picked on the map (CGCS2000) and words that help to find it. */
export function PlaceWidget(props: WidgetProps) {
  const t = useText()
  const { case: view } = useFormScope()
  const value = isRecord(props.value) ? props.value : null
  const point =
    value && typeof value['lon'] === 'number' && typeof value['lat'] === 'number'
      ? ([value['lon'], value['lat']] as const)
      : null
  const address = value && typeof value['address'] === 'string' ? value['address'] : ''
  return (
    <div className="gz-place">
      <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height: 260 }} />}>
        <PlacePicker
          value={point}
          around={view ? [view.lon, view.lat] : null}
          onPick={([lon, lat]) =>
            props.onChange({ lon, lat, datum: 'CGCS2000', ...(address ? { address } : {}) })
          }
        />
      </Suspense>
      <div className="gz-place-words">
        <Input
          value={address}
          maxLength={200}
          disabled={!point}
          placeholder={t(point ? 'form:address' : 'form:placeHint')}
          aria-label={t('form:address')}
          onChange={(event) => props.onChange({ ...value, address: event.target.value })}
        />
        {point && !props.required && (
          <Button type="text" onClick={() => props.onChange(undefined)}>
            {t('form:placeClear')}
          </Button>
        )}
      </div>
    </div>
  )
}
