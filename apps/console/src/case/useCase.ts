import { call, Offline } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { caseApi, type CaseView } from '@gezhi/core/cases/case.api'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'

/** One case; while another is loading the former stays, so that nothing jumps. */
export const useCase = (id: string) =>
  useQuery({
    queryKey: ['case', id],
    queryFn: ({ signal }): Promise<CaseView> => call(caseApi.get, { params: { id } }, { signal }),
    placeholderData: keepPreviousData,
  })

/**
 * Sends commands. The idempotency key belongs to what was decided: sending the same again after a lost connection
 * uses the same key, so the case is never changed twice.
 */
export function useSendCommand() {
  const queries = useQueryClient()
  const keys = useRef(new Map<string, string>())
  return useCallback(
    async (id: string, command: CaseCommand) => {
      const what = `${id} ${JSON.stringify(command)}`
      const key = keys.current.get(what) ?? newId()
      keys.current.set(what, key)
      try {
        const answer = await call(caseApi.command, {
          params: { id },
          headers: { 'idempotency-key': key },
          body: command,
        })
        keys.current.delete(what)
        void queries.invalidateQueries({ queryKey: ['desk'] })
        await queries.invalidateQueries({ queryKey: ['case', id] })
        return answer
      } catch (error) {
        if (!(error instanceof Offline)) {
          keys.current.delete(what)
          // A refusal often means that the case has moved on: show where it is now.
          void queries.invalidateQueries({ queryKey: ['case', id] })
        }
        throw error
      }
    },
    [queries],
  )
}
