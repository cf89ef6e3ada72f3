/** What the server answered to a report: number and access key, held for this tab until the resident leaves the page. */
export interface Receipt {
  readonly id: string
  readonly number: string
  readonly key: string
}

const STORE = 'gezhi.portal.receipt'

export const holdReceipt = (storage: Storage, receipt: Receipt): void =>
  storage.setItem(STORE, JSON.stringify(receipt))

export const dropReceipt = (storage: Storage): void => storage.removeItem(STORE)

export function heldReceipt(storage: Storage): Receipt | null {
  const kept: unknown = JSON.parse(storage.getItem(STORE) ?? 'null')
  return isReceipt(kept) ? kept : null
}

const isReceipt = (value: unknown): value is Receipt =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'number' in value &&
  typeof value.number === 'string' &&
  'key' in value &&
  typeof value.key === 'string'
