import type { CaseView } from '@gezhi/core/cases/case.api'
import type { CommandType } from '@gezhi/core/cases/commands'
import { useCommand } from '@gezhi/ui/touch'
import { useMemo } from 'react'
import { asResident } from '../server.ts'

/** Issues commands to a case as its reporter. */
export function useAct(id: string, secret: string): ReturnType<typeof useCommand> {
  const fetchAs = useMemo(() => asResident(secret), [secret])
  return useCommand(id, fetchAs)
}

/** Whether the rules allow a command now, and the code that says why not; `null` when there is no such button. */
export const buttonOf = (view: CaseView, command: CommandType): { readonly refusal: string | null } | null =>
  view.actions.find((action) => action.command === command) ?? null

export const isAllowed = (view: CaseView, command: CommandType): boolean =>
  buttonOf(view, command)?.refusal === null
