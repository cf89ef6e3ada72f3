import type { Problems } from '../kernel/problem.ts'

/** What sending and fetching refuses, whatever the kind of command. */
export const SYNC_REFUSALS = [
  'sync/held-back',
  'sync/kind-unknown',
  'sync/version-unknown',
  'sync/version-too-old',
  'sync/body-invalid',
  'sync/post-not-yours',
  'sync/other-session',
  'device/unknown',
  'device/revoked',
  'device/not-yours',
  'device/other-person',
  'device/reason-needed',
] as const
export type SyncRefusalCode = (typeof SYNC_REFUSALS)[number]

export const syncProblems: Problems<SyncRefusalCode> = {
  'sync/held-back': [
    409,
    '同一事项的前一项操作未成功，本操作暂未执行',
    'An earlier command to the same matter did not succeed; this one was not tried',
  ],
  'sync/kind-unknown': [422, '系统不认识这类操作', 'This kind of command is not known here'],
  'sync/version-unknown': [
    409,
    '手机应用比系统新，系统升级后将自动重新发送',
    'The app is newer than the server; it is sent again after the server was updated',
  ],
  'sync/version-too-old': [
    422,
    '该操作由一年前的应用版本生成，请重新填写',
    'This command comes from an app of more than a year ago; enter it again',
  ],
  'sync/body-invalid': [422, '操作内容不符合要求', 'The command does not fit its schema'],
  'sync/post-not-yours': [
    403,
    '您已不担任提交时的岗位，请交由现任岗位人员处理',
    'You no longer hold the post in which this was done; hand it to whoever holds it now',
  ],
  'sync/other-session': [
    401,
    '现在登录的是另一人，本项内容须由本人登录后发送',
    'Somebody else is signed in; this is sent when its author signs in again',
  ],
  'device/unknown': [404, '没有这台设备', 'There is no such device'],
  'device/revoked': [
    403,
    '本设备已被注销，只能送交尚未发送的内容',
    'This device was signed out remotely; it may only deliver what was not sent yet',
  ],
  'device/not-yours': [403, '只能管理本人的设备', 'Only your own devices are yours to manage'],
  'device/other-person': [409, '该设备已登记在他人名下', 'This device is registered to somebody else'],
  'device/reason-needed': [
    422,
    '注销他人的设备须说明原因',
    'Signing out a device of somebody else needs a reason',
  ],
}
