import { randomUUID } from 'node:crypto'
import type { Problem } from '@gezhi/core/kernel/problem'
import { houseCode } from '@gezhi/core/library/codes'
import type { RecordCommand } from '@gezhi/core/library/record.commands'
import type { HouseOnDevice } from '@gezhi/core/library/device'
import { isSampled } from '@gezhi/core/library/freshness'
import type { RecordSummary, RecordView } from '@gezhi/core/library/library.api'
import type { Actor } from '@gezhi/core/people/actor'
import { describe, expect, it } from 'vitest'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { verify } from '../../kernel/verify.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import type { JsonValue } from '../../kernel/stream-kind.ts'
import { readAs } from '../../kernel/access.store.ts'
import { scopeOf } from '@gezhi/core/people/scope'
import { houseCollection, recordCollection } from './record.collection.ts'
import { recordId } from './ids.ts'
import { loadKind } from './load.kind.ts'
import { recordKind } from './record.kind.ts'
import {
  BUILDINGS,
  COMMUNITY,
  housing,
  libraryServer,
  load,
  loadSmallLibrary,
  market,
  member,
  officer,
  OTHER_COMMUNITY,
  row,
  SHOP,
} from './library.testing.ts'

interface Registers {
  readonly registers: readonly { readonly register: string; readonly sample: object }[]
}
const server = libraryServer()

const get = async <T>(actor: Actor, url: string): Promise<T> => (await server.as(actor).inject(url)).json<T>()
const search = async (text: string, actor: Actor = officer): Promise<readonly string[]> => {
  const url = `/api/library/search?text=${encodeURIComponent(text)}`
  return (await get<{ records: RecordSummary[] }>(actor, url)).records.map(({ name }) => name)
}
const tell = async (actor: Actor, id: string, payload: RecordCommand): Promise<Problem> =>
  (
    await server.as(actor).inject({
      method: 'POST',
      url: `/api/library/records/${id}/commands`,
      headers: { 'idempotency-key': randomUUID() },
      payload,
    })
  ).json<Problem>()
const record = (id: string, actor: Actor = officer) => get<RecordView>(actor, `/api/library/records/${id}`)
const building = (index: number) => recordId(DISTRICT, 'BUILDING', BUILDINGS[index]?.code ?? '')
const shop = recordId(DISTRICT, 'UNIT', SHOP.code)

describe('search', () => {
  it('finds by name, by parts of an address and by pinyin initials', async () => {
    expect(await search('好味道')).toEqual(['红山区好味道餐馆'])
    expect(await search('钢铁西街14号')).toEqual(['红山区好味道餐馆'])
    expect(await search('hwdcg')).toEqual(['红山区好味道餐馆'])
    expect(await search('dwxx')).toEqual(['第五小学'])
    expect((await search('阳光 2号楼'))[0]).toBe('阳光小区2号楼')
  })

  it('finds a building however its number is spelt', async () => {
    for (const text of ['阳光小区2栋', '阳光小区２＃', '阳光小区二号楼', 'ygxq2hl'])
      expect(await search(text), text).toEqual(['阳光小区2号楼'])
  })

  it('finds a flat by its door', async () => {
    expect(await search('阳光小区2栋1单元501')).toEqual(['阳光小区2号楼1单元501室'])
    expect(await search('阳光小区2-2-302')).toEqual(['阳光小区2号楼2单元302室'])
  })

  it('finds by code and by the beginning of a code', async () => {
    expect(await search(SHOP.code.toLowerCase())).toEqual(['红山区好味道餐馆'])
    expect(await search(`${COMMUNITY}00001`)).toContain('阳光小区1号楼')
  })

  it('shows a grid member only the own community', async () => {
    expect(await search('阳光小区', member)).toEqual(['阳光小区1号楼', '阳光小区2号楼'])
    expect(await search('第五小学', member)).toEqual([])
    expect((await server.as(member).inject(`/api/library/records/${building(2)}`)).statusCode).toBe(404)
  })

  it('is not for residents and not for those who only configure', async () => {
    const url = '/api/library/search?text=xx'
    expect((await server.inject(url)).statusCode).toBe(401)
    expect((await server.as({ ...officer, role: 'RESIDENT' }).inject(url)).statusCode).toBe(403)
    expect((await server.as({ ...officer, role: 'ADMIN' }).inject(url)).statusCode).toBe(403)
  })

  it('answers an odd question without a fault', async () => {
    for (const text of ['%%', '\\\\', "''", '，。', '🏠🏠', 'a'.repeat(100)])
      expect(
        (await server.as(officer).inject(`/api/library/search?text=${encodeURIComponent(text)}`)).statusCode,
        text,
      ).toBe(200)
  })
})

