import { setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

// MapLibre 6 does not find its worker inside a bundle by itself (architecture decision 15).
setWorkerUrl(workerUrl)

/** True when the browser can draw WebGL 2, without which there is no map. */
export const canDraw = (): boolean => Boolean(document.createElement('canvas').getContext('webgl2'))
