import type { Channel, DeliveryState } from '@gezhi/core/notices/notice.api'

/** One line of the inbox; headings come from the core, where messages that leave the house are written too. */
export const noticeLine = {
  TASK: '{task}',
  DUE_SOON: '{deadline}时限将到',
  MISSED: '{deadline}已超时',
  CARD: '{org}收到{level}',
  CALL: '重要紧急工单逾期未签收，请立即电话联系承办人',
  PAGE: '重要紧急事件超过办理时限，请值班领导介入',
  'PROPOSAL.TASKFORCE': '建议成立区级攻坚专班',
  'PROPOSAL.RETURN_UP': '两次重办，建议返单由区级处理',
  URGED: '有人催办',
  INSTRUCTED: '有领导批示',
  DECIDED: '{request}{answer}',
  'FEEDBACK.ACCEPTED': '您上报的事件已受理',
  'FEEDBACK.RESULT': '您上报的事件已办结，请看结果',
  'FEEDBACK.VOIDED': '您上报的事件未予受理，请看原因',
  'FEEDBACK.TRANSFERRED': '您上报的事件已转其他法定途径',
  'FEEDBACK.CLOSED': '您上报的事件已结案',
  QUESTION: '请补充情况',
  many: '{n} 件 · {line}',
}
export const noticeAnswer = {
  APPROVED: '已同意',
  REJECTED: '已驳回',
  REPLIED: '已反馈',
  CANCELLED: '已取消',
}
export const notice = {
  title: '通知',
  bell: '通知，{n} 条未读',
  bellUrgent: '通知，{n} 条未读，其中 {urgent} 条重要紧急',
  unread: '未读',
  all: '全部',
  readAll: '全部标为已读',
  empty: '没有未读通知',
  emptyAll: '还没有通知',
  emptyBody: '新待办、临期、超时、督办和您的申请结果会通知到这里。',
  settled: '已处理',
  expand: '展开 {n} 件',
  collapse: '收起',
  older: '更早的通知',
  moreCases: '另有 {n} 件',
  told: '已通知',
  toldNone: '尚未通知任何人。',
  toldTo: '{org} {role} {n} 人',
  toldReporter: '上报人',
  toldRead: '{n} 人已读',
  cardRule: '{deadline}超时，系统按规则发出',
  cardRework: '第二次重办，系统按规则发出',
  inbox: '站内',
  card: '督办',
}
export const channel = {
  PUSH: '浏览器推送',
  WECOM: '企业微信',
  DINGTALK: '钉钉',
  SMS: '短信',
} satisfies Record<Channel, string>
export const deliveryState = {
  WAITING: '待发送',
  DELIVERED: '已送达',
  FAILED: '未送达',
} satisfies Record<DeliveryState, string>
