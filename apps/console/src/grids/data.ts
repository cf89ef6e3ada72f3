// What the pages of grids ask the server.
import { call, type Output } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { redrawApi } from '@gezhi/core/grids/redraw.api'
import type { RedrawCommand } from '@gezhi/core/grids/redraw.commands'
import type { RedrawPlan } from '@gezhi/core/grids/redraw.plan'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

export type LayoutView = Output<typeof redrawApi.layout>

/** Grids of a community as of a day; `on` null: today. */
export const useLayout = (community: string | null, on: string | null) =>
  useQuery({
    queryKey: ['redraws', 'layout', community, on],
    queryFn: ({ signal }) =>
      call(redrawApi.layout, { query: { community: community ?? '', on: on ?? undefined } }, { signal }),
    enabled: community !== null,
    placeholderData: keepPreviousData,
  })

export const useRedraws = () =>
  useQuery({
    queryKey: ['redraws', 'list'],
    queryFn: ({ signal }) => call(redrawApi.list, { query: {} }, { signal }),
  })

export const useRedraw = (id: string | null) =>
  useQuery({
    queryKey: ['redraws', 'one', id],
    queryFn: ({ signal }) => call(redrawApi.read, { params: { id: id ?? '' } }, { signal }),
    enabled: id !== null,
  })

/** What the server thinks of a plan that is being drawn; null while there is nothing to ask. */
export const usePreview = (plan: RedrawPlan | null) =>
  useQuery({
    queryKey: ['redraws', 'preview', plan],
    queryFn: ({ signal }) => {
      if (!plan) throw new Error('nothing to ask')
      return call(redrawApi.preview, { body: plan }, { signal })
    },
    enabled: plan !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

/** Sends a command to a plan; all plans and layouts are asked anew afterwards. */
export function useRedrawCommand() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { readonly id: string; readonly body: RedrawCommand }) =>
      call(redrawApi.command, { params: { id }, headers: { 'idempotency-key': newId() }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['redraws'] }),
  })
}
