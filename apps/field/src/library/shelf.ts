// What this device knows of the places of one's grids, with what waits in the outbox laid over it. Pure.
import type { OutboxEntry } from '@gezhi/client/outbox'
import type { HeldGrid } from '@gezhi/core/districts/device'
import { createLocator } from '@gezhi/core/districts/locate'
import { houseFields, type HouseOnDevice, type RecordOnDevice } from '@gezhi/core/library/device'
import { isDue, isSampled, monthStart, YEAR_MS } from '@gezhi/core/library/freshness'
import type { FieldView } from '@gezhi/core/library/library.api'
import type { RegisterName } from '@gezhi/core/library/registers'

/** A record or a house, as the screens here draw it. */
export interface Item {
  readonly id: string
  readonly register: RegisterName
  readonly code: string
  readonly name: string
  readonly address: string
  readonly initials: string
  /** Id of the building of a house. */
  readonly building: string | null
  readonly source: RecordOnDevice['source']
  readonly asOf: number
  readonly changedAt: number
  /** By anybody, or by oneself and still on this device. */
  readonly confirmedAt: number | null
  readonly fields: readonly FieldView[]
  /** Fields about which something was said and not decided yet. */
  readonly disputed: ReadonlySet<string>
  /** Something that was said here has not been sent yet. */
  readonly waiting: boolean
}

/** ASKED: to be looked at · SAID: a difference waits for its department · GOOD: nothing to do. */
export type Standing = 'ASKED' | 'SAID' | 'GOOD'

export interface Shelf {
  readonly items: ReadonlyMap<string, Item>
  /** Houses by the id of their building, by room. */
  readonly houses: ReadonlyMap<string, readonly Item[]>
}

interface Given {
  readonly records: readonly RecordOnDevice[]
  readonly houses: readonly HouseOnDevice[]
  readonly grids: readonly HeldGrid[]
  /** Codes of the post's grids; none: the whole community. */
  readonly mine: readonly string[]
  readonly entries: readonly OutboxEntry[]
}

const read = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined

interface Said {
  confirmedAt: number | null
  readonly disputes: { readonly field: string; readonly at: number }[]
  waiting: boolean
}

/** What was said here about records, by their ids; what the centre sent back does not count. */
function saidHere(entries: readonly OutboxEntry[]): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>()
  for (const { kind, stream, state, savedAt, body } of entries) {
    if (kind !== 'library-record' || state === 'refused') continue
    const one = said.get(stream) ?? { confirmedAt: null, disputes: [], waiting: false }
    const [type, field] = [read(body, 'type'), read(body, 'field')]
    if (type === 'confirm') one.confirmedAt = savedAt
    if (type === 'dispute' && typeof field === 'string') one.disputes.push({ field, at: savedAt })
    if (state === 'saved' || state === 'sending') one.waiting = true
    said.set(stream, one)
  }
  return said
}

type Bare = Omit<Item, 'disputed' | 'waiting'>

function withSaid(item: Bare, said: Said | undefined): Item {
  const open = item.fields.flatMap(({ name, difference }) => (difference === null ? [] : [name]))
  // What was decided since is no longer open, though one's own word lies here for a week.
  const own = said?.disputes.flatMap(({ field, at }) => (at > item.changedAt ? [field] : [])) ?? []
  const confirmedAt = Math.max(item.confirmedAt ?? 0, said?.confirmedAt ?? 0)
  return {
    ...item,
    confirmedAt: confirmedAt > 0 ? confirmedAt : null,
    disputed: new Set([...open, ...own]),
    waiting: said?.waiting ?? false,
  }
}

const bareHouse = (house: HouseOnDevice, building: RecordOnDevice | undefined): Bare => ({
  id: house.id,
  register: 'HOUSE',
  code: house.code,
  name: house.name,
  address: building?.address ?? '',
  initials: building?.initials ?? '',
  building: house.building,
  source: house.source,
  asOf: house.asOf,
  changedAt: house.changedAt,
  confirmedAt: house.confirmedAt,
  fields: houseFields(house),
})

/** Places of one's grids. A place that no map knows belongs to everybody of the community. */
export function shelfOf({ records, houses, grids, mine, entries }: Given): Shelf {
  const locate = createLocator(grids)
  const isMine = ({ place }: RecordOnDevice): boolean => {
    if (mine.length === 0 || !place) return true
    const [lon = 0, lat = 0] = place
    const grid = locate([lon, lat])?.grid ?? null
    return grid !== null && mine.includes(grid)
  }
  const said = saidHere(entries)
  const own = new Map(records.filter(isMine).map((record) => [record.id, record]))
  const items = new Map<string, Item>()
  for (const record of own.values())
    items.set(record.id, withSaid({ ...record, building: null }, said.get(record.id)))
  const byBuilding = new Map<string, Item[]>()
  for (const house of houses) {
    const building = own.get(house.building ?? '')
    if (!building) continue
    const item = withSaid(bareHouse(house, building), said.get(house.id))
    items.set(item.id, item)
    const beside = byBuilding.get(building.id)
    if (beside) beside.push(item)
    else byBuilding.set(building.id, [item])
  }
  for (const beside of byBuilding.values()) beside.sort((a, b) => a.code.localeCompare(b.code))
  return { items, houses: byBuilding }
}

/** What is to be done about an item (domain specification §4.4): old, changed, or of this month's sample. */
export function standingOf(item: Item, now: number): Standing {
  if (item.disputed.size > 0) return 'SAID'
  const sampled = isSampled(item.id, now) && (item.confirmedAt ?? 0) < monthStart(now)
  return sampled || isDue(item, now) ? 'ASKED' : 'GOOD'
}

export interface Progress {
  readonly all: number
  /** Confirmed within twelve months, or with a word that waits for its department. */
  readonly known: number
  readonly sampled: number
  readonly looked: number
}

export function progressOf({ items }: Shelf, now: number): Progress {
  const progress = { all: 0, known: 0, sampled: 0, looked: 0 }
  for (const item of items.values()) {
    progress.all++
    const said = item.disputed.size > 0
    if (said || (item.confirmedAt ?? 0) > now - YEAR_MS) progress.known++
    if (!isSampled(item.id, now)) continue
    progress.sampled++
    if (said || (item.confirmedAt ?? 0) >= monthStart(now)) progress.looked++
  }
  return progress
}

/** One place to go to: a building with those of its houses that are asked about, or another record. */
export interface Errand {
  readonly item: Item
  /** The record itself is asked about. */
  readonly itself: boolean
  readonly houses: number
}

/** Where to go, in the order of addresses, so that neighbours stand together. */
export function errandsOf({ items, houses }: Shelf, now: number): readonly Errand[] {
  const errands: Errand[] = []
  for (const item of items.values()) {
    if (item.register === 'HOUSE') continue
    const asked = houses.get(item.id)?.filter((house) => standingOf(house, now) === 'ASKED').length ?? 0
    const itself = standingOf(item, now) === 'ASKED'
    if (itself || asked > 0) errands.push({ item, itself, houses: asked })
  }
  const whereOf = ({ item }: Errand) => `${item.address} ${item.name}`
  return errands.sort((a, b) => whereOf(a).localeCompare(whereOf(b), 'zh-Hans-CN', { numeric: true }))
}
