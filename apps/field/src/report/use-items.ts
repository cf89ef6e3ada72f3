import type { ItemView } from '@gezhi/core/districts/district.api'
import type { HeldItem, HeldOrganisation } from '@gezhi/core/districts/device'
import { useCatalogue } from '@gezhi/ui/data'
import { useMemo } from 'react'
import { useRows } from '../offline/held.ts'

/** The catalogue: of the centre, or of this device when it cannot be asked. */
export function useItems(): readonly ItemView[] {
  const asked = useCatalogue()
  const rows = useRows<HeldItem>('catalogue')
  const organisations = useRows<HeldOrganisation>('organisations')
  const kept = useMemo((): readonly ItemView[] => {
    const names = new Map(organisations?.map(({ code, shortName, name }) => [code, shortName || name]))
    return (
      rows?.map((item) => ({
        ...item,
        coDepartments: [...item.coDepartments],
        leadDepartmentName: names.get(item.leadDepartment) ?? item.leadDepartment,
      })) ?? []
    )
  }, [rows, organisations])
  return asked.length > 0 ? asked : kept
}
