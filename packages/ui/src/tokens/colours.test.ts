import { describe, expect, it } from 'vitest'
import { COLOURS, type Hue } from './colours.ts'
import { contrast } from './contrast.ts'

describe('contrast', () => {
  it('is 21 between black and white and 1 with itself', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21)
    expect(contrast('#1D4E89', '#1D4E89')).toBe(1)
  })
})

describe.each(['light', 'dark'] as const)('the %s theme', (name) => {
  const colours = COLOURS[name]
  const hues: [string, Hue][] = [
    ['danger', colours.danger],
    ['good', colours.good],
    ['warn', colours.warn],
    ...Object.entries(colours.urgency),
    ...Object.entries(colours.step),
  ]

  it.each(hues)('writes %s readably on panel, ground and its own wash', (_, { ink, wash }) => {
    for (const under of [colours.panel, colours.ground, colours.raised, wash])
      expect(contrast(ink, under), `${ink} on ${under}`).toBeGreaterThanOrEqual(4.5)
  })

  it.each(hues)('draws %s so that it is seen on panel and map', (_, { mark }) => {
    expect(contrast(mark, colours.panel)).toBeGreaterThanOrEqual(3)
    expect(contrast(mark, colours.map.land)).toBeGreaterThanOrEqual(3)
  })

  it('writes text, muted text and the accent readably', () => {
    for (const ink of [colours.text, colours.muted, colours.accent])
      for (const under of [colours.panel, colours.ground, colours.raised, colours.accentWash])
        expect(contrast(ink, under), `${ink} on ${under}`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colours.map.label, colours.map.land)).toBeGreaterThanOrEqual(4.5)
  })

  it('draws the borders of fields so that they are seen', () => {
    expect(contrast(colours.control, colours.panel)).toBeGreaterThanOrEqual(3)
  })
})
