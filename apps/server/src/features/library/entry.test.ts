import { randomUUID } from 'node:crypto'
import type { Problem } from '@gezhi/core/kernel/problem'
import type { EntryBody } from '@gezhi/core/library/entry.api'
import type { RecordView } from '@gezhi/core/library/library.api'
import type { RegisterName } from '@gezhi/core/library/registers'
import { describe, expect, it } from 'vitest'
import { verify } from '../../kernel/verify.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { COMMUNITY, housing, libraryServer, officer } from './library.testing.ts'
import { loadKind } from './load.kind.ts'
import { recordKind } from './record.kind.ts'

const server = libraryServer()

interface Entered {
  readonly id: string
  readonly openDifferences: number
}
const enter = async <T = Entered>(
  register: RegisterName,
  cells: Record<string, string>,
  given: Partial<EntryBody> & { readonly key?: string } = {},
  actor = officer,
): Promise<T> => {
  const { key = randomUUID(), ...body } = given
  const response = await server.as(actor).inject({
    method: 'POST',
    url: `/api/library/registers/${register}/records`,
    headers: { 'idempotency-key': key },
    payload: { cells, source: 'HOUSING', basis: '竣工验收备案 2026-112', seen: null, ...body },
  })
  return response.json<T>()
}
const get = async <T>(url: string): Promise<T> => (await server.as(officer).inject(url)).json<T>()
const record = (id: string) => get<RecordView>(`/api/library/records/${id}`)
const nextCode = async (): Promise<string> =>
  (await get<{ code: string }>(`/api/library/registers/BUILDING/next-code?community=${COMMUNITY}`)).code

const newBuilding = async (): Promise<Record<string, string>> => ({
  code: await nextCode(),
  name: '云杉花园1号楼',
  address: '松州路8号',
  lon: '118.9051',
  lat: '42.2052',
  use: '住宅',
  floorsAbove: '6',
  units: '3',
  per_floor: '2',
})

describe('a record that an officer registers by hand', () => {
  it('gets the next code of its community, stands with its houses, and says whose word it is', async () => {
    const code = await nextCode()
    expect(code).toBe(`${COMMUNITY}00003`)
    const { id } = await enter('BUILDING', await newBuilding())
    const view = await record(id)
    expect(view).toMatchObject({
      code,
      name: '云杉花园1号楼',
      houses: 36,
      source: 'HOUSING',
      community: COMMUNITY,
    })
    expect(await nextCode()).toBe(`${COMMUNITY}00004`)
    const found = await get<{ records: unknown[] }>('/api/library/search?text=yshy1')
    expect(found.records).toHaveLength(1)
  })

  it('may be a house that a building has besides: it is called after it', async () => {
    const house = { code: `${COMMUNITY}000010109B901`, unit: '1', floor: '9', room: 'B901' }
    const view = await record((await enter('HOUSE', house)).id)
    expect(view).toMatchObject({ name: '阳光小区1号楼1单元B901室', community: COMMUNITY })
    expect(view.parent?.name).toBe('阳光小区1号楼')
  })

  it('is registered once, however often the same command arrives, and never over another', async () => {
    const cells = await newBuilding()
    const key = randomUUID()
    const first = await enter('BUILDING', cells, { key })
    expect(await enter('BUILDING', cells, { key })).toEqual(first)
    const other = await enter<Problem>('BUILDING', { ...cells, name: '另一栋' })
    expect(other.code).toBe('library/code-taken')
    expect((await record(first.id)).name).toBe('云杉花园1号楼')
  })

  it('is not lost when two officers take the same code in the same moment', async () => {
    const cells = await newBuilding()
    const both = await Promise.all([
      enter<Partial<Entered & Problem>>('BUILDING', cells),
      enter<Partial<Entered & Problem>>('BUILDING', { ...cells, name: '另一栋' }),
    ])
    const [won] = both.flatMap(({ id }) => (id ? [id] : []))
    expect(both.map(({ code }) => code).filter(Boolean)).toEqual(['library/code-taken'])
    const names = ['云杉花园1号楼', '另一栋']
    expect((await record(won ?? '')).name).toBe(names[both.findIndex(({ id }) => id !== undefined)])
    const { finding } = await verify(server.deps.db, [anyKind(loadKind), anyKind(recordKind)])
    expect(finding).toBeNull()
  })

  it('is refused with a wrong check character, without its building, and from whoever is no officer', async () => {
    const shop = { code: '91150402MA0N0XYR7Q', name: '小店', lon: '118.905', lat: '42.205' }
    const house = { name: '', address: '', room: '501' }
    const codes = [
      (await enter<Problem>('UNIT', shop, { source: 'MARKET' })).code,
      (await enter<Problem>('HOUSE', { ...house, code: `${COMMUNITY}9999901050501` })).code,
      (await enter<Problem>('BUILDING', await newBuilding(), {}, housing)).code,
    ]
    expect(codes).toEqual(['library/bad-record', 'library/no-parent', 'library/not-your-role'])
  })
})

describe('a record that an officer puts right', () => {
  it('takes the owner’s new word, moves with its pin, and keeps what another source says as a difference', async () => {
    const cells = await newBuilding()
    const { id } = await enter('BUILDING', cells)
    const { changedAt } = await record(id)
    server.clock.set(server.clock.now() + 60_000)
    const given = { ...cells, floorsAbove: '7', lon: '118.9061' }
    await enter('BUILDING', given, { seen: changedAt, basis: '规划复核' })
    const view = await record(id)
    expect(view.place).toEqual([118.9061, 42.2052])
    expect(view.fields.find(({ name }) => name === 'floorsAbove')?.value).toBe(7)
    const stale = await enter<Problem>('BUILDING', given, { seen: changedAt })
    expect(stale.code).toBe('library/changed-meanwhile')
    const said = await enter(
      'BUILDING',
      { ...given, floorsAbove: '8' },
      { seen: view.changedAt, source: 'FIRE' },
    )
    expect(said.openDifferences).toBe(1)
    expect((await record(id)).fields.find(({ name }) => name === 'floorsAbove')).toMatchObject({
      value: 7,
      difference: 1,
    })
  })
})
