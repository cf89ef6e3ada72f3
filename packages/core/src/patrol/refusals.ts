import type { Problems } from '../kernel/problem.ts'

/** Every reason for which patrols and area packs refuse: HTTP status, Chinese title, English title. */
export const patrolProblems = {
  'patrol/no-grids': [403, '您的岗位没有责任网格', 'Your post works in no grid'],
  'patrol/no-part': [
    404,
    '地图分片不存在或不在您的网格内，请重新获取地图清单',
    'No part of your map has this hash: ask for the list of parts again',
  ],
  'patrol/not-your-role': [403, '您的岗位不开展巡查', 'Your post does not patrol'],
  'patrol/not-your-grid': [403, '该网格不在您的责任范围内', 'The grid is not in your area'],
  'patrol/no-grid': [404, '没有这个网格，或您无权查看', 'There is no such grid, or it is not yours to see'],
  'patrol/recorded-already': [409, '这次巡查已经记录', 'This patrol is recorded already'],
  'patrol/times': [
    422,
    '巡查的起止时间不成立，请检查设备时钟',
    'The patrol cannot have begun and ended then: look at the clock of the device',
  ],
  'patrol/outside': [
    422,
    '有点位的时间不在巡查期间，未记录',
    'A point was visited outside the patrol: not recorded',
  ],
  'patrol/no-photo': [422, '拍照到点须附照片', 'A point that was photographed needs its photo'],
  'patrol/streets': [422, '走过的长度超过街道长度', 'More of a street was walked than there is'],
  'patrol/point-twice': [422, '同一点位只记一次', 'A point counts once in a patrol'],
  'patrol/not-recorded': [404, '没有这次巡查', 'There is no such patrol'],
  'patrol/not-yours': [403, '只有巡查人本人可以补充说明', 'Only who patrolled may add a note'],
  'patrol/too-many-notes': [409, '说明已达 20 条', 'There are twenty notes already'],
  'patrol/leaders-only': [
    403,
    '巡查覆盖情况由社区、镇街和区级岗位查看',
    'Coverage is for posts of communities, streets and the district',
  ],
} as const satisfies Problems<`patrol/${string}`>

export type PatrolRefusalCode = keyof typeof patrolProblems
export interface PatrolRefusal {
  readonly code: PatrolRefusalCode
}
