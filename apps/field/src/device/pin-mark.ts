// Whether a PIN stands before this device, known before its database is open: nothing may be shown meanwhile.
const STORE = 'gezhi.field.pin'

export const markPin = (person: string, has: boolean): void =>
  has ? localStorage.setItem(STORE, person) : localStorage.removeItem(STORE)

export const isMarked = (person: string): boolean => localStorage.getItem(STORE) === person
