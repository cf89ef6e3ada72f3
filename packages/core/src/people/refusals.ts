import type { Problems } from '../kernel/problem.ts'

/** What sign-in and the administration of posts refuse, each with its one HTTP meaning. */
export const PEOPLE_REFUSALS = [
  'people/not-admin',
  'people/not-auditor',
  'people/post-unknown',
  'people/post-exists',
  'people/post-ended',
  'people/post-not-yours',
  'people/person-unknown',
  'people/account-unknown',
  'people/username-taken',
  'people/organisation-unknown',
  'people/area-missing',
  'people/period',
  'people/delegation-unknown',
  'people/own-post',
  'people/no-post',
  'people/access-key',
] as const
export type PeopleRefusalCode = (typeof PEOPLE_REFUSALS)[number]

export const peopleProblems: Problems<PeopleRefusalCode> = {
  'people/not-admin': [403, '只有系统管理员可以操作', 'Only an administrator may do this'],
  'people/not-auditor': [403, '只有审计员可以查看', 'Only the auditor may read this'],
  'people/post-unknown': [404, '没有这个岗位', 'There is no such post'],
  'people/post-exists': [409, '岗位编码已被使用', 'The post code is in use'],
  'people/post-ended': [409, '该岗位已经终止', 'The post has ended'],
  'people/post-not-yours': [403, '您不担任该岗位', 'You do not hold this post'],
  'people/person-unknown': [404, '人员名册中没有此人', 'The staff register has no such person'],
  'people/account-unknown': [404, '该人员还没有登录账号', 'This person has no account yet'],
  'people/username-taken': [409, '账号名已被使用', 'The user name is in use'],
  'people/organisation-unknown': [422, '没有这个单位', 'There is no such organisation'],
  'people/area-missing': [
    422,
    '该角色必须指定所辖镇街、社区或网格',
    'This role needs its street, community or grids',
  ],
  'people/period': [422, '结束时间必须晚于开始时间', 'The end must be after the beginning'],
  'people/delegation-unknown': [404, '没有这项委托', 'There is no such delegation'],
  'people/own-post': [409, '不能终止自己正在使用的岗位', 'You cannot end the post you act in'],
  'people/no-post': [
    403,
    '您目前没有在任岗位，请联系管理员',
    'You hold no post at present, ask the administrator',
  ],
  'people/access-key': [422, '查询码格式不正确', 'The access key is not well formed'],
}
