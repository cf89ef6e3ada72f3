import { call, type Output } from '@gezhi/client/call'
import type { ServerClock } from '@gezhi/client/clock'
import type { Role } from '@gezhi/core/people/roles'
import { sessionApi } from '@gezhi/core/people/session.api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'

export type Me = Output<typeof sessionApi.me>

/** Posts whose work is done out of doors; every other desk is the console. */
export const FIELD_ROLES = [
  'GRID_MEMBER',
  'GRID_LEADER',
  'GRID_SUPPORT',
  'COMMUNITY_OPERATOR',
] as const satisfies Role[]
export const worksHere = (role: Role): boolean => FIELD_ROLES.some((one) => one === role)

/** Who is signed in; every answer also sets the server's clock. */
export const useMe = (clock: ServerClock) =>
  useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      const sentAt = Date.now()
      const me = await call(sessionApi.me, {}, { signal })
      clock.sync(me.now, sentAt, Date.now())
      return me
    },
    staleTime: 5 * 60_000,
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
  const entered = async (): Promise<void> => {
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
      await call(sessionApi.signOut, {})
      await queries.resetQueries({ queryKey: ['me'] })
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    },
  }
}
