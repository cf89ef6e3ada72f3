import type { LonLat } from '@gezhi/core/kernel/geo'
import { circleRing } from '@gezhi/core/kernel/measure'
import { useGezhi } from '@gezhi/ui/data'
import { listenForCorners, showSketch } from '@gezhi/ui/map'
import { type ComponentProps, useEffect, useState } from 'react'
import type { MapView } from '@gezhi/ui/map'

/** The map as `MapView` tells it. */
export type TheMap = Parameters<NonNullable<ComponentProps<typeof MapView>['onMap']>>[0]

/** line, area: many corners; circle, point: one place, a new press begins again. */
export type SketchKind = 'line' | 'area' | 'circle' | 'point'

/** A polygon of the server has a hundred corners at most. */
const MOST_CORNERS = 99

/** Corners that somebody draws on the map, shown as they are drawn; gone with the tool. */
export function useSketch(map: TheMap, kind: SketchKind, radiusM = 0) {
  const { theme } = useGezhi()
  const [corners, setCorners] = useState<readonly LonLat[]>([])
  const single = kind === 'circle' || kind === 'point'
  useEffect(() => {
    if (!map) return
    return listenForCorners(map, {
      add: (corner) => setCorners((now) => (single ? [corner] : [...now, corner].slice(0, MOST_CORNERS))),
      undo: () => setCorners((now) => now.slice(0, -1)),
    })
  }, [map, single])
  const [centre] = corners
  useEffect(() => {
    if (!map) return
    const ring = kind === 'circle' && centre ? circleRing(centre, radiusM) : corners
    showSketch(map, theme, {
      corners: ring,
      closed: kind === 'area' || kind === 'circle',
      dots: kind !== 'circle',
    })
  }, [map, theme, corners, kind, centre, radiusM])
  useEffect(() => {
    if (!map) return
    // A map that is being taken down has no style any more.
    return () => {
      if (map.style) showSketch(map, theme, null)
    }
  }, [map, theme])
  return {
    corners,
    undo: () => setCorners((now) => now.slice(0, -1)),
    clear: () => setCorners([]),
  }
}
