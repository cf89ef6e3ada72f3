import type { Problems } from '../kernel/problem.ts'

export type DistrictRefusalCode =
  | 'district/not-imported'
  | 'district/organisation-unknown'
  | 'district/staff-only'

/** HTTP meaning of everything that reading a district's register can refuse. */
export const districtProblems = {
  'district/not-imported': [
    503,
    '区划数据尚未导入',
    'The register of this district has not been imported yet',
  ],
  'district/organisation-unknown': [404, '没有这个组织', 'There is no such organisation'],
  'district/staff-only': [403, '仅工作人员可查看', 'Only staff may see this'],
} as const satisfies Problems<DistrictRefusalCode>
