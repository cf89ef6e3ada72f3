import { checkLayout } from '@gezhi/core/grids/check-layout'
import { insertCorner, moveCorner, removeCorner, type Edited, type EditRefusal } from '@gezhi/core/grids/edit'
import { weld, type GridLayout } from '@gezhi/core/grids/layout'
import { mergeGrids } from '@gezhi/core/grids/merge'
import { splitGrid } from '@gezhi/core/grids/split'
import type { PlannedGrid, WholePoint } from '@gezhi/core/grids/redraw.plan'
import { useCallback, useMemo, useReducer, useState } from 'react'
import { begin, edited, nextId } from './editing.ts'
import type { Grip } from './handles.ts'

/** SELECT: choose and move corners; the others take clicks on the map until they are done. */
export const EDIT_TOOLS = ['SELECT', 'SPLIT', 'MERGE', 'EXCLUSIVE'] as const
export type EditTool = (typeof EDIT_TOOLS)[number]

/** Everything that can be done to the layout of one community, with the way back. */
export function useEditor(start: GridLayout) {
  const [welded] = useState(() => weld(start))
  const [now, dispatch] = useReducer(edited, welded, begin)
  const [tool, setTool] = useState<EditTool>('SELECT')
  const [refusal, setRefusal] = useState<EditRefusal | null>(null)
  /** What a corner that is being drawn would make of it. */
  const [drawn, setDrawn] = useState<GridLayout | null>(null)
  /** A corner that keys move and remove. */
  const [corner, setCorner] = useState<WholePoint | null>(null)
  const { layout, selected } = now
  const shown = drawn ?? layout
  const findings = useMemo(() => checkLayout(shown), [shown])

  const keep = useCallback((result: Edited, select?: string | null): boolean => {
    setDrawn(null)
    setRefusal(result.ok ? null : result.refusal)
    if (result.ok)
      dispatch({ type: 'edit', layout: result.layout, ...(select === undefined ? {} : { select }) })
    return result.ok
  }, [])

  const moved = (grip: Grip, to: WholePoint): Edited => moveGrip(layout, selected, grip, to)

  return {
    now,
    before: welded,
    shown,
    findings,
    tool,
    refusal,
    corner,
    hold: setCorner,
    selectedGrid: layout.grids.find(({ id }) => id === selected) ?? null,
    dispatch,
    choose(next: EditTool): void {
      setRefusal(null)
      setCorner(null)
      setTool(next)
    },
    select(id: string | null): void {
      setCorner(null)
      dispatch({ type: 'select', id })
    },
    change: (id: string, change: Partial<PlannedGrid>): void => dispatch({ type: 'change', id, change }),
    /** While a corner is drawn: shown, not kept. */
    draw(grip: Grip, to: WholePoint): void {
      const result = moved(grip, to)
      setDrawn(result.ok ? result.layout : null)
    },
    move(grip: Grip, to: WholePoint): void {
      if (keep(moved(grip, to))) setCorner(to)
    },
    removeCorner(): void {
      if (corner && keep(removed(layout, selected, corner))) setCorner(null)
    },
    split(line: readonly WholePoint[], name: string): void {
      const id = nextId(layout)
      if (selected && keep(splitGrid(layout, selected, line, { id, name }), id)) setTool('SELECT')
    },
    merge(other: string): void {
      if (selected && selected !== other && keep(mergeGrids(layout, selected, other))) setTool('SELECT')
    },
    addExclusive(ring: readonly WholePoint[], name: string): void {
      const [first] = ring
      if (!first || ring.length < 3) return
      const grid: PlannedGrid = {
        id: nextId(layout),
        kind: 'EXCLUSIVE',
        name,
        community: layout.community,
        rings: [[...ring, first]],
        households: 0,
        population: 0,
        posts: [],
      }
      keep({ ok: true, layout: { ...layout, grids: [...layout.grids, grid] } }, grid.id)
      setTool('SELECT')
    },
    removeGrid(id: string): void {
      keep({ ok: true, layout: { ...layout, grids: layout.grids.filter((grid) => grid.id !== id) } }, null)
    },
  }
}
export type Editor = ReturnType<typeof useEditor>

/** Exclusive grids lie above the others: their corners move alone. */
function within(layout: GridLayout, selected: string | null, edit: (scope: GridLayout) => Edited): Edited {
  const grid = layout.grids.find(({ id }) => id === selected)
  const result = edit(
    grid?.kind === 'EXCLUSIVE'
      ? { ...layout, outline: [], grids: [grid] }
      : { ...layout, grids: layout.grids.filter(({ kind }) => kind === 'BASIC') },
  )
  if (!result.ok) return result
  const changed = new Map(result.layout.grids.map((each) => [each.id, each]))
  return {
    ok: true,
    layout: { ...layout, grids: layout.grids.map((each) => changed.get(each.id) ?? each) },
  }
}

const moveGrip = (layout: GridLayout, selected: string | null, grip: Grip, to: WholePoint): Edited =>
  within(layout, selected, (scope) =>
    grip.kind === 'CORNER' ? moveCorner(scope, grip.at, to) : insertCorner(scope, grip.edge, to),
  )

const removed = (layout: GridLayout, selected: string | null, at: WholePoint): Edited =>
  within(layout, selected, (scope) => removeCorner(scope, at))
