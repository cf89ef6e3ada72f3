// Records as screens read them: what sources say, with what was decided since laid over it.
import { officeOf, type Owner } from '@gezhi/core/library/field'
import { isDue } from '@gezhi/core/library/freshness'
import type { DifferenceView, FieldView, RecordSummary, RecordView } from '@gezhi/core/library/library.api'
import { lastChange, openDifferences, type Difference, type Said } from '@gezhi/core/library/record'
import { mayDecide, maySay, isInArea } from '@gezhi/core/library/record.decide'
import { REGISTERS } from '@gezhi/core/library/registers'
import type { Actor, ActorRef } from '@gezhi/core/people/actor'
import type { DistrictBook } from '../../kernel/district.ts'
import { stateOf, type RecordRow } from './record.store.ts'

// Gate: loads are checked before they are written, so sources are owners.
export const ownerOf = (source: string): Owner => source as Owner

/** What counts for a field: a decision, unless a source said something newer. */
export function heldBy(
  row: Pick<RecordRow, 'fields' | 'sources' | 'source' | 'as_of' | 'state_doc'>,
  field: string,
): Said & { readonly decided: boolean } {
  const [source, asOf] = row.sources[field] ?? [row.source, row.as_of]
  const decided = stateOf(row).decided[field]
  if (decided && decided.asOf >= asOf) return { ...decided, decided: true }
  return { value: row.fields[field] ?? null, source: ownerOf(source), asOf, decided: false }
}

/** About 0.1 m: the lattice of the pack. */
const micro = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

export const summaryOf = (row: RecordRow, now: number): RecordSummary => ({
  id: row.id,
  register: row.register,
  code: row.code,
  name: row.name,
  address: row.address,
  street: row.street,
  community: row.community,
  place: row.lon === null || row.lat === null ? null : [micro(row.lon), micro(row.lat)],
  confirmedAt: row.confirmed_at,
  asOf: row.as_of,
  source: ownerOf(row.source),
  openDifferences: row.open,
  due:
    row.cancelled_at === null &&
    isDue({ asOf: row.as_of, changedAt: row.changed_at, confirmedAt: row.confirmed_at }, now),
  cancelled: row.cancelled_at !== null,
})

/** Who, without a name: role and organisation. */
const byOf = (book: DistrictBook, { role, org }: ActorRef, at: number) => ({
  at,
  role,
  orgName: book.rules.organisation(org)?.shortName ?? org,
})

export function differenceView(
  row: RecordRow,
  { decision, raised, ...difference }: Difference,
  book: DistrictBook,
): DifferenceView {
  const owner = REGISTERS[row.register].fields[difference.field]?.owner ?? 'GRID_CENTRE'
  const office = officeOf(owner, book.rules.district)
  return {
    ...difference,
    raised: byOf(book, raised.by, raised.at),
    decider: book.rules.organisation(office)?.shortName ?? office,
    decision: decision && {
      ...byOf(book, decision.by, decision.at),
      choice: decision.choice,
      reason: decision.reason,
    },
  }
}

export function fieldViews(row: RecordRow): FieldView[] {
  const open = openDifferences(stateOf(row))
  return Object.keys(REGISTERS[row.register].fields).map((name) => ({
    name,
    ...heldBy(row, name),
    difference: open.find(({ field }) => field === name)?.no ?? null,
  }))
}

type Told = RecordView['history'][number]

function historyOf(row: RecordRow, book: DistrictBook): Told[] {
  const { confirmed, differences, cancelled } = stateOf(row)
  const told = (type: string, by: ActorRef, at: number, field: string | null): Told => ({
    ...byOf(book, by, at),
    type,
    field,
  })
  const loaded: Told = { at: row.as_of, role: null, orgName: '', type: 'loaded', field: null }
  const all = [
    loaded,
    ...(row.changed_at > row.as_of && Object.keys(row.sources).length > 0
      ? [{ ...loaded, at: row.changed_at, type: 'changed' }]
      : []),
    ...(confirmed ? [told('confirmed', confirmed.by, confirmed.at, null)] : []),
    ...differences.flatMap(({ kind, raised, field, decision }) => [
      told(kind === 'DISPUTE' ? 'disputed' : 'differed', raised.by, raised.at, field),
      ...(decision ? [told('decided', decision.by, decision.at, field)] : []),
    ]),
    ...(cancelled ? [told('cancelled', cancelled.by, cancelled.at, null)] : []),
  ]
  return all.sort((a, b) => b.at - a.at)
}

/** Numbers of the open differences that the actor may decide. */
export function decidable(row: RecordRow, actor: Actor): number[] {
  const state = stateOf(row)
  const { fields } = REGISTERS[row.register]
  return openDifferences(state).flatMap(({ no, field, kind, raised }) => {
    const definition = fields[field]
    const own = kind === 'DISPUTE' && raised.by.person === actor.person
    return state.cancelled === null && definition && mayDecide(actor, definition) && !own ? [no] : []
  })
}

interface Beside {
  readonly actor: Actor
  readonly book: DistrictBook
  readonly now: number
  readonly parent: RecordRow | undefined
  readonly houses: number | null
}

export function recordView(row: RecordRow, { actor, book, now, parent, houses }: Beside): RecordView {
  const state = stateOf(row)
  const summary = summaryOf(row, now)
  const active = state.cancelled === null
  return {
    ...summary,
    // A house stands where its building stands.
    place: summary.place ?? (parent ? summaryOf(parent, now).place : null),
    version: row.version,
    changedAt: lastChange(state, row.changed_at),
    fields: fieldViews(row),
    differences: state.differences.map((each) => differenceView(row, each, book)).reverse(),
    history: historyOf(row, book),
    parent: parent ? { id: parent.id, name: parent.name } : null,
    houses,
    may: {
      say: active && maySay(actor) && isInArea(actor, row),
      cancel: active && ['DISTRICT_OPERATOR', 'DISTRICT_SUPERVISOR'].includes(actor.role),
      decide: decidable(row, actor),
    },
  }
}
