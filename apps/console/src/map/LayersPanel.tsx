import { LAYER_GROUPS, type LayerGroup } from '@gezhi/ui/map'
import { Checkbox } from 'antd'
import { useText } from '../i18n/text.ts'
import type { useBackdrop } from './useBackdrop.ts'
import type { usePlaces } from './usePlaces.ts'

interface LayersPanelProps {
  readonly layers: readonly LayerGroup[]
  readonly onChange: (layers: readonly LayerGroup[]) => void
  readonly places: ReturnType<typeof usePlaces>
  readonly backdrop: ReturnType<typeof useBackdrop>
}

/** What the map shows, switched on and off. */
export function LayersPanel({ layers, onChange, places, backdrop }: LayersPanelProps) {
  const t = useText()
  const wantsPlaces = layers.includes('FACILITY') || layers.includes('COMPONENT')
  return (
    <>
      <ul className="map-layers">
        {backdrop && (
          <li>
            <Checkbox checked={backdrop.on} onChange={({ target }) => backdrop.change(target.checked)}>
              {t('tools:backdrop', { name: backdrop.name })}
            </Checkbox>
          </li>
        )}
        {LAYER_GROUPS.map((group) => (
          <li key={group}>
            <Checkbox
              checked={layers.includes(group)}
              onChange={({ target }) =>
                onChange(target.checked ? [...layers, group] : layers.filter((each) => each !== group))
              }
            >
              {t(`tools:layer.${group}`)}
            </Checkbox>
          </li>
        ))}
      </ul>
      <p className="gz-muted" role="status">
        {wantsPlaces && places === 'far' && t('tools:zoomIn')}
        {wantsPlaces && places === 'some' && t('tools:someOnly')}
      </p>
    </>
  )
}
