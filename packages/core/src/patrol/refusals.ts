import type { Problems } from '../kernel/problem.ts'

/** Every reason for which patrols and area packs refuse: HTTP status, Chinese title, English title. */
export const patrolProblems = {
  'patrol/no-grids': [403, '您的岗位没有责任网格', 'Your post works in no grid'],
  'patrol/no-part': [
    404,
    '地图分片不存在或不在您的网格内，请重新获取地图清单',
    'No part of your map has this hash: ask for the list of parts again',
  ],
} as const satisfies Problems<`patrol/${string}`>

export type PatrolRefusalCode = keyof typeof patrolProblems
export interface PatrolRefusal {
  readonly code: PatrolRefusalCode
}
