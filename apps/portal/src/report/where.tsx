import { GezhiProvider, useGezhi } from '@gezhi/ui/data'
import { useGrids } from '@gezhi/ui/data/reference'
import { PlaceField } from '@gezhi/ui/touch'
import { type ReactNode, useMemo } from 'react'
import { useText } from '../text.ts'
import { centreOf } from './centre.ts'
import type { QuestionProps } from './question-props.ts'

export function WhereQuestion({ draft, update, lack }: QuestionProps): ReactNode {
  const text = useText()
  const gezhi = useGezhi()
  const grids = useGrids()
  const centre = useMemo(() => centreOf(grids), [grids])
  const context = useMemo(() => ({ ...gezhi, centre: centre ?? gezhi.centre }), [gezhi, centre])
  return (
    // A map keeps the middle it began with: it begins anew when the district's is known.
    <GezhiProvider key={String(centre)} value={context}>
      <PlaceField
        hint={text('report:whereHint')}
        error={lack === 'point' ? text('report:lackPoint') : null}
        value={draft}
        onChange={(change) => update(() => change)}
      />
    </GezhiProvider>
  )
}
