import { same } from '@gezhi/core/grids/layout'
import type { WholePoint } from '@gezhi/core/grids/redraw.plan'
import { useEffect, useRef } from 'react'
import { gripsOf } from './grips.ts'
import { EDIT_TOOLS, type Editor, type EditTool } from './useEditor.ts'

/** Letters that take a tool in hand. */
export const TOOL_KEYS: Readonly<Record<EditTool, string>> = {
  SELECT: 'v',
  SPLIT: 's',
  MERGE: 'm',
  EXCLUSIVE: 'e',
}

/** Splitting and merging are done to a basic grid that was chosen before. */
export const isUsable = ({ selectedGrid }: Pick<Editor, 'selectedGrid'>, tool: EditTool): boolean =>
  tool === 'SELECT' || tool === 'EXCLUSIVE' || selectedGrid?.kind === 'BASIC'

/** A metre and ten, in units of 1e-7 degrees of latitude. */
const STEP = 90
const LONG_STEP = 900
const ARROWS: Readonly<Record<string, WholePoint>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
const TYPING = 'input, textarea, select, [role="combobox"], [contenteditable="true"]'

/** The next corner of the chosen grid that can be moved. */
function nextCorner({ selectedGrid, corner, now: { layout } }: Editor): WholePoint | null {
  const corners = gripsOf(layout, selectedGrid?.id ?? null).flatMap((grip) =>
    grip.kind === 'CORNER' ? [grip.at] : [],
  )
  const at = corner ? corners.findIndex((each) => same(each, corner)) : -1
  return corners[(at + 1) % corners.length] ?? null
}

function moveBy(editor: Editor, [x, y]: WholePoint, step: number): boolean {
  const { corner } = editor
  if (!corner) return false
  editor.move({ kind: 'CORNER', at: corner }, [corner[0] + x * step, corner[1] + y * step])
  return true
}

/** What a key does; false when it is none of the editor's. */
function act(editor: Editor, event: KeyboardEvent): boolean {
  const { key, shiftKey } = event
  const letter = key.toLowerCase()
  if (event.ctrlKey || event.metaKey) {
    if (letter !== 'z' && letter !== 'y') return false
    editor.dispatch({ type: letter === 'y' || shiftKey ? 'redo' : 'undo' })
    return true
  }
  const arrow = ARROWS[key]
  if (arrow) return moveBy(editor, arrow, shiftKey ? LONG_STEP : STEP)
  if (key === 'Delete' && editor.corner) editor.removeCorner()
  else if (key === 'Escape') editor.choose('SELECT')
  else if (letter === 'n' && editor.tool === 'SELECT') editor.hold(nextCorner(editor))
  else {
    const tool = EDIT_TOOLS.find((each) => TOOL_KEYS[each] === letter)
    if (!tool || !isUsable(editor, tool)) return false
    editor.choose(tool)
  }
  return true
}

/** Keys of the editor, on the map too: N goes from corner to corner, arrows move it a metre (with Shift ten). */
export function useEditorKeys(editor: Editor): void {
  const latest = useRef(editor)
  useEffect(() => {
    latest.current = editor
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.altKey || event.isComposing) return
      if (event.target instanceof Element && event.target.closest(TYPING)) return
      if (document.querySelector('[role="dialog"][aria-modal="true"]')) return
      if (!act(latest.current, event)) return
      event.preventDefault()
      // The map would move with the arrows.
      event.stopPropagation()
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [])
}
