/** The access key that opens the own record: in this tab, or on this phone when its owner chose so. */
const STORE = 'gezhi.portal.mine'

export const keyOfMine = (): string | null => sessionStorage.getItem(STORE) ?? localStorage.getItem(STORE)

export function holdMine(key: string, onDevice: boolean): void {
  ;(onDevice ? localStorage : sessionStorage).setItem(STORE, key)
}

export function dropMine(): void {
  sessionStorage.removeItem(STORE)
  localStorage.removeItem(STORE)
}
