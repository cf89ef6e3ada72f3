// Why somebody was signed out here without asking for it: told before the next sign-in.
import { keepMe } from './kept-me.ts'

/** revoked: signed out remotely · pin: the PIN was forgotten or wrong too often. */
export type Left = 'revoked' | 'pin'

const STORE = 'gezhi.field.left'

export function leave(because: Left): void {
  localStorage.setItem(STORE, because)
  keepMe(null)
}

export function leftBecause(): Left | null {
  const kept = localStorage.getItem(STORE)
  return kept === 'revoked' || kept === 'pin' ? kept : null
}

/** Somebody signed in again. */
export const returned = (): void => localStorage.removeItem(STORE)
