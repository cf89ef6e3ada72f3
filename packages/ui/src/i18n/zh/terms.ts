import type { CaseStateName, DeadlineName, OrderKind, OrderState, Step } from '@gezhi/core/cases/states'
import type { RequestKind } from '@gezhi/core/cases/case'
import type { TaskKind } from '@gezhi/core/cases/task'
import type { Urgency } from '@gezhi/core/districts/district'
import type { ClockKind } from '@gezhi/core/kernel/calendar'

export const state = {
  DRAFT: '暂存',
  REPORTED: '待受理',
  NEEDS_INFO: '待补正',
  POOLED: '待抢单',
  ASSIGNED: '待签收',
  HANDLING: '处置中',
  JOINT: '联办中',
  ESCALATED: '返单待批',
  TASKFORCE: '区级攻坚',
  SUSPENDED: '挂起',
  TO_VERIFY: '待核查',
  FOLLOW_UP: '待回访',
  TO_ASSESS: '待考评',
  CLOSED: '已结案',
  VOIDED: '已作废',
  MERGED: '已并案',
  TRANSFERRED: '已转办',
} satisfies Record<CaseStateName, string>

export const step = {
  REPORT: '上报',
  DISPATCH: '分拨',
  HANDLE: '处置',
  FEEDBACK: '反馈',
  ASSESS: '考评',
} satisfies Record<Step, string>

export const urgency = {
  GENERAL: '一般',
  IMPORTANT: '重要',
  URGENT: '重要紧急',
} satisfies Record<Urgency, string>

export const orderKind = {
  GRAB: '抢单',
  DISPATCH: '派单',
  SPLIT: '分单',
  JOINT_LEAD: '联单·主办',
  JOINT_CO: '联单·协办',
  TASKFORCE: '攻坚单',
  REWORK: '重办单',
} satisfies Record<OrderKind, string>

export const orderState = {
  PENDING_SIGN: '待签收',
  ACTIVE: '办理中',
  ARRIVED: '已报到',
  DONE: '已办结',
  RETURNED: '已退单',
  RELEASED: '已退出',
  CANCELLED: '已取消',
} satisfies Record<OrderState, string>

export const deadline = {
  D_DRAFT: '草稿保留',
  D_INTAKE: '受理',
  D_INFO: '补正',
  D_GRAB: '抢单窗口',
  D_DISPATCH: '派单',
  D_TOTAL: '全程',
  D_SIGN: '签收',
  D_CONTACT: '首次联系',
  D_ARRIVE: '报到',
  D_HANDLE: '办理',
  D_WARN: '临期预警',
  D_LADDER: '逐级督办',
  D_INBOX: '环节逐级督办',
  D_WHISTLE: '应哨逐级督办',
  D_REQ: '审批申请',
  D_PLAN: '提交方案',
  D_REVIEW: '复查',
  D_VERIFY: '核查',
  D_FOLLOWUP: '回访',
  D_ASSESS: '考评',
  D_REPLY: '督办反馈',
} satisfies Record<DeadlineName, string>

export const clock = { NATURAL: '自然时', DUTY: '工作时', WD24: '工作日' } satisfies Record<ClockKind, string>
export const clockHint = {
  NATURAL: '全天计时',
  DUTY: '只在值守时段计时',
  WD24: '只在工作日计时，节假日顺延',
} satisfies Record<ClockKind, string>
export const clockState = { RUNNING: '计时中', PAUSED: '已暂停', STOPPED: '已停止' }

export const task = {
  ACCEPT: '待受理',
  ANSWER_QUESTION: '待补正',
  GRAB: '待抢单',
  DISPATCH: '待派单',
  SIGN: '待签收',
  HANDLE: '待办结',
  PART: '协办·子单',
  WHISTLE_ANSWER: '待应哨',
  ARRIVE: '待报到',
  CONFIRM_ARRIVAL: '确认报到',
  DECIDE: '待审批',
  CONSENT_LEAD: '主办待同意',
  APPROVE_RETURN_UP: '返单待批',
  PLAN: '待交方案',
  REVIEW: '待复查',
  VERIFY: '待核查',
  FOLLOW_UP: '待回访',
  CO_SIGN: '待会签',
  ASSESS: '待考评',
  REPLY_CARD: '督办待复',
  RATE: '待互评',
  COMPLAINT: '索评待核实',
} satisfies Record<TaskKind, string>

export const requestKind = {
  RETURN: '退单申请',
  EXTENSION: '延期申请',
  SUSPEND: '挂起申请',
  VOID: '作废申请',
  RELEASE: '退出联办申请',
  LEAD_CHANGE: '变更主办',
  RETURN_UP: '返单',
  LOWER_URGENCY: '降级会签',
  EXPLAINED: '解释会签',
  APPEAL: '考评申诉',
  REOPEN: '重办申请',
} satisfies Record<RequestKind, string>

export const requestState = { OPEN: '待审批', APPROVED: '已同意', REJECTED: '已驳回', LAPSED: '已失效' }
export const cardLevel = { ORDINARY: '普通督办', YELLOW: '黄牌督办', RED: '红牌督办' }
export const cardState = { OPEN: '待反馈', REPLIED: '已反馈', CANCELLED: '已取消' }

export const organisationKind = {
  GOVERNMENT: '区领导',
  DISTRICT: '区网格中心',
  STREET: '镇街',
  COMMUNITY: '社区',
  DEPARTMENT: '部门',
  MEDIATION: '调解组织',
  COURT: '法院',
  PROPERTY: '物业企业',
  TEAM: '服务团队',
}
export const gridKind = { BASIC: '基础网格', EXCLUSIVE: '专属网格' }
export const level = {
  L0: '群众',
  L1: '网格',
  L2: '社区',
  L3: '镇街',
  LD: '部门',
  L4: '区级',
  SYSTEM: '系统',
}
