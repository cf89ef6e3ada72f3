import { describe, expect, it } from 'vitest'
import { featuresOf, type Pin } from './pins.ts'

const pin = (change: Partial<Pin> = {}): Pin => ({
  id: 'a',
  lon: 118.96,
  lat: 42.26,
  urgency: 'GENERAL',
  step: 'HANDLE',
  overdue: false,
  ...change,
})

describe('cases as pins', () => {
  it('take the image of their urgency, step and delay', () => {
    const images = featuresOf([
      pin(),
      pin({ urgency: 'URGENT', step: 'DISPATCH', overdue: true }),
    ]).features.map(({ properties }) => properties.image)
    expect(images).toEqual(['pin|GENERAL|HANDLE|0', 'pin|URGENT|DISPATCH|1'])
  })

  it('count towards their share of a cluster', () => {
    const [feature] = featuresOf([pin({ urgency: 'IMPORTANT' })]).features
    expect(feature?.properties).toMatchObject({ urgent: 0, important: 1 })
  })

  it('lie above less urgent ones', () => {
    const ranks = featuresOf([pin(), pin({ overdue: true }), pin({ urgency: 'URGENT' })]).features.map(
      ({ properties }) => properties.rank,
    )
    expect(ranks).toEqual([0, 1, 4])
  })
})
