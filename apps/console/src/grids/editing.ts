// The state of the grid editor: a layout, what was before and after it, what is chosen. Pure.
import { holds, isSameArea, type GridLayout } from '@gezhi/core/grids/layout'
import type { PlannedGrid, RedrawPlan, WholePoint } from '@gezhi/core/grids/redraw.plan'
import type { LayoutView } from './data.ts'

export interface Editing {
  readonly past: readonly GridLayout[]
  readonly layout: GridLayout
  readonly future: readonly GridLayout[]
  /** Id of the grid that forms and tools are about. */
  readonly selected: string | null
}

export type EditAction =
  | { readonly type: 'edit'; readonly layout: GridLayout; readonly select?: string | null }
  | { readonly type: 'change'; readonly id: string; readonly change: Partial<PlannedGrid> }
  | { readonly type: 'select'; readonly id: string | null }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }

/** More steps than anybody goes back. */
const MOST_STEPS = 100

const keepSelected = ({ grids }: GridLayout, id: string | null): string | null =>
  grids.some((grid) => grid.id === id) ? id : null

export function edited(now: Editing, action: EditAction): Editing {
  const step = (layout: GridLayout): Editing => ({
    past: [...now.past, now.layout].slice(-MOST_STEPS),
    layout,
    future: [],
    selected: keepSelected(layout, now.selected),
  })
  switch (action.type) {
    case 'edit': {
      const next = step(action.layout)
      return action.select === undefined
        ? next
        : { ...next, selected: keepSelected(next.layout, action.select) }
    }
    case 'change': {
      const { grids } = now.layout
      const changed = grids.map((grid) => (grid.id === action.id ? { ...grid, ...action.change } : grid))
      return step({ ...now.layout, grids: changed })
    }
    case 'select':
      return { ...now, selected: keepSelected(now.layout, action.id) }
    case 'undo': {
      const before = now.past.at(-1)
      if (!before) return now
      const selected = keepSelected(before, now.selected)
      return { past: now.past.slice(0, -1), layout: before, future: [now.layout, ...now.future], selected }
    }
    case 'redo': {
      const [after, ...future] = now.future
      if (!after) return now
      const selected = keepSelected(after, now.selected)
      return { past: [...now.past, now.layout], layout: after, future, selected }
    }
  }
}

export const begin = (layout: GridLayout): Editing => ({ past: [], layout, future: [], selected: null })

/** The grids of a day as something to draw on. */
export const layoutOf = ({ community, outline, grids }: LayoutView): GridLayout => ({
  community,
  outline,
  grids: grids.map(({ code, kind, name, households, population, rings, posts }) => ({
    id: code,
    kind,
    name,
    community,
    rings,
    households,
    population,
    posts: posts.map((post) => post.code),
  })),
})

/** A saved plan, to be drawn on; the outline comes from the register. */
export const layoutOfPlan = ({ grids }: RedrawPlan, { community, outline }: LayoutView): GridLayout => ({
  community,
  outline,
  grids: grids.filter((grid) => grid.community === community),
})

/** The grid at a place; an exclusive one lies above the basic one. */
export function gridAt({ grids }: GridLayout, at: WholePoint): string | null {
  const found = grids.filter(({ rings }) => holds(rings, at))
  return (found.find(({ kind }) => kind === 'EXCLUSIVE') ?? found[0])?.id ?? null
}

/** The next free name of a new grid in this plan. */
export function nextId({ grids }: GridLayout): string {
  const taken = new Set(grids.map(({ id }) => id))
  let number = 1
  while (taken.has(`new-${number}`)) number++
  return `new-${number}`
}

export type Change = 'NEW' | 'CHANGED' | 'SAME'

/** How a grid of the plan differs from what lies there now. */
export function changeOf(grid: PlannedGrid, before: GridLayout): Change {
  const was = before.grids.find(({ id }) => id === grid.id)
  if (!was) return 'NEW'
  const same =
    was.name === grid.name &&
    was.households === grid.households &&
    was.population === grid.population &&
    was.posts.toSorted().join() === grid.posts.toSorted().join() &&
    isSameArea(was.rings, grid.rings)
  return same ? 'SAME' : 'CHANGED'
}
