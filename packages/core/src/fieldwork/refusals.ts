import type { Problems } from '../kernel/problem.ts'

/** Every reason for which field tasks refuse: HTTP status, Chinese title, English title. */
export const fieldTaskProblems = {
  'fieldwork/not-your-role': [403, '您的岗位不办理网格任务', 'Your post does no field tasks'],
  'fieldwork/not-your-grid': [403, '该网格不在您的责任范围内', 'The grid is not in your area'],
  'fieldwork/planners-only': [
    403,
    '任务由网格长或社区安排',
    'Field tasks are planned by grid leaders and communities',
  ],
  'fieldwork/planned-already': [409, '该任务已经安排', 'This field task is there already'],
  'fieldwork/over': [409, '该任务已经结束', 'This field task is over'],
  'fieldwork/other-sort': [409, '记录与任务类别不符', 'The record is of another sort than the task'],
  'fieldwork/not-there': [404, '没有这项任务', 'There is no such field task'],
  'fieldwork/not-yours': [403, '只有记录人本人可以补充说明', 'Only who recorded it may add a remark'],
  'fieldwork/not-recorded': [409, '该任务还没有记录', 'This field task has no record yet'],
  'fieldwork/too-many-remarks': [409, '补充说明已达 20 条', 'There are twenty remarks already'],
  'fieldwork/due-in-past': [422, '完成时限不能早于现在', 'A field task cannot be due in the past'],
  'fieldwork/field-missing': [422, '隐患排查须选择排查领域', 'A check needs its public-safety field'],
  'fieldwork/items': [
    422,
    '排查项目与该领域的清单不符，请更新应用后重试',
    'The items are not those of the field’s checklist: update the app and try again',
  ],
  'fieldwork/photo-missing': [422, '有隐患的项目须附照片', 'What was found bad here needs a photo'],
  'fieldwork/leaders-only': [
    403,
    '任务进度由网格长、社区、镇街和区级岗位查看',
    'Progress is for grid leaders, communities, streets and the district',
  ],
  'fieldwork/case-without-finding': [
    422,
    '没有发现隐患的项目不能转为事件',
    'Only what was found bad becomes a case',
  ],
  'fieldwork/personal-number': [
    422,
    '文字中含有电话号码或证件号码，请删除后再提交',
    'The words hold a telephone or identity number: take it out and send again',
  ],
} as const satisfies Problems<`fieldwork/${string}`>

export type FieldTaskRefusalCode = keyof typeof fieldTaskProblems
export interface FieldTaskRefusal {
  readonly code: FieldTaskRefusalCode
}
