import { call } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { caseApi, type CaseView } from '@gezhi/core/cases/case.api'
import type { CaseCommand, CommandType } from '@gezhi/core/cases/commands'
import { type Send, useSend } from '@gezhi/ui/touch'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { asResident } from '../server.ts'

/**
 * Issues commands to a case as its reporter and reads the case again afterwards. The same input keeps its
 * idempotency key, so that trying again after a lost answer is harmless.
 */
export function useAct(id: string, secret: string): Send<CaseCommand> {
  const queries = useQueryClient()
  const last = useRef<{ readonly text: string; readonly key: string } | null>(null)
  return useSend(async (body: CaseCommand) => {
    const text = JSON.stringify(body)
    if (last.current?.text !== text) last.current = { text, key: newId() }
    await call(
      caseApi.command,
      { params: { id }, headers: { 'idempotency-key': last.current.key }, body },
      { fetch: asResident(secret) },
    )
    last.current = null
    await queries.invalidateQueries({ queryKey: ['case', id] })
  })
}

/** Whether the rules allow a command now, and the code that says why not; `null` when there is no such button. */
export const buttonOf = (view: CaseView, command: CommandType): { readonly refusal: string | null } | null =>
  view.actions.find((action) => action.command === command) ?? null

export const isAllowed = (view: CaseView, command: CommandType): boolean =>
  buttonOf(view, command)?.refusal === null
