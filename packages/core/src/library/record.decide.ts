// Who may say what about a record, and what follows (domain specification §4.4).
import { accept, refuse, type Decision } from '../kernel/decision.ts'
import { refOf, type Actor } from '../people/actor.ts'
import type { Role } from '../people/roles.ts'
import { officeOf, type Field } from './field.ts'
import { readField } from './read-field.ts'
import type { RecordCommand, SayDiffers } from './record.commands.ts'
import {
  lastChange,
  openDifferences,
  type Difference,
  type RecordFact,
  type RecordState,
  type Said,
} from './record.ts'
import type { LibraryRefusal, LibraryRefusalCode } from './refusals.ts'
import { REGISTERS, type RegisterName } from './registers.ts'

/** What deciding needs of the record as it stands. */
export interface RecordContext {
  readonly now: number
  readonly actor: Actor
  readonly register: RegisterName
  /** 9 and 12 digits; null for what belongs to no street or community. */
  readonly street: string | null
  readonly community: string | null
  readonly held: (field: string) => Said
  /** When its sources last changed it, in milliseconds. */
  readonly changedAt: number
}

type Answer = Decision<RecordFact, LibraryRefusal>
const no = (code: LibraryRefusalCode): Answer => refuse({ code })

/** Those who walk the place. */
const ON_THE_SPOT: readonly Role[] = ['GRID_MEMBER', 'GRID_LEADER', 'COMMUNITY_OPERATOR']
/** Officers of the centre, who decide what no department of the district keeps, and for departments when asked. */
const OFFICERS: readonly Role[] = ['DISTRICT_OPERATOR', 'DISTRICT_SUPERVISOR']
const OF_DEPARTMENTS: readonly Role[] = ['DEPT_DISPATCHER', 'DEPT_LEADER']

/** A named officer of the centre: decides, cancels, loads whole registers. */
export const isOfficer = ({ role }: Pick<Actor, 'role'>): boolean => OFFICERS.includes(role)

/** Says what they saw; officers may, too, when the phone rings. */
export const maySay = ({ role }: Pick<Actor, 'role'>): boolean =>
  ON_THE_SPOT.includes(role) || OFFICERS.includes(role)

/** The department that keeps the field, or a named officer of the centre. */
export const mayDecide = (actor: Pick<Actor, 'role' | 'org' | 'district'>, field: Field): boolean =>
  OFFICERS.includes(actor.role) ||
  (OF_DEPARTMENTS.includes(actor.role) && actor.org === officeOf(field.owner, actor.district))

/** Own community for grid and community staff; everything for district staff. */
export const isInArea = (actor: Actor, place: Pick<RecordContext, 'community'>): boolean =>
  !ON_THE_SPOT.includes(actor.role) || (actor.community !== undefined && actor.community === place.community)

export function decideRecord(
  command: RecordCommand | SayDiffers,
  state: RecordState,
  context: RecordContext,
): Answer {
  if (state.cancelled) return no('library/cancelled')
  switch (command.type) {
    case 'confirm':
      return confirm(command.seen, state, context)
    case 'dispute':
      return dispute(command, state, context)
    case 'differ':
      return differ(command, state, context)
    case 'decide':
      return decide(command, state, context)
    case 'cancel':
      return OFFICERS.includes(context.actor.role)
        ? accept([{ type: 'record.cancelled', ...base(context), reason: command.reason }])
        : no('library/not-your-role')
  }
}

const base = ({ now, actor }: RecordContext) => ({ at: now, by: refOf(actor) })
const fieldOf = ({ register }: RecordContext, name: string): Field | undefined =>
  Object.hasOwn(REGISTERS[register].fields, name) ? REGISTERS[register].fields[name] : undefined
const openOf = (state: RecordState, field: string): Difference | undefined =>
  openDifferences(state).find((each) => each.field === field)

function confirm(seen: number | undefined, state: RecordState, context: RecordContext): Answer {
  if (!maySay(context.actor)) return no('library/not-your-role')
  if (!isInArea(context.actor, context)) return no('library/not-your-area')
  if (seen !== undefined && seen < lastChange(state, context.changedAt))
    return no('library/changed-meanwhile')
  return accept([{ type: 'record.confirmed', ...base(context) }])
}

function dispute(
  { field, value, note }: Extract<RecordCommand, { type: 'dispute' }>,
  state: RecordState,
  context: RecordContext,
): Answer {
  if (!maySay(context.actor)) return no('library/not-your-role')
  if (!isInArea(context.actor, context)) return no('library/not-your-area')
  const definition = fieldOf(context, field)
  if (!definition) return no('library/no-field')
  if (openOf(state, field)) return no('library/open-already')
  if (!value?.trim() && !note?.trim()) return no('library/no-dispute-value')
  const read = value?.trim() ? readField(definition, value) : ({ ok: true, value: null } as const)
  if (!read.ok) return no('library/value')
  const held = context.held(field)
  if (read.value !== null && read.value === held.value) return no('library/same-value')
  const offered: Said = { value: read.value, source: 'GRID_CENTRE', asOf: context.now }
  const number = state.differences.length + 1
  return accept([
    {
      type: 'record.disputed',
      ...base(context),
      no: number,
      field,
      held,
      offered,
      note: note?.trim() || null,
    },
  ])
}

function differ({ field, held, offered }: SayDiffers, state: RecordState, context: RecordContext): Answer {
  if (!fieldOf(context, field)) return no('library/no-field')
  // One task for one field: what a source says again and again is asked once.
  if (openOf(state, field) || held.value === offered.value) return accept([])
  const number = state.differences.length + 1
  return accept([{ type: 'record.differed', ...base(context), no: number, field, held, offered, note: null }])
}

function decide(
  { no: number, choice, value, reason }: Extract<RecordCommand, { type: 'decide' }>,
  state: RecordState,
  context: RecordContext,
): Answer {
  const open = openDifferences(state).find((each) => each.no === number)
  const field = open && fieldOf(context, open.field)
  if (!open || !field) return no('library/no-difference')
  const { actor, now } = context
  if (!OFFICERS.includes(actor.role) && !OF_DEPARTMENTS.includes(actor.role))
    return no('library/not-your-role')
  if (!mayDecide(actor, field)) return no('library/not-your-field')
  if (open.kind === 'DISPUTE' && open.raised.by.person === actor.person) return no('library/own-dispute')
  const read = choice === 'OTHER' ? readField(field, value ?? '') : null
  if (read && (!read.ok || read.value === null)) return no('library/value')
  if (choice === 'OFFERED' && open.offered.value === null) return no('library/value')
  const chosen: Said =
    read?.ok === true
      ? { value: read.value, source: field.owner, asOf: now }
      : { ...(choice === 'HELD' ? open.held : open.offered), source: field.owner, asOf: now }
  return accept([
    { type: 'record.decided', ...base(context), no: number, field: open.field, choice, chosen, reason },
  ])
}
