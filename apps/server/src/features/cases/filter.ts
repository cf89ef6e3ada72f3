// Query strings of lists to filters and cursors; what does not parse is a problem with the field's name.
import { CASE_STATES, STEPS } from '@gezhi/core/cases/states'
import { SOURCES } from '@gezhi/core/cases/schemas'
import { CARD_LEVELS, URGENCIES } from '@gezhi/core/districts/district'
import { KernelProblem } from '../../kernel/problem.ts'
import type { Filter } from './find.store.ts'
import type { Cursor } from './scope.store.ts'

interface Query {
  readonly state?: string
  readonly step?: string
  readonly urgency?: string
  readonly source?: string
  readonly card?: string
  readonly category?: string
  readonly item?: string
  readonly org?: string
  readonly street?: string
  readonly community?: string
  readonly grid?: string
  readonly open?: boolean
  readonly overdue?: boolean
  readonly text?: string
  readonly box?: string
  readonly from?: number
  readonly to?: number
}

function among(
  name: string,
  text: string | undefined,
  known: readonly string[],
): readonly string[] | undefined {
  if (text === undefined) return undefined
  const values = text.split(',').filter(Boolean)
  const strange = values.find((value) => !known.includes(value))
  if (strange !== undefined)
    throw new KernelProblem('request/invalid', {
      detail: `${name}: ${strange} is not one of ${known.join(', ')}`,
    })
  return values.length === 0 ? undefined : values
}

function boxOf(text: string | undefined): Filter['box'] | undefined {
  if (text === undefined) return undefined
  const [west, south, east, north] = text.split(',').map(Number)
  if (
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined ||
    [west, south, east, north].some(Number.isNaN)
  )
    throw new KernelProblem('request/invalid', { detail: 'box: west,south,east,north in degrees' })
  return [west, south, east, north]
}

/** Undefined members are left out, as the filter's optional members want it. */
const defined = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

export function filterOf(query: Query): Filter {
  const { state, step, urgency, source, card, box, category, item, org, street, community, grid } = query
  const { open, overdue, text, from, to } = query
  return defined({
    state: among('state', state, CASE_STATES),
    step: among('step', step, STEPS),
    urgency: among('urgency', urgency, URGENCIES),
    source: among('source', source, SOURCES),
    card: among('card', card, CARD_LEVELS),
    box: boxOf(box),
    category,
    item,
    org,
    street,
    community,
    grid,
    open,
    overdue,
    text: text?.trim() === '' ? undefined : text?.trim(),
    from,
    to,
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Cursors are opaque to clients: time and id of the last row seen. */
export const cursorText = ({ at, id }: Cursor): string => Buffer.from(`${at}/${id}`).toString('base64url')

export function cursorOf(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const [at, id] = Buffer.from(text, 'base64url').toString().split('/')
  if (at === undefined || id === undefined || !/^\d{1,15}$/.test(at) || !UUID.test(id))
    throw new KernelProblem('request/invalid', { detail: 'after: not a cursor of this list' })
  return { at: Number(at), id }
}
