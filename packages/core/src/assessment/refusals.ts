import type { Problems } from '../kernel/problem.ts'

/** Every reason for which assessment refuses: HTTP status, Chinese title, English title. */
export const assessmentProblems = {
  'assessment/not-your-role': [403, '您的岗位不能执行此操作', 'Your role may not do this'],
  'assessment/not-your-score': [
    403,
    '只能查看本人或本单位的考评',
    'Only your own score or that of your organisation',
  ],
  'assessment/own-organisation': [
    403,
    '不能考评或裁定本单位的成绩（职责分离）',
    'Nobody scores or decides for the own organisation (separation of duty)',
  ],
  'assessment/decided-first': [
    403,
    '原考评人不能裁定对其考评的申诉（职责分离）',
    'Who scored first may not decide the appeal (separation of duty)',
  ],
  'assessment/own-appeal': [
    403,
    '申诉人不能裁定自己的申诉（职责分离）',
    'The appellant may not decide the own appeal (separation of duty)',
  ],
  'assessment/no-track': [404, '该岗位或单位不参加月度考评', 'This post or organisation has no scorecard'],
  'assessment/no-score': [404, '没有这份考评', 'There is no such score'],
  'assessment/no-line': [404, '没有这条记分', 'There is no such line'],
  'assessment/no-rule': [422, '没有这个考评规则版本', 'There is no such rule version'],
  'assessment/rule-used': [409, '该月已按此规则结算', 'The month was settled under this rule already'],
  'assessment/month-running': [409, '当月尚未结束，不能结算', 'The month is not over yet'],
  'assessment/month-closed': [409, '该月已结算', 'The month is closed already'],
  'assessment/month-open': [409, '该月尚未结算', 'The month is not closed yet'],
  'assessment/appeal-late': [
    409,
    '已超过五个工作日的申诉期',
    'The five working days for an appeal have passed',
  ],
  'assessment/appealed': [409, '该条记分只能申诉一次', 'A line may be appealed once'],
  'assessment/not-appealable': [409, '更正记分不能再申诉', 'A correction cannot be appealed'],
  'assessment/no-appeal': [404, '没有待裁定的申诉', 'There is no open appeal'],
  'assessment/points-missing': [
    422,
    '申诉成立须写明应得分',
    'An upheld appeal needs the points that are due',
  ],
  'assessment/points-range': [422, '分值超出该项允许的范围', 'The points are outside what the line allows'],
  'assessment/case-missing': [422, '请指明事件', 'Name the case'],
  'assessment/case-unknown': [
    422,
    '没有这个事件，或您无权查看',
    'There is no such case, or it is not yours to see',
  ],
  'assessment/days-missing': [422, '请填写请假工作日数', 'Say how many working days of leave'],
  'assessment/leave-of-post': [422, '请假只适用于个人岗位', 'Leave applies to posts only'],
  'assessment/exempt-already': [409, '该事件已免责', 'The case is exempt already'],
  'assessment/changed-meanwhile': [
    409,
    '考评刚有变动，请刷新后重试',
    'The score changed just now, load it again',
  ],
  'assessment/unknown-adjustment': [422, '规则中没有这项加减分', 'The rule has no such adjustment'],
  'assessment/cap-reached': [409, '该类加减分已达上限', 'Adjustments of this kind have reached their cap'],
  'assessment/evidence-missing': [422, '扣分须附证据或事件', 'A deduction needs evidence or a case'],
} as const satisfies Problems<`assessment/${string}`>

export type AssessmentRefusalCode = keyof typeof assessmentProblems
export interface AssessmentRefusal {
  readonly code: AssessmentRefusalCode
}
