import type { Problems } from '../kernel/problem.ts'

/** Every reason for which the residents' part refuses: HTTP status, Chinese title, English title. */
export const residentProblems = {
  'resident/not-your-role': [403, '您的岗位不能执行此操作', 'Your role may not do this'],
  'resident/unknown': [404, '没有这条居民信息，或不在您的范围内', 'There is no such record in your area'],
  'resident/locked': [423, '该信息已锁定，只作保存', 'The record is locked: it is only kept'],
  'resident/purpose-not-yours': [403, '您的岗位不能以此目的使用', 'Your role may not use this purpose'],
  'resident/purpose-no-search': [403, '该目的不允许检索', 'This purpose does not allow a search'],
  'resident/purpose-not-recorded': [403, '登记时未告知此目的', 'The record was not made for this purpose'],
  'resident/part-not-opened': [403, '该目的不需要这项信息', 'This purpose does not need this part'],
  'resident/consent-missing': [409, '本人未同意或已撤回同意', 'There is no standing consent'],
  'resident/guardian-missing': [
    422,
    '未满十四周岁须由监护人同意',
    'A child under 14 needs the guardian’s consent',
  ],
  'resident/article-missing': [
    422,
    '履行法定职责须写明法律条款',
    'A statutory duty needs its law and article',
  ],
  'resident/assessment-missing': [
    422,
    '敏感个人信息须先有个人信息保护影响评估',
    'Sensitive data need an impact assessment first',
  ],
  'resident/id-number': [422, '身份证号码校验位不正确', 'The check digit of the id number is wrong'],
  'resident/phone': [422, '电话号码格式不正确', 'The phone number is not well formed'],
  'resident/search-key': [422, '请输入完整的身份证号或电话号码', 'Enter a whole id number or phone number'],
  'resident/outside-area': [422, '地址不在您的范围内', 'The place is outside your area'],
  'resident/retention': [
    422,
    '保存期限须在今后十年内',
    'The retention date must lie within the next ten years',
  ],
  'resident/need-too-long': [422, '服务需求最长保存十二个月', 'A need is kept for twelve months at most'],
  'resident/changed-meanwhile': [
    409,
    '信息刚有变动，请刷新后重试',
    'The record changed just now, load it again',
  ],
  'resident/code-wrong': [404, '验证码不正确或已失效', 'The code is wrong or no longer valid'],
  'resident/too-many-tries': [429, '尝试次数过多，请稍后再试', 'Too many tries, come back later'],
  'resident/not-identified': [
    403,
    '请先输入网格员交给您的验证码',
    'Enter the code from your grid member first',
  ],
  'resident/deceased': [409, '登记为已故，请由近亲属提出', 'The person is deceased: a close relative asks'],
  'resident/consent-unknown': [404, '没有这项同意，或已撤回', 'There is no such standing consent'],
  'request/unknown': [404, '没有这项请求', 'There is no such request'],
  'request/decided': [409, '该请求已办结', 'The request has been answered'],
  'request/reason-missing': [
    422,
    '不予办理须写明理由和救济途径',
    'A refusal needs its reason and the remedy',
  ],
  'request/not-relative': [422, '近亲属请求须说明与逝者的关系', 'A relative says how they are related'],
  'protection/not-officer': [
    403,
    '只有个人信息保护负责人可以操作',
    'Only the data protection officer may do this',
  ],
  'protection/own-export': [403, '不能批准自己的导出申请', 'Nobody approves the own export'],
  'protection/export-unknown': [404, '没有这项导出申请', 'There is no such export'],
  'protection/export-state': [409, '该导出申请不能这样处理', 'The export is not in the state for this'],
  'protection/export-cap': [422, '超过单次导出上限 1000 条', 'More than the cap of 1000 rows'],
  'protection/alarm-unknown': [404, '没有这条提醒', 'There is no such alarm'],
  'gate/not-a-gate': [403, '该接入系统不是已登记的门禁', 'This source is not a registered gate'],
  'gate/unknown': [404, '没有这个门禁', 'There is no such gate'],
  'gate/pass-unknown': [404, '没有这个通行凭证', 'There is no such pass'],
  'gate/too-many-passes': [409, '有效的访客码已达 10 个', 'There are ten visitor codes already'],
} as const satisfies Problems<string>

export type ResidentRefusalCode = keyof typeof residentProblems
export interface ResidentRefusal {
  readonly code: ResidentRefusalCode
}
