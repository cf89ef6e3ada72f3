import { describe, expect, it } from 'vitest'
import { COLOURS, type Hue, THEMES } from './colours.ts'
import { contrast } from './contrast.ts'

describe('contrast', () => {
  it('is 21 between black and white and 1 with itself', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21)
    expect(contrast('#1D4E89', '#1D4E89')).toBe(1)
  })
})

/** WCAG 2.2: 4.5 and 3 are level AA, 7 and 4.5 level AAA. */
const LEAST = {
  light: { words: 7, ink: 4.5, mark: 3 },
  dark: { words: 7, ink: 4.5, mark: 3 },
  daylight: { words: 7, ink: 7, mark: 4.5 },
} as const

describe.each(THEMES)('the %s theme', (name) => {
  const colours = COLOURS[name]
  const least = LEAST[name]
  const hues: [string, Hue][] = [
    ['danger', colours.danger],
    ['good', colours.good],
    ['warn', colours.warn],
    ...Object.entries(colours.urgency),
    ...Object.entries(colours.step),
  ]

  it.each(hues)('writes %s readably on panel, ground and its own wash', (_, { ink, wash }) => {
    for (const under of [colours.panel, colours.ground, colours.raised, wash])
      expect(contrast(ink, under), `${ink} on ${under}`).toBeGreaterThanOrEqual(least.ink)
  })

  it.each(hues)('draws %s so that it is seen on panel and map', (_, { mark }) => {
    expect(contrast(mark, colours.panel)).toBeGreaterThanOrEqual(least.mark)
    expect(contrast(mark, colours.map.land)).toBeGreaterThanOrEqual(3)
  })

  it('writes text, muted text and the accent readably', () => {
    for (const under of [colours.panel, colours.ground, colours.raised, colours.accentWash]) {
      expect(contrast(colours.text, under), `text on ${under}`).toBeGreaterThanOrEqual(least.words)
      for (const ink of [colours.muted, colours.accent])
        expect(contrast(ink, under), `${ink} on ${under}`).toBeGreaterThanOrEqual(least.ink)
    }
    expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(least.ink)
    expect(contrast(colours.map.label, colours.map.land)).toBeGreaterThanOrEqual(least.ink)
  })

  it('draws the borders of fields so that they are seen', () => {
    expect(contrast(colours.control, colours.panel)).toBeGreaterThanOrEqual(least.mark)
  })
})
