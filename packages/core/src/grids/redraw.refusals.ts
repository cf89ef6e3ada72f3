import type { Problems } from '../kernel/problem.ts'

/** Every reason for which a redraw of grids refuses: HTTP status, Chinese title, English title. */
export const redrawProblems = {
  'redraw/not-your-role': [403, '您的岗位不能执行此操作', 'Your role may not do this'],
  'redraw/not-your-area': [403, '所涉社区不在您的责任范围内', 'The communities are not all in your area'],
  'redraw/own-proposal': [
    403,
    '提出人不能审批自己的方案（职责分离）',
    'Who proposed may not approve (separation of duty)',
  ],
  'redraw/not-found': [
    404,
    '没有这个调整方案，或您无权查看',
    'There is no such plan, or it is not yours to see',
  ],
  'redraw/not-now': [409, '方案当前状态不能执行此操作', 'Not possible in the state of the plan'],
  'redraw/too-late': [409, '方案已到生效日，不能撤回', 'The day has come: it can be withdrawn no more'],
  'redraw/day': [422, '生效日最早为明天', 'It holds from tomorrow at the earliest'],
  'redraw/findings': [
    422,
    '网格布局有错误，请按清单改正后再提交',
    'The layout has errors: put right what is listed and propose again',
  ],
  'redraw/community-busy': [
    409,
    '所涉社区已有待审批或待生效的方案',
    'Another plan for one of the communities is proposed or approved',
  ],
  'redraw/object-missing': [
    422,
    '20 位编码须给出接收系统的 6 位对象代码',
    'Codes of 20 digits want the six of the receiving system: object',
  ],
  'redraw/nothing-changes': [422, '方案与现有网格没有差别', 'The plan changes nothing'],
} as const satisfies Problems<`redraw/${string}`>
export type RedrawRefusalCode = keyof typeof redrawProblems

/** What the checks of a layout say: weight, Chinese, English. ERROR keeps a plan from being proposed or coming into force. */
export const REDRAW_FINDINGS = {
  gap: ['ERROR', '社区内有未划入任何基础网格的空隙', 'A part of the community is in no basic grid'],
  overlap: ['ERROR', '两个同类网格重叠', 'Two grids of one kind overlap'],
  outside: ['ERROR', '网格超出所属社区', 'A grid leaves its community'],
  broken: [
    'ERROR',
    '网格边界自相交或不是一个完整的面',
    'The boundary of a grid crosses itself or is not one area',
  ],
  'no-outline': ['ERROR', '社区没有边界数据', 'The community has no outline'],
  'code-unknown': ['ERROR', '网格编码不是现行网格', 'The code belongs to no grid in force'],
  'kind-changed': [
    'ERROR',
    '保留编码的网格不能改变类型或社区',
    'A grid that keeps its code keeps kind and community',
  ],
  'community-foreign': [
    'ERROR',
    '网格不属于方案所涉社区',
    'A grid lies in a community that the plan does not name',
  ],
  'same-id': ['ERROR', '两个网格使用同一标识', 'Two grids have the same id'],
  'same-name': ['ERROR', '同一社区内网格重名', 'Two grids of one community have the same name'],
  'codes-used-up': [
    'ERROR',
    '该社区此类网格编码已用完',
    'The community has no code left for this kind of grid',
  ],
  'no-member': ['ERROR', '网格没有网格员', 'The grid has no grid member'],
  'post-unknown': ['ERROR', '岗位不存在或届时已卸任', 'The post is not held on that day'],
  'post-elsewhere': ['ERROR', '岗位不属于该社区', 'The post belongs to another community'],
  'post-left-out': ['WARNING', '岗位不再负责任何网格', 'The post works in no grid any more'],
  large: ['WARNING', '户数超过 600，建议再划分', 'More than 600 households: consider splitting'],
  small: ['WARNING', '户数少于 150，建议合并', 'Fewer than 150 households: consider merging'],
} as const satisfies Readonly<Record<string, readonly ['ERROR' | 'WARNING', zh: string, en: string]>>
export type RedrawFindingCode = keyof typeof REDRAW_FINDINGS

/** One thing that is wrong or doubtful with a plan, and where. */
export interface RedrawFinding {
  readonly code: RedrawFindingCode
  /** Ids of the grids of the plan that it concerns. */
  readonly grids: readonly string[]
  readonly community: string | null
  readonly post: string | null
  /** Longitude, latitude in degrees. */
  readonly place: readonly [number, number] | null
  /** Square metres of a gap, an overlap, a part outside. */
  readonly areaM2: number | null
}

export const finding = (
  code: RedrawFindingCode,
  more: Partial<Omit<RedrawFinding, 'code'>> = {},
): RedrawFinding => ({ code, grids: [], community: null, post: null, place: null, areaM2: null, ...more })

export const isError = ({ code }: Pick<RedrawFinding, 'code'>): boolean =>
  REDRAW_FINDINGS[code][0] === 'ERROR'

export interface RedrawRefusal {
  readonly code: RedrawRefusalCode
  /** With `redraw/findings`. */
  readonly findings?: readonly RedrawFinding[]
  /** With `redraw/community-busy`: the other plan. */
  readonly other?: string
}
