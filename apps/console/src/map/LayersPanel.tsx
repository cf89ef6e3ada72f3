import { MAP_LAYERS } from '@gezhi/core/library/layers'
import { LAYER_GROUPS, type LayerGroup, PLACE_LAYERS, PlaceSign } from '@gezhi/ui/map'
import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../i18n/text.ts'
import { seesLibrary } from '../library/roles.ts'
import { useSession } from '../session/session.ts'
import { isPlace } from './layers.ts'
import type { useBackdrop } from './useBackdrop.ts'

interface LayersPanelProps {
  readonly layers: readonly LayerGroup[]
  readonly onChange: (layers: readonly LayerGroup[]) => void
  readonly backdrop: ReturnType<typeof useBackdrop>
}

/** What the map shows, switched on and off; the sign of a layer stands beside its name. */
export function LayersPanel({ layers, onChange, backdrop }: LayersPanelProps) {
  const t = useText()
  const { post } = useSession()
  const box = (group: LayerGroup, label: ReactNode) => (
    <li key={group}>
      <Checkbox
        checked={layers.includes(group)}
        onChange={({ target }) =>
          onChange(target.checked ? [...layers, group] : layers.filter((each) => each !== group))
        }
      >
        {label}
      </Checkbox>
    </li>
  )
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
        {LAYER_GROUPS.flatMap((group) => (isPlace(group) ? [] : [box(group, t(`tools:layer.${group}`))]))}
      </ul>
      {seesLibrary(post.role) && (
        <>
          <h3>{t('tools:places')}</h3>
          <ul className="map-layers">
            {PLACE_LAYERS.map((layer) =>
              box(
                layer,
                <span className="map-layer-sign">
                  <PlaceSign layer={layer} />
                  {MAP_LAYERS[layer][t.language]}
                </span>,
              ),
            )}
          </ul>
          <p className="gz-muted">{t('tools:placesHint')}</p>
        </>
      )}
    </>
  )
}
