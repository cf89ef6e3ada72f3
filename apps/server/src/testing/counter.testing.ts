/** The smallest kind of stream that uses everything the kernel offers: a counter with reminders. */
import type { Decision } from '@gezhi/core/kernel/decision'
import { sql } from 'kysely'
import type { Db } from '../kernel/database.ts'
import type { Loaded, StreamKind } from '../kernel/stream-kind.ts'

export type CounterCommand =
  | { readonly type: 'create' }
  | { readonly type: 'add'; readonly by: number }
  | { readonly type: 'remind'; readonly key: string; readonly dueAt: number }
  | { readonly type: 'expire'; readonly key: string }
  | { readonly type: 'copy'; readonly from: string }
  | { readonly type: 'break' }

export type CounterFact = { readonly at: number } & (
  | { readonly type: 'counter.created'; readonly number?: number }
  | { readonly type: 'counter.added'; readonly by: number }
  | { readonly type: 'counter.reminder-set'; readonly key: string; readonly dueAt: number }
  | { readonly type: 'counter.reminded'; readonly key: string }
)

export interface CounterState {
  readonly created: boolean
  readonly number: number
  readonly total: number
  readonly reminders: Readonly<Record<string, number>>
}

export interface CounterRefusal {
  readonly code: 'counter/exists' | 'counter/unknown' | 'counter/too-much' | 'counter/no-reminder'
}

export const counterProblems = {
  'counter/exists': [409, '计数器已存在', 'The counter exists'],
  'counter/unknown': [404, '计数器不存在', 'There is no such counter'],
  'counter/too-much': [422, '不得超过一百', 'Not beyond a hundred'],
  'counter/no-reminder': [409, '没有提醒', 'There is no such reminder'],
} as const

const initial: CounterState = { created: false, number: 0, total: 0, reminders: {} }
const without = (reminders: CounterState['reminders'], key: string) =>
  Object.fromEntries(Object.entries(reminders).filter(([other]) => other !== key))

function evolve(state: CounterState, fact: CounterFact): CounterState {
  switch (fact.type) {
    case 'counter.created':
      return { ...state, created: true, number: fact.number ?? 0 }
    case 'counter.added':
      return { ...state, total: state.total + fact.by }
    case 'counter.reminder-set':
      return { ...state, reminders: { ...state.reminders, [fact.key]: fact.dueAt } }
    case 'counter.reminded':
      return { ...state, reminders: without(state.reminders, fact.key) }
  }
}

function decide(
  command: CounterCommand,
  state: CounterState,
  at: number,
  others: ReadonlyMap<string, Loaded<CounterState>>,
): Decision<CounterFact, CounterRefusal> {
  if (command.type === 'create')
    return state.created
      ? { ok: false, refusal: { code: 'counter/exists' } }
      : { ok: true, facts: [{ type: 'counter.created', at }] }
  if (!state.created) return { ok: false, refusal: { code: 'counter/unknown' } }
  switch (command.type) {
    case 'add':
      return state.total + command.by > 100
        ? { ok: false, refusal: { code: 'counter/too-much' } }
        : { ok: true, facts: command.by === 0 ? [] : [{ type: 'counter.added', at, by: command.by }] }
    case 'remind':
      return {
        ok: true,
        facts: [{ type: 'counter.reminder-set', at, key: command.key, dueAt: command.dueAt }],
      }
    case 'expire':
      return command.key in state.reminders
        ? { ok: true, facts: [{ type: 'counter.reminded', at, key: command.key }] }
        : { ok: false, refusal: { code: 'counter/no-reminder' } }
    case 'copy':
      return {
        ok: true,
        facts: [{ type: 'counter.added', at, by: others.get(command.from)?.state.total ?? 0 }],
      }
    case 'break':
      throw new Error('broken rule')
  }
}

interface CounterRow extends CounterState {
  readonly id: string
  readonly version: number
}

export const counterKind: StreamKind<CounterCommand, CounterFact, CounterState, CounterRefusal> = {
  name: 'counter',
  initial,
  evolve,
  decide: (command, state, envelope, others) => decide(command, state, envelope.receivedAt, others),
  also: (command) => (command.type === 'copy' ? [command.from] : []),
  deadlines: ({ reminders }) => Object.entries(reminders).map(([key, dueAt]) => ({ key, dueAt })),
  async load(tx, district, ids) {
    const { rows } = await sql<CounterRow>`
      select id, version, created, number, total, reminders from test_counter
      where district = ${district} and id = any(${ids}::uuid[]) order by id for update`.execute(tx)
    return new Map(rows.map(({ id, version, ...state }) => [id, { state, version }]))
  },
  async enrich(tx, district, changes) {
    const born = changes.filter(({ before }) => !before.created).length
    if (born === 0) return changes
    const { rows } = await sql<{ last: number }>`
      select coalesce(max(number), 0) as last from test_counter where district = ${district}`.execute(tx)
    let number = rows[0]?.last ?? 0
    return changes.map((change) => {
      if (change.before.created) return change
      number++
      const facts = change.facts.map((fact) => (fact.type === 'counter.created' ? { ...fact, number } : fact))
      return { ...change, facts, state: { ...change.state, number } }
    })
  },
  project(district, changes) {
    const last = new Map(
      changes.map(({ stream, state, version }) => [stream, { id: stream, version, ...state }]),
    )
    return [
      sql`
      insert into test_counter (district, id, version, created, number, total, reminders)
      select ${district}::int, * from jsonb_to_recordset(${JSON.stringify([...last.values()])}::jsonb)
        as r(id uuid, version int, created boolean, number int, total int, reminders jsonb)
      on conflict (district, id) do update set version = excluded.version, created = excluded.created,
        number = excluded.number, total = excluded.total, reminders = excluded.reminders`,
    ]
  },
  answer: ({ stream, version, state }) => ({ id: stream, version, total: state.total, number: state.number }),
  async check(tx, district, stream, folded) {
    const { rows } = await sql<CounterRow>`
      select id, version, created, number, total, reminders from test_counter
      where district = ${district} and id = ${stream}`.execute(tx)
    const total = rows[0]?.total
    return total === folded.state.total ? null : `total is ${total}, facts say ${folded.state.total}`
  },
}

/** The counter's table: tests make it, the product has none. */
export async function createCounterTable(db: Db): Promise<void> {
  await sql`create table if not exists test_counter (
    district int, id uuid, version int not null, created boolean not null, number int not null,
    total int not null, reminders jsonb not null, primary key (district, id))`.execute(db)
  await sql`grant select, insert, update on test_counter to gezhi_app`.execute(db)
}
