/** Reports whose access key the resident chose to keep on this device. Nothing is kept without that choice. */
export interface KeptKey {
  readonly id: string
  readonly number: string
  readonly key: string
  readonly at: number
}

const STORE = 'gezhi.portal.keys'
const MOST = 20

export function keptKeys(storage: Storage): readonly KeptKey[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(STORE) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isKey) : []
  } catch {
    return []
  }
}

/** Keeps the newest twenty; false when the device does not allow it. */
export function keepKey(storage: Storage, key: KeptKey): boolean {
  const others = keptKeys(storage).filter(({ id }) => id !== key.id)
  try {
    storage.setItem(STORE, JSON.stringify([key, ...others].slice(0, MOST)))
    return true
  } catch {
    return false
  }
}

export function forgetKey(storage: Storage, id: string): void {
  storage.setItem(STORE, JSON.stringify(keptKeys(storage).filter((kept) => kept.id !== id)))
}

const isKey = (value: unknown): value is KeptKey =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'number' in value &&
  typeof value.number === 'string' &&
  'key' in value &&
  typeof value.key === 'string' &&
  'at' in value &&
  typeof value.at === 'number'
