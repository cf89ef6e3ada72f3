import type { GridLayout } from '@gezhi/core/grids/layout'
import { moveCorner } from '@gezhi/core/grids/edit'
import type { PlannedGrid } from '@gezhi/core/grids/redraw.plan'
import { describe, expect, test } from 'vitest'
import { begin, changeOf, edited, nextId, type Editing } from './editing.ts'

const COMMUNITY = '150402001001'
const square = (column: number): PlannedGrid['rings'] => [
  [
    [column * 100, 0],
    [column * 100 + 100, 0],
    [column * 100 + 100, 100],
    [column * 100, 100],
    [column * 100, 0],
  ],
]
const grid = (column: number): PlannedGrid => ({
  id: `150402001001100${column + 1}`,
  kind: 'BASIC',
  name: `Grid ${column + 1}`,
  community: COMMUNITY,
  rings: square(column),
  households: 400,
  population: 1000,
  posts: ['p-1'],
})
const layout: GridLayout = { community: COMMUNITY, outline: [], grids: [grid(0), grid(1)] }
const renamed = (now: Editing, name: string) =>
  edited(now, { type: 'change', id: grid(0).id, change: { name } })
const nameIn = ({ layout: { grids } }: Editing) => grids[0]?.name

describe('the editor', () => {
  test('goes back and forth, and a new edit ends what was taken back', () => {
    const twice = renamed(renamed(begin(layout), 'North'), 'South')
    const back = edited(twice, { type: 'undo' })
    expect(nameIn(back)).toBe('North')
    expect(nameIn(edited(back, { type: 'redo' }))).toBe('South')
    expect(edited(renamed(back, 'West'), { type: 'redo' })).toEqual(renamed(back, 'West'))
    expect(nameIn(edited(edited(back, { type: 'undo' }), { type: 'undo' }))).toBe('Grid 1')
  })

  test('lets go of a grid that an edit took away, and chooses the one that it made', () => {
    const chosen = edited(begin(layout), { type: 'select', id: grid(1).id })
    const without = { ...layout, grids: [grid(0)] }
    expect(edited(chosen, { type: 'edit', layout: without }).selected).toBeNull()
    const select = grid(0).id
    expect(edited(chosen, { type: 'edit', layout: without, select }).selected).toBe(select)
  })

  test('names new grids one after the other', () => {
    expect(nextId(layout)).toBe('new-1')
    expect(nextId({ ...layout, grids: [{ ...grid(0), id: 'new-1' }] })).toBe('new-2')
  })

  test('says what is new, changed and the same', () => {
    expect(changeOf(grid(0), layout)).toBe('SAME')
    expect(changeOf({ ...grid(0), posts: ['p-2'] }, layout)).toBe('CHANGED')
    expect(changeOf({ ...grid(0), id: 'new-1' }, layout)).toBe('NEW')
    const moved = moveCorner({ ...layout, outline: [] }, [100, 100], [150, 120])
    if (!moved.ok) throw new Error(moved.refusal)
    expect(moved.layout.grids.map((each) => changeOf(each, layout))).toEqual(['CHANGED', 'CHANGED'])
  })
})
