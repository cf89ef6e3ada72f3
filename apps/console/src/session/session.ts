import { call, type Output } from '@gezhi/client/call'
import type { ServerClock } from '@gezhi/client/clock'
import { sessionApi } from '@gezhi/core/people/session.api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'

export type Me = Output<typeof sessionApi.me>

/** The signed-in person; each answer also sets the server's clock. */
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
    refetchInterval: 10 * 60_000,
  })

export const SessionContext = createContext<Me | null>(null)

export function useSession(): Me {
  const me = useContext(SessionContext)
  if (!me) throw new Error('nobody is signed in here')
  return me
}

/** Choosing a post and signing out: everything that was read as somebody else is forgotten. */
export function useSessionActions() {
  const queries = useQueryClient()
  const forget = async (): Promise<void> => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    await queries.invalidateQueries({ queryKey: ['me'] })
  }
  return {
    choosePost: async (post: string): Promise<void> => {
      await call(sessionApi.choosePost, { body: { post } })
      await forget()
    },
    signOut: async (): Promise<void> => {
      await call(sessionApi.signOut, {})
      await queries.resetQueries({ queryKey: ['me'] })
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    },
    entered: forget,
  }
}
