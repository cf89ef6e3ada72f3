import { call } from '@gezhi/client/call'
import { residentApi } from '@gezhi/core/people/resident.api'
import { useQuery } from '@tanstack/react-query'

/**
 * Gives the key to the browser as a cookie that scripts cannot read, so that the pictures of the case load.
 * The cookie ends with the browser session.
 */
export const useKey = (key: string | null) =>
  useQuery({
    queryKey: ['key', key],
    enabled: key !== null,
    queryFn: async ({ signal }) => {
      await call(residentApi.keep, { body: { key: key ?? '' } }, { signal })
      return true
    },
    staleTime: Infinity,
    gcTime: 0,
  })
