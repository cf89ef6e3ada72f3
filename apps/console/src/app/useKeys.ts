import { useEffect, useRef } from 'react'

/** `j`, `Enter`, `?`, `mod+k` (Ctrl or ⌘) to what they do. */
export type KeyMap = Readonly<Record<string, (() => void) | undefined>>

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], .maplibregl-canvas'
const ACTING = 'button, a, [role="button"], [role="menuitem"], [role="tab"], summary'

const nameOf = (event: KeyboardEvent): string => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key
}

/**
 * Keys of a screen. They rest while somebody types or a dialog is open, and Enter and space stay with a focused button,
 * so a letter in a form is a letter.
 */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return
      const name = nameOf(event)
      const act = latest.current[name]
      if (!act) return
      const target = event.target instanceof Element ? event.target : null
      const plain = !name.startsWith('mod+')
      if (plain && target?.closest(TYPING)) return
      if (plain && document.querySelector('[role="dialog"][aria-modal="true"], dialog[open]')) return
      if (name === 'Enter' && target?.closest(ACTING)) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
