import { call, type Output } from '@gezhi/client/call'
import { districtApi, type ItemView, type OrganisationView } from '@gezhi/core/districts/district.api'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Lookups } from '../timeline/factText.ts'

const HOUR_MS = 3_600_000
const steady = { staleTime: HOUR_MS, gcTime: 24 * HOUR_MS } as const
const noOrganisations: readonly OrganisationView[] = []
const noItems: readonly ItemView[] = []

/** The active organisations of the district; empty while loading. */
export function useOrganisations(): readonly OrganisationView[] {
  const { data } = useQuery({
    queryKey: ['organisations'],
    queryFn: ({ signal }) => call(districtApi.organisations, {}, { signal }),
    ...steady,
  })
  return data?.organisations ?? noOrganisations
}

/** Name of an organisation if it has been loaded already, else its code. */
export function organisationNameIn(queries: QueryClient, code: string): string {
  const held = queries.getQueryData<Output<typeof districtApi.organisations>>(['organisations'])
  return held?.organisations.find((each) => each.code === code)?.shortName ?? code
}

/** The whistle catalogue; empty while loading. */
export function useCatalogue(): readonly ItemView[] {
  const { data } = useQuery({
    queryKey: ['catalogue'],
    queryFn: ({ signal }) => call(districtApi.catalogue, {}, { signal }),
    ...steady,
  })
  return data?.items ?? noItems
}

/** All grids without polygons, asked for only where a screen needs them. */
export function useGrids(enabled = true) {
  const { data } = useQuery({
    queryKey: ['grids'],
    queryFn: ({ signal }) => call(districtApi.grids, {}, { signal }),
    enabled,
    ...steady,
  })
  return data?.grids ?? []
}

/** Posts of one organisation, for reassignment. */
export function usePosts(org: string | null) {
  return useQuery({
    queryKey: ['posts', org],
    queryFn: ({ signal }) => call(districtApi.posts, { params: { code: org ?? '' } }, { signal }),
    enabled: org !== null,
    staleTime: 60_000,
  })
}

/** Names by code; a code that is not known yet is shown as it is. */
export function useLookups(): Lookups {
  const [organisations, items] = [useOrganisations(), useCatalogue()]
  return useMemo(() => {
    const orgs = new Map(organisations.map(({ code, shortName, name }) => [code, shortName || name]))
    const names = new Map(items.map(({ code, name }) => [code, name]))
    return { orgName: (code) => orgs.get(code) ?? code, itemName: (code) => names.get(code) ?? code }
  }, [organisations, items])
}
