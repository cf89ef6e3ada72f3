import { expect, it } from 'vitest'
import { centreOf } from './centre.ts'

it('looks where most grids are, not at the middle of the outline', () => {
  const town = [118.95, 118.96, 118.97].map((lon) => ({ bounds: [lon, 42.25, lon + 0.01, 42.27] }))
  const village = { bounds: [118.5, 41.9, 118.7, 42.0] }
  expect(centreOf([...town, village])?.map((degrees) => degrees.toFixed(3))).toEqual(['118.965', '42.260'])
})

it('has no answer without grids', () => {
  expect(centreOf([])).toBeNull()
})