describe('a building that a source described', () => {
  it('has its flats, with codes of their own', async () => {
    const view = await record(building(0))
    expect(view).toMatchObject({ houses: 24, name: '阳光小区1号楼', place: [118.901, 42.2] })
    const { records } = await get<{ records: RecordSummary[] }>(
      officer,
      `/api/library/registers/HOUSE/records?parent=${view.code}&limit=200`,
    )
    expect(records).toHaveLength(24)
    expect(records[0]?.code).toBe(houseCode(view.code, { unit: 1, floor: 1, room: '101' }))
    expect(records[0]?.id).toBe(recordId(DISTRICT, 'HOUSE', records[0]?.code ?? ''))
    expect((await record(records[0]?.id ?? '')).parent).toEqual({ id: building(0), name: view.name })
  })

  it('says of every field whose word it is and of when', async () => {
    const { fields } = await record(building(0))
    expect(fields.find(({ name }) => name === 'floorsAbove')).toEqual({
      name: 'floorsAbove',
      value: 6,
      source: 'HOUSING',
      asOf: MONDAY,
      decided: false,
      difference: null,
    })
  })
})

describe('the word of those who walk there', () => {
  it('confirms a record, which then is fresh', async () => {
    server.clock.set(MONDAY + 400 * 86_400_000)
    expect((await record(building(0))).due).toBe(true)
    expect(await tell(member, building(0), { type: 'confirm' })).toMatchObject({ version: 1 })
    expect(await record(building(0))).toMatchObject({ due: false, confirmedAt: server.clock.now() })
  })

  it('is taken from the own community only', async () => {
    expect(await tell(member, building(2), { type: 'confirm' })).toMatchObject({ code: 'library/no-record' })
    expect(await tell(housing, building(0), { type: 'confirm' })).toMatchObject({
      code: 'library/not-your-role',
    })
  })

  it('disputes a field; the department that keeps it decides, and the old value stays readable', async () => {
    const dispute = { type: 'dispute', field: 'floorsAbove', value: '7', note: '加建一层' } as const
    expect(await tell(member, building(1), dispute)).toMatchObject({ version: 1 })
    expect(await tell(member, building(1), dispute)).toMatchObject({ code: 'library/open-already' })
    const open = await get<{ differences: { no: number; decider: string }[] }>(
      housing,
      '/api/library/differences',
    )
    expect(open.differences).toHaveLength(1)
    expect(await get(market, '/api/library/differences')).toMatchObject({ differences: [] })
    const decision = { type: 'decide', no: 1, choice: 'OFFERED', reason: '现场核实' } as const
    expect(await tell(market, building(1), decision)).toMatchObject({ code: 'library/not-your-field' })
    expect(await tell(housing, building(1), decision)).toMatchObject({ version: 2 })
    const view = await record(building(1))
    expect(view.fields.find(({ name }) => name === 'floorsAbove')).toMatchObject({ value: 7, decided: true })
    expect(view.differences[0]).toMatchObject({ held: { value: 6 }, offered: { value: 7 } })
    expect(view.openDifferences).toBe(0)
  })

  it('is not decided by whoever gave it', async () => {
    await tell(officer, building(2), { type: 'dispute', field: 'units', value: '3' })
    expect(
      await tell(officer, building(2), { type: 'decide', no: 1, choice: 'OFFERED', reason: 'x' }),
    ).toMatchObject({ code: 'library/own-dispute' })
  })

  it('refuses what the field cannot hold, and what the record says already', async () => {
    const say = (field: string, value: string) => tell(member, shop, { type: 'dispute', field, value })
    expect(await say('industry', 'ABC')).toMatchObject({ code: 'library/value' })
    expect(await say('industry', '6210')).toMatchObject({ code: 'library/same-value' })
    expect(await say('phone', '1')).toMatchObject({ code: 'library/no-field' })
    expect(await say('constructor', '1')).toMatchObject({ code: 'library/no-field' })
  })

  it('does not confirm what has changed since it was looked at', async () => {
    const seen = (await record(shop)).changedAt
    server.clock.set(server.clock.now() + 1000)
    const changed = row({ ...SHOP, fields: { gasUse: false } })
    await load(server.deps, 'UNIT', [changed], { source: 'MARKET', asOf: server.clock.now(), name: 'second' })
    expect(await tell(member, shop, { type: 'confirm', seen })).toMatchObject({
      code: 'library/changed-meanwhile',
    })
    const view = await record(shop)
    expect(view.fields.find(({ name }) => name === 'gasUse')).toMatchObject({
      value: false,
      asOf: server.clock.now(),
    })
    expect(view.fields.find(({ name }) => name === 'industry')).toMatchObject({ value: '6210', asOf: MONDAY })
  })
})

