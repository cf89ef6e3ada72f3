// Names of the groups of figures, from the register of the district.
import type { FigureGroup } from '@gezhi/core/assessment/figure.view'
import type { WholeRegister } from '../../kernel/district.ts'

/** The name of a code; the key itself where it is none. */
export function nameOf(register: WholeRegister, groupBy: FigureGroup, key: string): string {
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
      // Figures of a grid that was redrawn stay, and so does its name.
      return (
        [...register.grids, ...(register.retired?.grids ?? [])].find(({ code }) => code === key)?.name ?? key
      )
    case 'category':
      return register.catalogue.find(({ category }) => category === key)?.categoryName ?? key
  }
}
