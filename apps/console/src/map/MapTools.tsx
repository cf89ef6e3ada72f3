import {
  AimOutlined,
  AppstoreOutlined,
  CameraOutlined,
  CloseOutlined,
  ColumnWidthOutlined,
  ExpandOutlined,
  GatewayOutlined,
  HistoryOutlined,
  PrinterOutlined,
} from '@ant-design/icons'
import type { LayerGroup } from '@gezhi/ui/map'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../i18n/text.ts'
import { LayersPanel } from './LayersPanel.tsx'
import { MeasurePanel } from './MeasurePanel.tsx'
import { NearestPanel } from './NearestPanel.tsx'
import { type CasePoint, SelectPanel } from './SelectPanel.tsx'
import { TimePanel } from './TimePanel.tsx'
import { useBackdrop } from './useBackdrop.ts'
import { usePlaces } from './usePlaces.ts'
import type { TheMap } from './useSketch.ts'

export const TOOLS = ['layers', 'distance', 'area', 'nearest', 'select', 'time'] as const
export type Tool = (typeof TOOLS)[number]

/** True of tools that take the clicks on the map. */
export const draws = (tool: Tool | null): boolean => tool !== null && tool !== 'layers' && tool !== 'time'

const ICONS: Readonly<Record<Tool, ReactNode>> = {
  layers: <AppstoreOutlined />,
  distance: <ColumnWidthOutlined />,
  area: <ExpandOutlined />,
  nearest: <AimOutlined />,
  select: <GatewayOutlined />,
  time: <HistoryOutlined />,
}

interface MapToolsProps {
  readonly map: TheMap
  readonly tool: Tool | null
  readonly onTool: (tool: Tool | null) => void
  readonly layers: readonly LayerGroup[]
  readonly onLayers: (layers: readonly LayerGroup[]) => void
  readonly daysBack: number
  readonly onDaysBack: (days: number) => void
  readonly cases: readonly CasePoint[]
  readonly onPicture: () => void
  readonly onPrint: () => void
}

/** The tools of the map in a column, and the panel of the one in hand. */
export function MapTools(props: MapToolsProps) {
  const { map, tool, onTool, layers, onLayers, cases, onPicture, onPrint, ...time } = props
  const t = useText()
  usePlaces(map, layers)
  const backdrop = useBackdrop(map)
  return (
    <>
      <div className="map-tools" role="toolbar" aria-orientation="vertical" aria-label={t('tools:title')}>
        {TOOLS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={tool === each}
            aria-label={t(`tools:${each}`)}
            title={t(`tools:${each}`)}
            onClick={() => onTool(tool === each ? null : each)}
          >
            {ICONS[each]}
          </button>
        ))}
        <button
          type="button"
          aria-label={t('tools:picture')}
          title={t('tools:picture')}
          disabled={!map}
          onClick={onPicture}
        >
          <CameraOutlined />
        </button>
        <button
          type="button"
          aria-label={t('tools:print')}
          title={t('tools:print')}
          disabled={!map}
          onClick={onPrint}
        >
          <PrinterOutlined />
        </button>
      </div>
      {backdrop?.on && backdrop.attribution && <p className="map-attribution">{backdrop.attribution}</p>}
      {tool && (
        <section className="map-tool" aria-label={t(`tools:${tool}`)}>
          <header>
            <h2>{t(`tools:${tool}`)}</h2>
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('tools:close')}
              onClick={() => onTool(null)}
            />
          </header>
          {tool === 'layers' && <LayersPanel layers={layers} onChange={onLayers} backdrop={backdrop} />}
          {(tool === 'distance' || tool === 'area') && <MeasurePanel key={tool} map={map} of={tool} />}
          {tool === 'nearest' && <NearestPanel map={map} />}
          {tool === 'select' && <SelectPanel map={map} cases={cases} />}
          {tool === 'time' && (
            <TimePanel
              map={map}
              daysBack={time.daysBack}
              onDaysBack={time.onDaysBack}
              gridsShown={layers.includes('grids')}
            />
          )}
        </section>
      )}
    </>
  )
}
