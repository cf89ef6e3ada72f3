import type { LonLat } from '@gezhi/core/kernel/geo'

type Bounds = readonly number[]

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/**
 * Where most grids are: the median of their middles. Grids are of equal numbers of people, so this is in the town,
 * while the middle of a district's outline may be on a mountain. Null without grids.
 */
export function centreOf(grids: readonly { readonly bounds: Bounds }[]): LonLat | null {
  if (grids.length === 0) return null
  const middle = (from: number, to: number) =>
    median(grids.map(({ bounds }) => ((bounds[from] ?? 0) + (bounds[to] ?? 0)) / 2))
  return [middle(0, 2), middle(1, 3)]
}