describe('on a phone', () => {
  const changes = (actor: Actor, mark: JsonValue = null, limit = 500, collection = recordCollection) =>
    readAs(server.deps.db, scopeOf(actor), (tx) =>
      collection.changes(tx, { actor, scope: scopeOf(actor), now: server.clock.now() }, mark, limit),
    )

  it('lies what stands in the own community, page by page, and then only what changed', async () => {
    const first = await changes(member, null, 2)
    const rest = await changes(member, first.mark, 2)
    expect([first.rows.length, first.more, rest.rows.length, rest.more]).toEqual([2, true, 1, false])
    server.clock.set(server.clock.now() + 3_600_000)
    const settled = (await changes(member, rest.mark)).mark
    expect((await changes(member, settled)).rows).toEqual([])
    await tell(member, building(0), { type: 'confirm' })
    expect((await changes(member, settled)).rows.map(({ id }) => id)).toEqual([building(0)])
  })

  it('lie the houses of the community, each with its building and without a name of anybody', async () => {
    const { rows } = await changes(member, null, 500, houseCollection)
    expect(rows).toHaveLength(48)
    // The row type of this collection: what the device reads it as.
    const houses = rows as readonly HouseOnDevice[]
    const house = houses.find(({ name }) => name === '阳光小区1号楼2单元502室')
    expect(house).toMatchObject({
      building: building(0),
      said: { unit: '2', floor: 5, room: '502' },
      other: [],
    })
    server.clock.set(server.clock.now() + 3_600_000)
    const settled = (await changes(member, null, 500, houseCollection)).mark
    await tell(member, house?.id ?? '', { type: 'dispute', field: 'tenure', value: 'VACANT' })
    const again = (await changes(member, settled, 500, houseCollection)).rows as readonly HouseOnDevice[]
    expect(again).toMatchObject([{ id: house?.id, other: [{ name: 'tenure', difference: 1 }] }])
  })

  it('lies nothing for those who do not walk there', async () => {
    expect((await changes(officer)).rows).toEqual([])
  })
})

describe('lists', () => {
  it('narrow a register by community, state and box', async () => {
    const list = async (query: string) =>
      (await get<{ records: RecordSummary[] }>(officer, `/api/library/registers/BUILDING/records?${query}`))
        .records.length
    expect(await list('')).toBe(3)
    expect(await list(`community=${OTHER_COMMUNITY}`)).toBe(1)
    expect(await list('state=DIFFERENT')).toBe(1)
    expect(await list('bbox=118.9005,42.1,118.9015,42.3')).toBe(1)
    expect(await list('text=ygxq2')).toBe(1)
    const bad = await server.as(officer).inject('/api/library/registers/BUILDING/records?bbox=9,9,1,1')
    expect(bad.statusCode).toBe(400)
  })

  it('of a sample hold the same records as the phone counts', async () => {
    const url = '/api/library/registers/HOUSE/records?limit=200'
    const all = await get<{ records: RecordSummary[] }>(officer, url)
    const sample = await get<{ records: RecordSummary[] }>(officer, `${url}&state=SAMPLE`)
    const told = all.records.filter(({ id }) => isSampled(id, server.clock.now())).map(({ id }) => id)
    expect(told.length).toBeGreaterThan(0)
    expect(sample.records.map(({ id }) => id)).toEqual(told)
  })

  it('tell how right the sample of the month is, by those who looked', async () => {
    const sampled = await get<{ records: RecordSummary[] }>(
      officer,
      '/api/library/registers/HOUSE/records?limit=200&state=SAMPLE',
    )
    const [house] = sampled.records.filter(({ community }) => community === COMMUNITY)
    const sample = async () => {
      const { registers } = await get<Registers>(officer, '/api/library/registers')
      return registers.find(({ register }) => register === 'HOUSE')?.sample
    }
    const all = { sampled: sampled.records.length }
    expect(await sample()).toEqual({ ...all, looked: 0, right: 0 })
    await tell(member, house?.id ?? '', { type: 'confirm' })
    expect(await sample()).toEqual({ ...all, looked: 1, right: 1 })
    await tell(member, house?.id ?? '', { type: 'dispute', field: 'tenure', value: 'VACANT' })
    expect(await sample()).toEqual({ ...all, looked: 1, right: 0 })
  })

  it('go on where they ended', async () => {
    const url = '/api/library/registers/BUILDING/records?limit=2'
    const first = await get<{ records: RecordSummary[]; next: string }>(officer, url)
    const second = await get<{ records: RecordSummary[]; next: null }>(officer, `${url}&after=${first.next}`)
    expect([first.records.length, second.records.length, second.next]).toEqual([2, 1, null])
  })

  it('count each register as far as the post sees it', async () => {
    const of = async (actor: Actor) =>
      (await get<{ registers: { register: string; records: number }[] }>(actor, '/api/library/registers'))
        .registers
    expect((await of(officer)).find(({ register }) => register === 'HOUSE')?.records).toBe(72)
    expect((await of(member)).find(({ register }) => register === 'HOUSE')?.records).toBe(48)
  })
})

it('a load sent again takes nothing twice, and all registers agree with their facts', async () => {
  await loadSmallLibrary(server.deps)
  expect((await record(building(0))).houses).toBe(24)
  const { finding, streams } = await verify(server.deps.db, [anyKind(loadKind), anyKind(recordKind)])
  expect(finding).toBeNull()
  expect(streams).toBeGreaterThan(5)
})
