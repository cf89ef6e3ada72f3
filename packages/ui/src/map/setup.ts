import { addProtocol, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { KEPT_SCHEME, readKept } from './kept-tiles.ts'

// MapLibre 6 does not find its worker inside a bundle by itself (architecture decision 15).
setWorkerUrl(workerUrl)

// Tiles that an app keeps on the device are read here, in the page; only this knows where they lie.
addProtocol(KEPT_SCHEME, async ({ url }, { signal }) => ({ data: await readKept(url, signal) }))

/** True when the browser can draw WebGL 2, without which there is no map. */
export const canDraw = (): boolean => Boolean(document.createElement('canvas').getContext('webgl2'))
