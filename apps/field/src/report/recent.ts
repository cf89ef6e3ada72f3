/** The six items used last on this device: most reports of a grid are of few kinds. */
const STORE = 'gezhi.field.items'
const MOST = 6

export function recentItems(storage: Storage): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(STORE) ?? '[]')
    return Array.isArray(kept) ? kept.filter((code) => typeof code === 'string') : []
  } catch {
    return []
  }
}

/** Puts the item first; a device that does not allow keeping it simply remembers nothing. */
export function rememberItem(storage: Storage, code: string): void {
  try {
    storage.setItem(
      STORE,
      JSON.stringify([code, ...recentItems(storage).filter((one) => one !== code)].slice(0, MOST)),
    )
  } catch {
    // Storage full or forbidden: the list of recent items is a convenience only.
  }
}
