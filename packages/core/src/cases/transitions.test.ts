// The engine's table against the table of the domain specification: 72 rows, E00–E68.
import { describe, expect, test } from 'vitest'
import { NON_BUSINESS_ROLES } from '../people/roles.ts'
import { COMMAND_TYPES } from './commands.ts'
import type { ClockRule, Transition } from './context.ts'
import { DIFFERENT, FACTS } from './golden.map.testing.ts'
import { golden } from './golden.testing.ts'
import { CASE_STATES, type CaseStateName } from './states.ts'
import { toldBy } from './tours.testing.ts'
import { TRANSITIONS } from './transitions.ts'

const rowOf = (id: string): Transition => {
  const row = TRANSITIONS.find((one) => one.id === id)
  if (!row) throw new Error(`no row ${id}`)
  return row
}

const operation = (rule: ClockRule): string => {
  switch (rule.op) {
    case 'stopAll':
      return 'stop all'
    case 'pauseUnlessUrgent':
      return `pause ${rule.name}`
    case 'start':
    case 'stop':
    case 'pause':
    case 'resume':
    case 'move':
      return `${rule.op} ${rule.name}`
  }
}

const sorted = (values: Iterable<string>) => [...new Set(values)].sort()

test('the specification has 72 rows, and each id of the engine is its own', () => {
  expect(golden).toHaveLength(72)
  expect(new Set(TRANSITIONS.map((row) => row.id)).size).toBe(TRANSITIONS.length)
})

test('a row that differs says why, and there is such a row', () => {
  for (const [id, { because }] of Object.entries(DIFFERENT)) {
    expect(golden.map((row) => row.id)).toContain(id)
    expect(because.length).toBeGreaterThan(20)
  }
})

describe.each(golden)('$id $zh', (wanted) => {
  const row = rowOf(wanted.id)
  const other = DIFFERENT[wanted.id]

  test('leaves the same states', () => expect(sorted(row.from)).toEqual(sorted(wanted.from)))

  test('is the same command with the same label', () => {
    const command = wanted.command.startsWith('expire') ? 'expire' : wanted.command
    expect({ command: row.command, zh: row.zh }).toEqual({ command, zh: other?.zh ?? wanted.zh })
  })

  test('leads to the same state', () => expect(row.to).toBe(other?.to ?? wanted.to))

  test('is open to the same posts and to no other', () => {
    const kept = wanted.by.filter((role) => !other?.less?.includes(role))
    expect(sorted(row.by)).toEqual(sorted([...kept, ...(other?.more ?? [])]))
  })

  test('does at least the same to the clocks', () => {
    const wantedClocks = wanted.clocks.filter((one) => !other?.clocksElsewhere?.includes(one))
    expect(row.clocks.map(operation)).toEqual(expect.arrayContaining(wantedClocks))
  })

  test('tells the same facts', () => {
    const told = wanted.emits.flatMap((name) => {
      const facts = FACTS[name]
      if (!facts) throw new Error(`no fact for ${name}`)
      return facts
    })
    expect([...(toldBy().get(wanted.id) ?? [])]).toEqual(expect.arrayContaining(told))
  })
})

test('a row that is not in the specification has the id of one that is, and a letter', () => {
  const known = new Set(golden.map((row) => row.id))
  const own = TRANSITIONS.filter((row) => !known.has(row.id)).map((row) => row.id)
  for (const id of own) expect(known.has(id.replace(/[a-z]$/, ''))).toBe(true)
  expect(own).toHaveLength(TRANSITIONS.length - golden.length)
})

test('every row of the table is walked by a tour', () => {
  expect(sorted(toldBy().keys())).toEqual(sorted(TRANSITIONS.map((row) => row.id)))
})

test('every state can be reached, and every state but TRANSFERRED has a way on', () => {
  const moves = TRANSITIONS.filter((row) => row.to !== '=')
  const reached = new Set<CaseStateName | 'NEW'>(['NEW'])
  for (let size = 0; size !== reached.size;) {
    size = reached.size
    for (const row of moves)
      if (row.from.some((state) => reached.has(state)))
        if (row.to !== '=' && row.to !== 'previous') reached.add(row.to)
  }
  expect(sorted(reached)).toEqual(sorted(['NEW', ...CASE_STATES]))
  const stuck = CASE_STATES.filter((state) => !moves.some((row) => row.from.includes(state)))
  expect(stuck).toEqual(['TRANSFERRED'])
})

test('every command has a row, and only time expires', () => {
  expect(sorted(TRANSITIONS.map((row) => row.command))).toEqual(sorted(COMMAND_TYPES))
  for (const row of TRANSITIONS) expect(row.expires !== undefined).toBe(row.command === 'expire')
})

test('guards and checks have names that can be printed', () => {
  for (const row of TRANSITIONS)
    for (const rule of [...row.guards, ...row.checks]) expect(rule.name, row.id).toMatch(/^[a-zA-Z][\w()-]+$/)
})

test('auditors, data protection officers and administrators appear nowhere', () => {
  const roles = new Set(TRANSITIONS.flatMap((row) => row.by))
  for (const role of NON_BUSINESS_ROLES) expect(roles.has(role)).toBe(false)
})
