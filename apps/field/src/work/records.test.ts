import type { OutboxEntry } from '@gezhi/client/outbox'
import type { HeldCase } from '@gezhi/core/cases/device'
import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import { describe, expect, it } from 'vitest'
import { doneOn, openTasks, ownRecords } from './records.ts'

const GRID = '1504020010011001'
const [PLANNED, RECORDED, PATROL, CASE] = ['1', '2', '3', '4'].map(
  (n) => `01990000-0000-7000-8000-00000000000${n}`,
) as [string, string, string, string]
const task = (id: string, given: Partial<HeldFieldTask> = {}): HeldFieldTask => ({
  id,
  version: 1,
  status: 'OPEN',
  sort: 'VISIT',
  grid: GRID,
  title: '冬季走访',
  field: null,
  dueAt: 100,
  endedAt: null,
  result: null,
  obstacle: null,
  remarks: [],
  keptUntil: null,
  ...given,
})
const entry = (
  kind: string,
  stream: string,
  body: unknown,
  given: Partial<OutboxEntry> = {},
): OutboxEntry => ({
  id: `${stream}-entry`,
  kind,
  stream,
  post: 'P',
  body,
  files: [],
  state: 'saved',
  savedAt: 50,
  attempts: 0,
  base: null,
  reached: null,
  problem: null,
  held: false,
  ...given,
})
const MET = { sort: 'VISIT', outcome: 'MET', needs: 'NONE' } as const
const visit = { type: 'record', grid: GRID, doneAt: 40, result: MET }

describe('planned tasks of a device', () => {
  it('are there until they are recorded here, the most urgent first', () => {
    const rows = [task(RECORDED, { dueAt: 300 }), task(PLANNED, { dueAt: 200 })]
    expect(openTasks(rows, []).map(({ id }) => id)).toEqual([PLANNED, RECORDED])
    expect(openTasks(rows, [entry('field-task', PLANNED, visit)]).map(({ id }) => id)).toEqual([RECORDED])
    const impossible = { type: 'notPossible', obstacle: 'WEATHER' }
    expect(openTasks(rows, [entry('field-task', RECORDED, impossible)]).map(({ id }) => id)).toEqual([
      PLANNED,
    ])
  })

  it('come back when the centre did not take the record', () => {
    const refused = entry('field-task', PLANNED, visit, { state: 'refused' })
    expect(openTasks([task(PLANNED)], [refused])).toHaveLength(1)
    expect(ownRecords([task(PLANNED)], [refused])).toMatchObject([{ state: 'REFUSED' }])
  })
})

describe('own records', () => {
  it('wait here, then are those of the centre, and stand there once', () => {
    const here = [entry('field-task', RECORDED, visit, { state: 'received' })]
    expect(ownRecords([], here)).toMatchObject([{ id: RECORDED, at: 40, state: 'WAITING', version: null }])
    const there = [task(RECORDED, { status: 'DONE', endedAt: 40, result: MET })]
    expect(ownRecords(there, here)).toMatchObject([{ id: RECORDED, state: 'SENT', version: 1 }])
  })

  it('show a remark at once, and once', () => {
    const said = entry('field-task', RECORDED, { type: 'remark', text: '时间写错' })
    const rows = (remarks: HeldFieldTask['remarks']) => [
      task(RECORDED, { status: 'DONE', endedAt: 40, result: MET, remarks }),
    ]
    for (const kept of [[], [{ at: 60, text: '时间写错' }]])
      expect(ownRecords(rows(kept), [said])[0]?.remarks.map(({ text }) => text)).toEqual(['时间写错'])
  })
})

describe('what a work report is counted from', () => {
  const held = (given: Partial<HeldCase>, summary: Partial<HeldCase['summary']>): HeldCase =>
    ({ id: CASE, version: 1, state: null, tasks: [], keptUntil: null, ...given, summary }) as HeldCase
  const none = { person: 'S', cases: [], tasks: [], patrols: [], entries: [] }

  it('has a patrol and a case that wait here, each once when they are at the centre as well', () => {
    const walked = {
      type: 'record',
      grid: GRID,
      startedAt: 10,
      endedAt: 30,
      end: 'PERSON',
      positions: 'SOUND',
      visits: [],
      streets: [],
    }
    const entries = [entry('patrol', PATROL, walked), entry('case', CASE, { type: 'report' })]
    expect(doneOn({ ...none, entries })).toMatchObject({
      cases: [{ at: 50, closed: false }],
      patrols: [{ at: 30, points: 0 }],
    })
    const closed = held({ own: true }, { reportedAt: 51, closedAt: 90 })
    expect(doneOn({ ...none, entries, cases: [closed] }).cases).toEqual([{ at: 51, closed: true }])
  })

  it('has closed cases of the own person and of nobody else', () => {
    const of = (own: boolean) => held({ own }, { reportedAt: 51, closedAt: 90 })
    expect(doneOn({ ...none, cases: [of(true)] }).cases).toHaveLength(1)
    expect(doneOn({ ...none, cases: [of(false)] }).cases).toEqual([])
  })
})
