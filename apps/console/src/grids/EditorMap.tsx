import type { LonLat } from '@gezhi/core/kernel/geo'
import type { PlannedGrid } from '@gezhi/core/grids/redraw.plan'
import { useGezhi } from '@gezhi/ui/data'
import { MapView } from '@gezhi/ui/map'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useSketch, type TheMap } from '../map/useSketch.ts'
import { isError } from './ChecksPanel.tsx'
import { boundsOf, drawPlan } from './draw.ts'
import { changeOf, gridAt } from './editing.ts'
import { gripsOf } from './grips.ts'
import { listenForHandles } from './handles.ts'
import { wholeOf } from './places.ts'
import { SketchBar } from './SketchBar.tsx'
import type { Editor } from './useEditor.ts'

const none: never[] = []

/** The map of the editor: what the tool in hand makes of presses and movements. */
export function EditorMap({ editor, focus }: { editor: Editor; focus: LonLat | null }) {
  const { theme } = useGezhi()
  const [map, setMap] = useState<TheMap>(null)
  const { shown, before, now, findings, tool, corner } = editor
  const latest = useRef(editor)
  useEffect(() => {
    latest.current = editor
  })
  useFirstView(map, editor)
  useEffect(() => {
    if (focus)
      map?.easeTo({ center: [focus[0], focus[1]], zoom: Math.max(map.getZoom(), 16.5), duration: 250 })
  }, [map, focus])
  useEffect(() => {
    if (!map) return
    const wrong = new Set(findings.filter(isError).flatMap(({ grids }) => grids))
    const of = (grid: PlannedGrid) => changeOf(grid, before)
    drawPlan(map, theme, {
      layout: shown,
      selected: now.selected,
      changeOf: of,
      wrong,
      handles: tool === 'SELECT',
      corner,
    })
  }, [map, theme, shown, before, now.selected, findings, tool, corner])
  useEffect(() => {
    if (!map || (tool !== 'SELECT' && tool !== 'MERGE')) return
    return listenForHandles(map, {
      grips: () =>
        tool === 'SELECT' ? gripsOf(latest.current.now.layout, latest.current.now.selected) : none,
      move: (grip, to) => latest.current.draw(grip, to),
      drop: (grip, to) => latest.current.move(grip, to),
      press: (grip) => latest.current.hold(grip.kind === 'CORNER' ? grip.at : null),
      choose(at) {
        const id = gridAt(latest.current.now.layout, at)
        if (tool !== 'MERGE') latest.current.select(id)
        else if (id) latest.current.merge(id)
      },
    })
  }, [map, tool])
  return (
    <div className="grids-map" data-ready={map !== null}>
      <MapView pins={none} selected={null} onSelect={() => undefined} onMap={setMap} legend={false} drawing />
      {(tool === 'SPLIT' || tool === 'EXCLUSIVE') && <Sketch key={tool} map={map} editor={editor} />}
    </div>
  )
}

/** The community fills the map when it opens, seen from above: boundaries are drawn on the ground. */
function useFirstView(map: TheMap, editor: Editor): void {
  const { before } = editor
  useEffect(() => {
    const bounds = boundsOf(before)
    if (map && bounds) map.fitBounds(bounds, { padding: 48, duration: 0, pitch: 0 })
  }, [map, before])
}

/** A line to split along, or the outline of an exclusive grid. */
function Sketch({ map, editor }: { map: TheMap; editor: Editor }) {
  const t = useText()
  const isLine = editor.tool === 'SPLIT'
  const { corners, undo, clear } = useSketch(map, isLine ? 'line' : 'area')
  const done = () => {
    const points = corners.map(wholeOf)
    if (isLine) editor.split(points, t('grids:newName'))
    else editor.addExclusive(points, t('grids:newExclusive'))
    clear()
  }
  return (
    <SketchBar
      hint={t(isLine ? 'grids:splitHint' : 'grids:exclusiveHint')}
      ready={corners.length >= (isLine ? 2 : 3)}
      some={corners.length > 0}
      onDone={done}
      onUndo={undo}
      onCancel={() => editor.choose('SELECT')}
    />
  )
}
