import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { beforeAll, describe, expect, it } from 'vitest'
import { readRow, type Cells } from '../../packages/core/src/library/read-row.ts'
import { REGISTER_NAMES, REGISTERS, type RegisterName } from '../../packages/core/src/library/registers.ts'
import { housesOf, type LoadRow } from '../../packages/core/src/library/load.ts'
import { loadPackRulebook } from '../../apps/server/src/features/districts/book.ts'
import { fileURLToPath } from 'node:url'
import { contains, distance, toMetres, type Point } from './plane.ts'

const FOLDER = fileURLToPath(new URL('../../districts/hongshan/', import.meta.url))
const rows = new Map<RegisterName, LoadRow[]>()
const faults: string[] = []

const tableOf = async (register: RegisterName): Promise<Cells[]> => {
  const lines = createReadStream(`${FOLDER}library/${register.toLowerCase()}.csv`).pipe(
    parse({ columns: true }),
  )
  return lines.toArray()
}

beforeAll(async () => {
  const { rules } = await loadPackRulebook(FOLDER)
  const around = {
    district: rules.district,
    isCommunity: (code: string) => rules.organisation(code)?.kind === 'COMMUNITY',
    communityAt: (at: Point) => rules.locate(at)?.community ?? null,
    toDatum: (at: Point) => at,
    initials: (text: string) => text,
  }
  // Houses come with their buildings.
  for (const register of REGISTER_NAMES.filter((name) => name !== 'HOUSE')) {
    const read = (await tableOf(register)).map((cells) => readRow(register, cells, around))
    for (const each of read) if (!each.ok) faults.push(`${register} ${JSON.stringify(each.faults)}`)
    rows.set(
      register,
      read.flatMap((each) => (each.ok ? [each.row] : [])),
    )
  }
})
const of = (register: RegisterName) => rows.get(register) ?? []

describe('the library of the pack', () => {
  it('holds only rows that an import would take, each code once', () => {
    expect(faults).toEqual([])
    for (const [register, list] of rows)
      expect(new Set(list.map(({ code }) => code)).size, register).toBe(list.length)
  })

  it('has at least 20,000 buildings, and a home for every household of the 601 grids', () => {
    expect(of('BUILDING').length).toBeGreaterThanOrEqual(20_000)
    const houses = of('BUILDING').reduce((sum, { layout }) => sum + (layout ? housesOf(layout) : 0), 0)
    expect(houses).toBeGreaterThan(150_000)
    expect(houses).toBeLessThan(260_000)
  })

  it('has buildings that lie beside each other, not in each other', () => {
    const centres = of('BUILDING').map(({ place }) => {
      // Gate: buildings of the pack have footprints.
      const [ring = []] = (place?.coordinates ?? []) as Point[][]
      const corners = ring.slice(0, 4).map(toMetres)
      const [a = [0, 0], , c = [0, 0]] = corners
      return { corners, at: [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2] as Point }
    })
    const near = Map.groupBy(centres, ({ at }) => `${Math.floor(at[0] / 150)} ${Math.floor(at[1] / 150)}`)
    let inside = 0
    for (const list of near.values())
      for (const one of list)
        for (const other of list)
          if (one !== other && distance(one.at, other.at) < 60 && contains(other.corners, one.at)) inside++
    expect(inside).toBe(0)
  })

  it('names the firm of an estate by a name that is in the register of firms', () => {
    const firms = new Set(of('PROPERTY_FIRM').map(({ name }) => name))
    for (const { fields } of of('BUILDING'))
      if (fields['propertyFirm'] !== undefined) expect(firms.has(String(fields['propertyFirm']))).toBe(true)
  })
})

describe('the registers', () => {
  it('R-P-01 keep no personal data: no field is named after a person, a phone of one, or an identity', () => {
    const personal = /^(name|person|phone|idNo|owner(Name|Phone)|manager|legalRep|contact|head|birth|sex)$/i
    for (const { fields } of Object.values(REGISTERS))
      for (const [name, field] of Object.entries(fields)) {
        expect(name).not.toMatch(personal)
        expect(field.zh).not.toMatch(/姓名|身份证|手机|电话号码|联系人|负责人|法定代表人|民族|宗教/)
      }
  })

  it('R-P-48 hold no number of a person, a mobile telephone or an identity card in the demonstration', () => {
    // 13x–19x with eleven digits and eighteen digits with a birthday, unless they are part of a longer number.
    const numbers = /(?<!\d)(?:1[3-9]\d{9}|\d{6}(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d{4}[\dX])(?![\dX])/
    const found = REGISTER_NAMES.flatMap((register) =>
      (rows.get(register) ?? []).filter(({ name, address, fields }) =>
        numbers.test([name, address, ...Object.values(fields)].join(' ')),
      ),
    )
    expect(numbers.test('联系 13800138000')).toBe(true)
    expect(found.map(({ code }) => code)).toEqual([])
  })

  it('have an owner for every field and a purpose for every register', () => {
    for (const { purpose, fields, owner } of Object.values(REGISTERS)) {
      expect(purpose.zh && purpose.en && owner).toBeTruthy()
      for (const field of Object.values(fields)) expect(field.zh && field.en && field.owner).toBeTruthy()
    }
  })
})
