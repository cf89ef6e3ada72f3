import { call } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { caseApi } from '@gezhi/core/cases/case.api'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useKeeping } from '../data/Gezhi.tsx'
import { type Send, useSend } from './use-send.ts'

/**
 * Issues commands to a case and reads again what they change. The same input keeps its idempotency key, so that
 * trying again after a lost answer is harmless. On a keeping device the device sends it.
 */
export function useCommand(id: string, fetchAs?: typeof fetch): Send<CaseCommand> {
  const queries = useQueryClient()
  const keeping = useKeeping()
  const last = useRef<{ readonly text: string; readonly key: string } | null>(null)
  return useSend(async (body: CaseCommand) => {
    if (keeping && !fetchAs) {
      await keeping.issue(id, body)
      await readAgain(queries, id)
      return
    }
    const text = JSON.stringify(body)
    if (last.current?.text !== text) last.current = { text, key: newId() }
    const headers = { 'idempotency-key': last.current.key }
    await call(caseApi.command, { params: { id }, headers, body }, { fetch: fetchAs })
    last.current = null
    await readAgain(queries, id)
  })
}

const readAgain = (queries: QueryClient, id: string) =>
  Promise.all([['case', id], ['desk'], ['cases']].map((queryKey) => queries.invalidateQueries({ queryKey })))
