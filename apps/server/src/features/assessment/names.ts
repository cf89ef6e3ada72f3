// Names of the groups of figures, from the register of the district.
import type { FigureGroup } from '@gezhi/core/assessment/figure.view'
import type { DistrictRegister } from '@gezhi/core/districts/register'

/** The name of a code; the key itself where it is none. */
export function nameOf(register: DistrictRegister, groupBy: FigureGroup, key: string): string {
  switch (groupBy) {
    case 'day':
    case 'month':
    case 'urgency':
      return key
    case 'street':
    case 'community':
    case 'org':
      return register.organisations.find(({ code }) => code === key)?.shortName ?? key
    case 'grid':
      return register.grids.find(({ code }) => code === key)?.name ?? key
    case 'category':
      return register.catalogue.find(({ category }) => category === key)?.categoryName ?? key
  }
}
