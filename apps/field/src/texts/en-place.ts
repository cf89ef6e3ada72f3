import type { SameKeys } from '@gezhi/ui/i18n/catalogue'
import type { reportPlace as zh } from './zh-place.ts'

/** Where a report is, when the position alone does not say it. */
export const reportPlace: SameKeys<typeof zh> = {
  reportPlace: {
    near: 'Right here?',
    nearHint: 'One tap puts the place at this building or point.',
    metres: '{name} · {n} m',
    snapped: 'At {name}',
    wrong: 'The position is wrong',
    wrongHint:
      'Choose grid and building from the lists. The centre sees that the place is rough; it never counts against you.',
    right: 'Use the position or the map instead',
    grid: 'In which grid',
    building: 'Which building or point (optional)',
    find: 'Name or initials',
    none: 'No building of this grid is on this device. Write the address below.',
    whole: 'The grid alone: somewhere within {n} m',
  },
}
