/** The map; load it lazily, MapLibre is 280 kB gzipped. */
export { MapView } from './map/MapView.tsx'
export { PlacePicker } from './map/PlacePicker.tsx'
export { PlaceSpot } from './map/PlaceSpot.tsx'
export { featuresOf, type Pin } from './map/pins.ts'
