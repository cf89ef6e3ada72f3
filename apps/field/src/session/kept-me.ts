// Who was signed in here last, so that the app opens without a network.
import type { Output } from '@gezhi/client/call'
import type { sessionApi } from '@gezhi/core/people/session.api'

export type Me = Output<typeof sessionApi.me>

const STORE = 'gezhi.field.me'

/** Who was signed in when the network was last there: the app opens without it. Gone with the sign-out. */
export function lastMe(): Me | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE) ?? 'null')
    // Gate: written by `keepMe` only.
    return kept ? (kept as Me) : undefined
  } catch {
    return undefined
  }
}

export function keepMe(me: Me | null): void {
  try {
    if (me) localStorage.setItem(STORE, JSON.stringify(me))
    else localStorage.removeItem(STORE)
  } catch {
    // Storage forbidden: the app opens with the network only.
  }
}
