import { describe, expect, it } from 'vitest'
import type { Actor } from '../people/actor.ts'
import type { CheckItem } from '../districts/register.ts'
import { checklistsOf } from './checklist.ts'
import type { FieldTaskCommand, TaskResult } from './commands.ts'
import { decideFieldTask, evolveFieldTask, newFieldTask, type FieldTaskState } from './field-task.ts'

const NOW = Date.UTC(2026, 2, 2, 2)
const COMMUNITY = '150402001001'
const GRID = `${COMMUNITY}1001`
const member: Actor = {
  post: 'P-1',
  person: 'S-1',
  role: 'GRID_MEMBER',
  org: COMMUNITY,
  district: 150402,
  community: COMMUNITY,
  grids: [GRID],
}
const peer: Actor = { ...member, post: 'P-2', person: 'S-2' }
const leader: Actor = { ...member, post: 'P-3', person: 'S-3', role: 'GRID_LEADER' }

const checkItem = (code: string, given: Partial<CheckItem> = {}): CheckItem => ({
  code,
  field: Number(code.split('.')[0]),
  fieldName: { zh: '消防', en: 'Fire safety' },
  zh: '疏散通道畅通',
  en: 'Escape routes are free',
  hazard: { zh: '疏散通道堵塞', en: 'An escape route is blocked' },
  photo: true,
  item: null,
  ...given,
})
const checks = [checkItem('7.1'), checkItem('3.10'), checkItem('3.2', { retired: true }), checkItem('3.1')]

/** Folds commands one after the other; answers the state, or the code of the first refusal. */
function after(steps: readonly (readonly [FieldTaskCommand, Actor])[]): FieldTaskState | string {
  let state = newFieldTask
  for (const [command, actor] of steps) {
    const decided = decideFieldTask(command, state, { now: NOW, actor, checks })
    if (!decided.ok) return decided.refusal.code
    state = decided.facts.reduce(evolveFieldTask, state)
  }
  return state
}
const plan = (given: Partial<Extract<FieldTaskCommand, { type: 'plan' }>> = {}): FieldTaskCommand => ({
  type: 'plan',
  sort: 'VISIT',
  grid: GRID,
  title: '春季走访',
  dueAt: NOW + 1,
  ...given,
})
const record = (result: TaskResult, grid = GRID): FieldTaskCommand => ({
  type: 'record',
  grid,
  doneAt: NOW + 9_000_000,
  result,
})
const VISIT: TaskResult = { sort: 'VISIT', outcome: 'MET', where: '3号楼', needs: 'REPAIR' }
const check = (item: Partial<Extract<TaskResult, { sort: 'CHECK' }>['items'][number]>): FieldTaskCommand =>
  record({ sort: 'CHECK', field: 3, where: '好味道餐馆', items: [{ item: '3.1', finding: 'GOOD', ...item }] })

describe('a field task', () => {
  it('is planned for a grid by its leader and done by any member of the grid', () => {
    expect(
      after([
        [plan(), leader],
        [record(VISIT), member],
      ]),
    ).toMatchObject({ status: 'DONE', plan: { title: '春季走访' }, endedBy: { person: 'S-1' }, endedAt: NOW })
  })

  it('is planned by no member, for no other grid, not in the past and not twice', () => {
    expect(after([[plan(), member]])).toBe('fieldwork/planners-only')
    expect(after([[plan({ grid: '1504020020011001' }), leader]])).toBe('fieldwork/not-your-grid')
    expect(after([[plan({ dueAt: NOW }), leader]])).toBe('fieldwork/due-in-past')
    expect(after([[plan({ sort: 'CHECK' }), leader]])).toBe('fieldwork/field-missing')
    expect(
      after([
        [plan(), leader],
        [plan(), leader],
      ]),
    ).toBe('fieldwork/planned-already')
  })

  it('is recorded without a plan, once, and only with a result of its own sort', () => {
    expect(after([[record(VISIT), member]])).toMatchObject({ status: 'DONE', plan: null })
    expect(
      after([
        [record(VISIT), member],
        [record(VISIT), member],
      ]),
    ).toBe('fieldwork/over')
    expect(
      after([
        [plan(), leader],
        [record({ sort: 'OPINION', wish: '想要一条长凳' }), member],
      ]),
    ).toBe('fieldwork/other-sort')
  })

  it('may be impossible with a reason, or be withdrawn by who plans', () => {
    const closed: FieldTaskCommand = { type: 'notPossible', obstacle: 'CLOSED' }
    expect(
      after([
        [plan(), leader],
        [closed, member],
      ]),
    ).toMatchObject({ status: 'NOT_POSSIBLE', obstacle: 'CLOSED' })
    expect(after([[closed, member]])).toBe('fieldwork/not-there')
    const withdraw: FieldTaskCommand = { type: 'withdraw', reason: '重复' }
    expect(
      after([
        [plan(), leader],
        [withdraw, member],
      ]),
    ).toBe('fieldwork/planners-only')
    expect(
      after([
        [plan(), leader],
        [withdraw, leader],
        [record(VISIT), member],
      ]),
    ).toBe('fieldwork/over')
  })

  it('is corrected by a remark of whoever recorded it, and by nothing else', () => {
    const remark: FieldTaskCommand = { type: 'remark', text: ' 应为4号楼 ' }
    expect(
      after([
        [record(VISIT), member],
        [remark, member],
      ]),
    ).toMatchObject({ result: VISIT, remarks: [{ text: '应为4号楼' }] })
    expect(
      after([
        [record(VISIT), member],
        [remark, peer],
      ]),
    ).toBe('fieldwork/not-yours')
  })
})

describe('a visit', () => {
  it('that was declined is done, and keeps nothing of who declined', () => {
    const declined = record({ ...VISIT, outcome: 'REFUSED', note: '态度不好' })
    expect(after([[declined, member]])).toMatchObject({
      status: 'DONE',
      result: { sort: 'VISIT', outcome: 'REFUSED', needs: 'NONE' },
    })
    expect(JSON.stringify(after([[declined, member]]))).not.toMatch(/3号楼|态度/)
  })

  it('holds no numbers of people', () => {
    const noted = (note: string) => after([[record({ ...VISIT, note }), member]])
    for (const note of ['电话 13804761234', '15040219800101123X'])
      expect(noted(note)).toBe('fieldwork/personal-number')
    expect(noted('订单 20260302001，共 3 户，0476-8330110')).toMatchObject({ status: 'DONE' })
  })
})

describe('a hazard check', () => {
  it('answers items of its field only, each once', () => {
    expect(after([[check({}), member]])).toMatchObject({ status: 'DONE' })
    expect(after([[check({ item: '7.1' }), member]])).toBe('fieldwork/items')
  })

  it('shows what was found bad, which alone may become a case', () => {
    const made = '01990000-0000-7000-8000-00000000000c'
    expect(after([[check({ finding: 'BAD' }), member]])).toBe('fieldwork/photo-missing')
    expect(after([[check({ case: made }), member]])).toBe('fieldwork/case-without-finding')
    expect(after([[check({ finding: 'BAD', photo: 'a'.repeat(64), case: made }), member]])).toMatchObject({
      status: 'DONE',
    })
  })

  it('asks what the district asks now, and still takes what a device that was away has asked', () => {
    const lists = checklistsOf(checks)
    expect(lists.map(({ field, items }) => [field, items.map(({ code }) => code)])).toEqual([
      [3, ['3.1', '3.10']],
      [7, ['7.1']],
    ])
    expect(after([[check({ item: '3.2' }), member]])).toMatchObject({ status: 'DONE' })
  })
})
