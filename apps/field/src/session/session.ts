import { call, Offline, Refused } from '@gezhi/client/call'
import type { ServerClock } from '@gezhi/client/clock'
import type { Role } from '@gezhi/core/people/roles'
import { sessionApi } from '@gezhi/core/people/session.api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { dropArea } from '../area/area.state.ts'
import { useHeld } from '../offline/held.ts'
import { keepMe, lastMe, type Me } from './kept-me.ts'
import { leftBecause, returned } from './leaving.ts'

export type { Me }

/** Posts whose work is done out of doors; every other desk is the console. */
export const FIELD_ROLES = [
  'GRID_MEMBER',
  'GRID_LEADER',
  'GRID_SUPPORT',
  'COMMUNITY_OPERATOR',
] as const satisfies Role[]
export const worksHere = (role: Role): boolean => FIELD_ROLES.some((one) => one === role)

const RETRY_MS = 15_000

const fromDevice = new WeakSet<Me>()
/** True when the centre could not be asked who this is. */
export const keptMe = (me: Me): boolean => fromDevice.has(me)

async function endSession(signal: AbortSignal): Promise<void> {
  try {
    await call(sessionApi.signOut, {}, { signal })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

async function askMe(clock: ServerClock, signal: AbortSignal): Promise<Me> {
  const sentAt = Date.now()
  try {
    // The session outlived the PIN: it ends before anything is asked with it.
    if (leftBecause() === 'pin') await endSession(signal)
    const me = await call(sessionApi.me, {}, { signal })
    clock.sync(me.now, sentAt, Date.now())
    keepMe(me)
    return me
  } catch (error) {
    const kept = error instanceof Offline ? lastMe() : undefined
    if (!kept) throw error
    fromDevice.add(kept)
    return kept
  }
}

/** Who is signed in; every answer also sets the server's clock. */
export const useMe = (clock: ServerClock) =>
  useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => askMe(clock, signal),
    staleTime: 5 * 60_000,
    refetchOnReconnect: 'always',
    // The centre may come back without the browser's noticing.
    refetchInterval: ({ state }) => (state.data && keptMe(state.data) ? RETRY_MS : false),
    // Equal answers would share one object, and with it where it came from.
    structuralSharing: false,
  })

const Context = createContext<Me | null>(null)
export const SessionProvider = Context.Provider

export function useSession(): Me {
  const me = useContext(Context)
  if (!me) throw new Error('nobody is signed in here')
  return me
}

/** Entering, changing the post and leaving: what was read as somebody else is forgotten. */
export function useSessionActions() {
  const queries = useQueryClient()
  const held = useHeld()
  const entered = async (): Promise<void> => {
    returned()
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    await queries.invalidateQueries({ queryKey: ['me'] })
  }
  return {
    entered,
    enterDemo: async (post: string): Promise<void> => {
      await call(sessionApi.demoSignIn, { body: { post } })
      await entered()
    },
    choosePost: async (post: string): Promise<void> => {
      await call(sessionApi.choosePost, { body: { post } })
      await entered()
    },
    signOut: async (): Promise<void> => {
      // What can still be sent goes out while the session lasts; without the network nothing is forgotten.
      await held?.device.sender.flush()
      await call(sessionApi.signOut, {})
      keepMe(null)
      await held?.device.signOut()
      await dropArea()
      await queries.resetQueries({ queryKey: ['me'] })
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    },
  }
}
