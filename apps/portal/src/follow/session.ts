import { keptKeys } from './keys.ts'

const STORE = 'gezhi.portal.key'

/** The key in use in this tab; it is gone when the tab is closed. */
export const holdKey = (storage: Storage, key: string): void => storage.setItem(STORE, key)
export const dropKey = (storage: Storage): void => storage.removeItem(STORE)

/** Key to follow a case with: the one kept on the device for it, else the one entered in this tab. */
export const keyFor = (id: string | null, kept: Storage, tab: Storage): string | null =>
  keptKeys(kept).find((one) => one.id === id)?.key ?? tab.getItem(STORE)
