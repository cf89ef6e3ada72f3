/** The map; load it lazily, MapLibre is 280 kB gzipped. */
export { MapView } from './map/MapView.tsx'
export { PlacePicker } from './map/PlacePicker.tsx'
export { PlaceSpot } from './map/PlaceSpot.tsx'
export { featuresOf, type Pin } from './map/pins.ts'
export { LAYER_GROUPS, type LayerGroup, showGroups } from './map/groups.ts'
export { type PlaceMark, showPlaces } from './map/places.ts'
export { posterOf } from './map/poster.ts'
export { listenForCorners, showSketch } from './map/sketch.ts'
