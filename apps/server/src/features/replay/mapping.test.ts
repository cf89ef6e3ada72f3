import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { itemsOf, MappingError, readMapping } from './mapping.ts'
import { MAPPING } from './replay.testing.ts'

const errorsOf = (text: string): string => {
  try {
    readMapping(text, 'm.yaml')
    return ''
  } catch (error) {
    if (error instanceof MappingError) return error.message
    throw error
  }
}

describe('a mapping', () => {
  it.each(['boston-311', 'citizen-messages-zh'])('shipped as %s is valid', (name) => {
    const url = new URL(`../../../../../districts/hongshan/mappings/${name}.yaml`, import.meta.url)
    const { mapping } = readMapping(readFileSync(url, 'utf8'), name)
    expect(mapping.source.code).toBe(name)
  })

  it('names file, line and field of every mistake at once', () => {
    const text = MAPPING.replace('kind: DEPARTMENT', 'kind: CITY')
      .replace('  id: request\n', '')
      .concat('more: 1\n')
    expect(errorsOf(text).split('\n').sort()).toEqual([
      'm.yaml:2: source.kind: must be one of DEVICE, HOTLINE_12345, LINKAGE_110, DEPARTMENT, VIDEO_EVENT',
      'm.yaml:35: more: is not a field of a mapping',
      'm.yaml:5: fields: must have required properties id',
    ])
  })

  it('names the line on which its YAML breaks', () => {
    expect(errorsOf('source: {code: a\nformat: [')).toMatch(/^m\.yaml:\d+: not YAML: /)
  })

  it('refuses a zone that no clock knows', () => {
    expect(errorsOf(MAPPING.replace('America/New_York', 'America/Gotham'))).toBe(
      'm.yaml:18: time.zone: "America/Gotham" is not a time zone',
    )
  })

  it('refuses a transformation without the columns it transforms', () => {
    expect(errorsOf(MAPPING.replace('  lon: x\n', ''))).toMatch(/needs fields\.lon and fields\.lat/)
  })

  it('refuses a transformation without its scale, at its own line', () => {
    expect(errorsOf(MAPPING.replace('  scale: 0.5\n', ''))).toMatch(
      /^m\.yaml:27: place: must have required .*scale/,
    )
  })

  it('lists every item it names, so that those missing in the catalogue can be told', () => {
    const { mapping, errorAt } = readMapping(MAPPING, 'm.yaml')
    const items = itemsOf(mapping)
    expect(items.map(({ item }) => item).sort()).toEqual(['W01001', 'W02002', 'W12040'])
    const pothole = items.find(({ item }) => item === 'W02002')
    expect(errorAt(pothole?.path ?? [], 'gone')).toBe('m.yaml:25: category.columns.type.Pothole: gone')
  })
})
