// The workflow of the case as one readable value: 72 rows of domain specification §2.4 (E00–E68), and rows with a letter
// where one row of the table needs two steps or two issuers. Guards and plans are named functions; screens, tests and
// docs/generated/workflow.md read this same value.
import { DISTRICT_ROLES, type Role } from '../people/roles.ts'
import type { CommandType } from './commands.ts'
import type { ClockRule, LimitName, MoveRule, Subject, Transition } from './context.ts'
import * as g from './guards.ts'
import * as o from './guards.orders.ts'
import * as a from './plans.aside.ts'
import * as d from './plans.dispatch.ts'
import * as x from './plans.expiry.ts'
import * as f from './plans.feedback.ts'
import * as h from './plans.hard.ts'
import * as j from './plans.joint.ts'
import * as parts from './plans.parts.ts'
import * as l from './plans.ladder.ts'
import * as m from './plans.merge.ts'
import * as u from './plans.followup.ts'
import * as r from './plans.report.ts'
import { ACTIVE_STATES, CASE_STATES, type CaseStateName, type DeadlineName } from './states.ts'

const start = (name: DeadlineName, of?: Subject, limit?: LimitName): ClockRule => ({
  op: 'start',
  name,
  ...(of && { of }),
  ...(limit && { limit }),
})
const stop = (name: DeadlineName, of?: Subject): ClockRule => ({ op: 'stop', name, ...(of && { of }) })
const pause = (name: DeadlineName): ClockRule => ({ op: 'pause', name })
const pauseUnlessUrgent = (name: DeadlineName): ClockRule => ({ op: 'pauseUnlessUrgent', name })
const resume = (name: DeadlineName): ClockRule => ({ op: 'resume', name })
const move = (name: DeadlineName, by: MoveRule): ClockRule => ({ op: 'move', name, by })
const stopAll: readonly ClockRule[] = [{ op: 'stopAll' }]

/** Rows differ in their command's type; the list forgets it, and `decide` narrows by `command.type` again. */
const row = <T extends CommandType>(transition: Transition<T>): Transition => transition

const STREET: readonly Role[] = ['STREET_DISPATCHER', 'STREET_HANDLER', 'STREET_LEADER']
const DEPARTMENT: readonly Role[] = ['DEPT_DISPATCHER', 'DEPT_HANDLER', 'DEPT_LEADER']
const GRID: readonly Role[] = ['GRID_MEMBER', 'GRID_LEADER', 'GRID_SUPPORT']
const STAFF: readonly Role[] = [...GRID, 'COMMUNITY_OPERATOR', ...STREET, ...DEPARTMENT, ...DISTRICT_ROLES]
const REPORTERS: readonly Role[] = ['RESIDENT', 'VOLUNTEER', ...GRID, 'COMMUNITY_OPERATOR']
const VERIFIERS: readonly Role[] = ['GRID_MEMBER', 'COMMUNITY_OPERATOR', 'DISTRICT_OPERATOR']
const WORKING: readonly CaseStateName[] = ['HANDLING', 'JOINT', 'TASKFORCE']
const OPEN = ACTIVE_STATES
const ANY = CASE_STATES
const verifying = [g.verifierIsNotHandler, g.inArea, g.sampledFromOutside, g.dutyOfficerTurn]

// oxfmt-ignore
export const TRANSITIONS: readonly Transition[] = [
  // ① 上报
  row({ id: 'E00', from: ['NEW', 'DRAFT'], command: 'saveDraft', zh: '暂存', en: 'Save draft', by: REPORTERS, guards: [g.ownDraft], checks: [], to: 'DRAFT', clocks: [start('D_DRAFT')], decide: r.saveDraft }),
  row({ id: 'E00a', from: ['DRAFT'], command: 'expire', expires: ['D_DRAFT'], zh: '草稿到期清除', en: 'Draft expired', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: 'VOIDED', clocks: stopAll, decide: x.discardDraft }),
  row({ id: 'E01', from: ['NEW', 'DRAFT'], command: 'report', zh: '上报', en: 'Report', by: REPORTERS, guards: [g.ownDraft], checks: [r.textOrVoice, r.photoOrReason, r.knownItem, r.itemInForce, u.relatedIsOwn], to: 'REPORTED', clocks: [stop('D_DRAFT'), start('D_INTAKE')], decide: r.report }),
  row({ id: 'E02', from: ['NEW'], command: 'ingest', zh: '系统接入', en: 'Ingest', by: ['SYSTEM'], guards: [g.sourceRegistered], checks: [r.knownItem, r.itemInForce], to: 'REPORTED', clocks: [start('D_INTAKE')], decide: r.ingest }),
  row({ id: 'E03', from: ['NEW', 'DRAFT'], command: 'selfHandle', zh: '即办即结', en: 'Self-handle', by: ['GRID_MEMBER', 'GRID_LEADER'], guards: [g.ownDraft], checks: [r.selfHandleItem, r.itemInForce, r.generalMatter, r.beforeAndAfter, r.resultSaysSomething, r.insideDistrict], to: 'TO_VERIFY', clocks: [stop('D_DRAFT'), start('D_VERIFY')], decide: r.selfHandle }),
  row({ id: 'E04', from: ['REPORTED'], command: 'accept', zh: '受理立案', en: 'Accept', by: ['DISTRICT_OPERATOR', 'SYSTEM'], guards: [g.locationKnown, g.unlikeOthersNearby], checks: [r.acceptItem, r.acceptItemInForce, r.acceptGrid], to: 'POOLED', clocks: [stop('D_INTAKE'), start('D_GRAB'), start('D_TOTAL')], decide: r.accept }),
  row({ id: 'E05', from: ['REPORTED'], command: 'requestInfo', zh: '退回补正', en: 'Ask for more', by: ['DISTRICT_OPERATOR', 'STREET_DISPATCHER'], guards: [g.inArea, g.notUrgent, g.infoNotAskedBefore], checks: [], to: 'NEEDS_INFO', clocks: [pause('D_INTAKE'), start('D_INFO')], decide: r.requestInfo }),
  row({ id: 'E06', from: ['NEEDS_INFO'], command: 'supplement', zh: '补正', en: 'Supplement', by: ['REPORTER'], guards: [g.originalReporter], checks: [r.somethingSupplied], to: 'REPORTED', clocks: [stop('D_INFO'), start('D_INTAKE')], decide: r.supplement }),
  row({ id: 'E07', from: ['NEEDS_INFO'], command: 'expire', expires: ['D_INFO'], zh: '补正超期', en: 'No information came', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: 'VOIDED', clocks: stopAll, decide: x.voidForNoInfo }),
  row({ id: 'E08', from: ['REPORTED', 'NEEDS_INFO', 'POOLED'], command: 'withdraw', zh: '撤回', en: 'Withdraw', by: ['REPORTER'], guards: [g.originalReporter, g.notUrgent], checks: [], to: 'VOIDED', clocks: stopAll, decide: r.withdraw }),
  row({ id: 'E09', from: ['REPORTED', 'POOLED'], command: 'void', zh: '作废', en: 'Void', by: ['DISTRICT_OPERATOR'], guards: [], checks: [], to: 'VOIDED', clocks: stopAll, decide: r.voidCase }),
  // ② 分拨
  row({ id: 'E10', from: ['POOLED'], command: 'grab', zh: '抢单', en: 'Grab', by: ['STREET_DISPATCHER'], guards: [g.inArea, o.notYetOrdered], checks: [], to: 'HANDLING', clocks: [stop('D_GRAB'), stop('D_DISPATCH'), start('D_CONTACT'), start('D_HANDLE')], decide: d.grab }),
  row({ id: 'E11', from: ['POOLED'], command: 'expire', expires: ['D_GRAB'], zh: '抢单窗口关闭', en: 'Grab window closed', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: 'POOLED', clocks: [stop('D_GRAB'), start('D_DISPATCH')], decide: x.closeGrabWindow }),
  row({ id: 'E12', from: ['POOLED'], command: 'dispatch', zh: '派单', en: 'Dispatch', by: ['DISTRICT_DISPATCHER', 'SYSTEM'], guards: [o.windowClosedOrUrgent, o.notYetOrdered], checks: [d.activeTarget, d.targetTakesOrders], to: 'ASSIGNED', clocks: [stop('D_GRAB'), stop('D_DISPATCH'), start('D_SIGN', 'order'), start('D_HANDLE')], decide: d.dispatch }),
  row({ id: 'E13', from: ['ASSIGNED'], command: 'sign', zh: '签收', en: 'Sign', by: ['STREET_DISPATCHER', 'DEPT_DISPATCHER'], guards: [o.ownLeadOrder], checks: [d.namesLead], to: 'HANDLING', clocks: [stop('D_SIGN', 'order'), start('D_CONTACT')], decide: d.sign }),
  row({ id: 'E13a', from: WORKING, command: 'contactReporter', zh: '首次联系诉求人', en: 'Contact the reporter', by: ['STREET_HANDLER', 'STREET_DISPATCHER', 'STREET_LEADER', 'DEPT_HANDLER', 'DEPT_DISPATCHER', 'DEPT_LEADER'], guards: [o.ownCharge, g.contactable], checks: [], to: '=', clocks: [], decide: d.contactReporter }),
  row({ id: 'E13b', from: ['HANDLING', 'JOINT'], command: 'sign', zh: '签收子单', en: 'Sign a split order', by: ['COMMUNITY_OPERATOR', 'GRID_MEMBER', 'GRID_LEADER'], guards: [o.hasPartToSign], checks: [d.namesPartToSign], to: '=', clocks: [stop('D_SIGN', 'order')], decide: d.signPart }),
  row({ id: 'E14', from: ['ASSIGNED'], command: 'expire', expires: ['D_SIGN'], zh: '逾期视为签收', en: 'Counts as signed', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: 'HANDLING', clocks: [stop('D_SIGN', 'order'), start('D_CONTACT')], decide: x.signByTime }),
  row({ id: 'E15', from: ['ASSIGNED', 'HANDLING'], command: 'requestReturn', zh: '退单申请', en: 'Ask to return', by: ['STREET_DISPATCHER', 'DEPT_DISPATCHER'], guards: [o.ownLeadOrder, g.notUrgent, g.withinReturnWindow, g.notDesignated, g.firstReturnByOrganisation, g.noRequestOpen('RETURN')], checks: [d.suggestedTarget], to: '=', clocks: [start('D_REQ', 'request')], decide: d.requestReturn }),
  row({ id: 'E16', from: ['ASSIGNED', 'HANDLING'], command: 'approveReturn', zh: '同意退单', en: 'Approve the return', by: ['DISTRICT_DISPATCHER'], guards: [g.requestOpen('RETURN'), g.notOwnRequest('RETURN'), g.returnedLessThanTwice], checks: [], to: 'POOLED', clocks: [stop('D_REQ', 'request'), stop('D_SIGN', 'every'), stop('D_HANDLE'), start('D_DISPATCH')], decide: d.approveReturn }),
  row({ id: 'E17', from: ['ASSIGNED', 'HANDLING'], command: 'rejectReturn', zh: '驳回退单', en: 'Reject the return', by: ['DISTRICT_DISPATCHER'], guards: [g.requestOpen('RETURN'), g.notOwnRequest('RETURN')], checks: [], to: '=', clocks: [stop('D_REQ', 'request')], decide: d.rejectReturn }),
  row({ id: 'E18', from: ['POOLED', 'ASSIGNED', 'HANDLING'], command: 'designate', zh: '指定承办', en: 'Designate', by: ['DISTRICT_SUPERVISOR'], guards: [g.returnedTwiceOrDisputed, g.notOwnRequest('RETURN')], checks: [d.activeTarget, d.targetTakesOrders], to: 'ASSIGNED', clocks: [stop('D_GRAB'), stop('D_DISPATCH'), stop('D_SIGN', 'every'), stop('D_REQ', 'request'), start('D_SIGN', 'order'), start('D_HANDLE')], decide: d.designate }),
  // ③ 处置
  row({ id: 'E19', from: ['HANDLING'], command: 'split', zh: '分单', en: 'Split', by: ['STREET_DISPATCHER', 'STREET_LEADER'], guards: [o.streetInCharge, g.notUrgent], checks: [d.leaderSplitsImportant, d.delegableItem, d.belowStreet, d.childDueAhead, d.childWithinParent], to: '=', clocks: [start('D_SIGN', 'order'), start('D_HANDLE', 'order', 'child')], decide: d.split }),
  row({ id: 'E20', from: ['HANDLING', 'JOINT'], command: 'reassign', zh: '内部改派', en: 'Reassign', by: ['STREET_DISPATCHER', 'DEPT_DISPATCHER'], guards: [g.takesPart], checks: [d.ownOrderToReassign, d.postOfSameOrganisation, d.otherPost], to: '=', clocks: [], decide: d.reassign }),
  row({ id: 'E21', from: ['HANDLING'], command: 'whistle', zh: '吹哨·联单', en: 'Whistle', by: ['STREET_LEADER', 'STREET_DISPATCHER'], guards: [o.streetInCharge, o.whistleRight], checks: [j.justified, j.departmentsOnly, j.eachUnitOnce, j.dependsOnKnownUnit, j.noCircleOfUnits], to: 'JOINT', clocks: [start('D_SIGN', 'orders', 'whistleAnswer'), start('D_ARRIVE', 'orders', 'whistleArrive'), move('D_HANDLE', 'whistle')], decide: j.whistle }),
  row({ id: 'E21a', from: ['HANDLING'], command: 'formJoint', zh: '区级组织联办', en: 'Form a joint handling', by: ['DISTRICT_DISPATCHER'], guards: [o.departmentInCharge], checks: [j.departmentsOnly, j.eachUnitOnce, j.dependsOnKnownUnit, j.noCircleOfUnits], to: 'JOINT', clocks: [start('D_SIGN', 'orders', 'whistleAnswer'), start('D_ARRIVE', 'orders', 'whistleArrive')], decide: j.formJoint }),
  row({ id: 'E22', from: ['JOINT'], command: 'answer', zh: '应哨', en: 'Answer the whistle', by: ['DEPT_DISPATCHER'], guards: [o.unitToAnswer], checks: [j.namesOwnUnit], to: '=', clocks: [stop('D_SIGN', 'order')], decide: j.answer }),
  row({ id: 'E23', from: ['JOINT'], command: 'arrive', zh: '报到', en: 'Arrive', by: ['DEPT_HANDLER'], guards: [o.unitToArrive], checks: [j.namesOwnUnit], to: '=', clocks: [stop('D_SIGN', 'order'), stop('D_ARRIVE', 'order')], decide: j.arrive }),
  row({ id: 'E23a', from: ['JOINT'], command: 'confirmArrival', zh: '确认报到', en: 'Confirm the arrival', by: ['STREET_LEADER', 'STREET_DISPATCHER', 'DISTRICT_DISPATCHER'], guards: [o.coordinatesOrDistrict, o.arrivalPending], checks: [j.arrivalOfOrder], to: '=', clocks: [], decide: j.confirmArrival }),
  row({ id: 'E24', from: ['JOINT'], command: 'expire', expires: ['D_SIGN', 'D_ARRIVE'], zh: '未应哨/未报到', en: 'Whistle not answered', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [], decide: x.missUnit }),
  row({ id: 'E24a', from: ['HANDLING'], command: 'expire', expires: ['D_SIGN'], zh: '子单逾期视为签收', en: 'Split order counts as signed', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [stop('D_SIGN', 'order')], decide: x.missUnit }),
  row({ id: 'E25', from: ['JOINT'], command: 'adjustUnits', zh: '增减协办/变更主办', en: 'Change units', by: ['STREET_LEADER', 'DISTRICT_DISPATCHER'], guards: [o.coordinatesOrDistrict], checks: [j.somethingAdjusted, j.departmentsOnly, j.eachUnitOnce, j.dependsOnKnownUnit, j.noCircleOfUnits, j.releaseOfUnit, j.leadStays, j.newLeadIsUnit, j.leadNotAskedYet], to: '=', clocks: [start('D_SIGN', 'orders', 'whistleAnswer'), start('D_ARRIVE', 'orders', 'whistleArrive')], decide: j.adjustUnits }),
  row({ id: 'E25a', from: ['JOINT'], command: 'consentLead', zh: '同意主办', en: 'Consent to lead', by: ['DEPT_DISPATCHER'], guards: [g.requestOpen('LEAD_CHANGE'), g.leadChangeIsMine], checks: [], to: '=', clocks: [stop('D_REQ', 'request')], decide: j.consentLead }),
  row({ id: 'E25b', from: ['JOINT'], command: 'requestRelease', zh: '申请退出联办', en: 'Ask for release', by: ['DEPT_DISPATCHER'], guards: [o.hasOwnUnit, o.hasArrived, g.noRequestOpen('RELEASE')], checks: [j.notLead], to: '=', clocks: [start('D_REQ', 'request')], decide: j.requestRelease }),
  row({ id: 'E25c', from: ['JOINT'], command: 'rejectRequest', zh: '驳回退出', en: 'Reject the release', by: ['STREET_LEADER', 'DISTRICT_DISPATCHER'], guards: [o.coordinatesOrDistrict], checks: [h.requestToReject, h.streetsRequest, h.notOwnToReject], to: '=', clocks: [stop('D_REQ', 'request')], decide: h.rejectRequest }),
  row({ id: 'E26', from: ['HANDLING', 'JOINT'], command: 'completePart', zh: '协办/子单办结', en: 'Complete the part', by: ['DEPT_HANDLER', 'STREET_HANDLER', 'COMMUNITY_OPERATOR', 'GRID_MEMBER'], guards: [o.hasOwnPart], checks: [parts.partIsMine, parts.partHasArrived, parts.partMayGo, parts.partEvidence], to: '=', clocks: [stop('D_HANDLE', 'order')], decide: parts.completePart }),
  row({ id: 'E27', from: ['HANDLING', 'JOINT'], command: 'returnUp', zh: '返单', en: 'Return up', by: ['STREET_LEADER'], guards: [o.streetInCharge, g.beforeHandleDue, g.noRequestOpen('RETURN_UP')], checks: [h.whistleTriedOrExempt], to: 'ESCALATED', clocks: [pauseUnlessUrgent('D_HANDLE'), start('D_REQ', 'request')], decide: h.returnUp }),
  row({ id: 'E27a', from: ['HANDLING', 'JOINT'], command: 'escalate', zh: '提级', en: 'Escalate', by: ['DISTRICT_SUPERVISOR'], guards: [g.causeToEscalate], checks: [], to: 'ESCALATED', clocks: [pauseUnlessUrgent('D_HANDLE'), start('D_REQ', 'request')], decide: h.escalate }),
  row({ id: 'E28', from: ['ESCALATED'], command: 'approveReturnUp', zh: '批准返单·领导包案', en: 'Form a task force', by: ['DISTRICT_LEADER'], guards: [g.requestOpen('RETURN_UP'), g.notOwnRequest('RETURN_UP')], checks: [h.leadDepartmentActive, h.planAhead, h.planWithinLimit], to: 'TASKFORCE', clocks: [stop('D_REQ', 'request'), start('D_PLAN'), start('D_CONTACT'), start('D_HANDLE', undefined, 'taskforce')], decide: h.approveReturnUp }),
  row({ id: 'E29', from: ['ESCALATED'], command: 'rejectReturnUp', zh: '驳回返单', en: 'Reject the return-up', by: ['DISTRICT_LEADER', 'DISTRICT_SUPERVISOR'], guards: [g.requestOpen('RETURN_UP'), g.notOwnRequest('RETURN_UP')], checks: [], to: 'previous', clocks: [stop('D_REQ', 'request'), resume('D_HANDLE')], decide: h.rejectReturnUp }),
  row({ id: 'E30', from: ['TASKFORCE'], command: 'submitPlan', zh: '提交攻坚方案', en: 'Submit the plan', by: ['DEPT_LEADER'], guards: [o.ownLeadOrder], checks: [], to: '=', clocks: [stop('D_PLAN')], decide: h.submitPlan }),
  row({ id: 'E31', from: ['TASKFORCE'], command: 'ledger', zh: '挂账', en: 'Put on the ledger', by: ['DISTRICT_LEADER'], guards: [], checks: [], to: 'SUSPENDED', clocks: [pause('D_HANDLE'), start('D_REVIEW', undefined, 'ledgerReview')], decide: h.ledger }),
  row({ id: 'E32', from: WORKING, command: 'requestExtension', zh: '延期申请', en: 'Ask for an extension', by: ['STREET_LEADER', 'DEPT_LEADER'], guards: [o.ownCharge, g.beforeHandleDue, g.notUrgent, g.extensionLeft, g.noRequestOpen('EXTENSION')], checks: [h.extensionAhead, h.extensionWithinCap], to: '=', clocks: [start('D_REQ', 'request')], decide: h.requestExtension }),
  row({ id: 'E33', from: WORKING, command: 'approveExtension', zh: '批准延期', en: 'Approve the extension', by: ['DISTRICT_SUPERVISOR'], guards: [g.requestOpen('EXTENSION'), g.notOwnRequest('EXTENSION')], checks: [], to: '=', clocks: [stop('D_REQ', 'request'), move('D_HANDLE', 'extension')], decide: h.approveExtension }),
  row({ id: 'E34', from: WORKING, command: 'requestSuspend', zh: '挂起申请', en: 'Ask for suspension', by: ['STREET_LEADER', 'DEPT_LEADER'], guards: [o.ownCharge, g.suspensionLeft, g.noRequestOpen('SUSPEND')], checks: [h.hazardControlled], to: '=', clocks: [start('D_REQ', 'request')], decide: h.requestSuspend }),
  row({ id: 'E35', from: WORKING, command: 'approveSuspend', zh: '批准挂起', en: 'Approve the suspension', by: ['DISTRICT_SUPERVISOR'], guards: [g.requestOpen('SUSPEND'), g.notOwnRequest('SUSPEND'), g.suspensionLeft], checks: [h.reviewAhead, h.reviewWithinLimit], to: 'SUSPENDED', clocks: [stop('D_REQ', 'request'), pause('D_HANDLE'), start('D_REVIEW', undefined, 'review')], decide: h.approveSuspend }),
  row({ id: 'E36', from: WORKING, command: 'rejectRequest', zh: '驳回延期/挂起', en: 'Reject the request', by: ['DISTRICT_SUPERVISOR'], guards: [], checks: [h.requestToReject, h.supervisorsRequest, h.notOwnToReject], to: '=', clocks: [stop('D_REQ', 'request')], decide: h.rejectRequest }),
  row({ id: 'E36a', from: OPEN.filter((state) => !WORKING.includes(state)), command: 'rejectRequest', zh: '驳回申请', en: 'Reject the request', by: ['DISTRICT_SUPERVISOR'], guards: [], checks: [h.requestToReject, h.supervisorsRequest, h.notOwnToReject], to: '=', clocks: [stop('D_REQ', 'request')], decide: h.rejectRequest }),
  row({ id: 'E37', from: ['SUSPENDED'], command: 'resume', zh: '恢复', en: 'Resume', by: ['STREET_LEADER', 'STREET_DISPATCHER', 'DEPT_LEADER', 'DEPT_DISPATCHER', 'DISTRICT_SUPERVISOR'], guards: [o.ownChargeOrSupervisor], checks: [], to: 'previous', clocks: [stop('D_REVIEW'), resume('D_HANDLE')], decide: h.resume }),
  row({ id: 'E37a', from: ['SUSPENDED'], command: 'expire', expires: ['D_REVIEW'], zh: '复查到期恢复', en: 'Review date reached', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: 'previous', clocks: [stop('D_REVIEW'), resume('D_HANDLE')], decide: x.resumeByReview }),
  // ④ 反馈
  row({ id: 'E38', from: WORKING, command: 'submitResult', zh: '办结反馈', en: 'Submit the result', by: ['STREET_HANDLER', 'DEPT_HANDLER'], guards: [o.ownLeadOrder], checks: [f.partsDone, f.leadHasArrived, f.reporterContacted, f.resultEvidence, f.saysWhatWasDone, f.notTheReportAgain, f.namesWhom], to: 'TO_VERIFY', clocks: [stop('D_CONTACT'), stop('D_HANDLE'), stop('D_PLAN'), start('D_VERIFY')], decide: f.submitResult }),
  row({ id: 'E39', from: ['TO_VERIFY'], command: 'verifyPass', zh: '核查通过', en: 'Pass', by: [...VERIFIERS, 'STREET_DISPATCHER'], guards: [...verifying, g.contactable], checks: [f.placeFitsOrReason, f.onTheSpotOrReason], to: 'FOLLOW_UP', clocks: [stop('D_VERIFY'), start('D_FOLLOWUP')], decide: f.verifyPass }),
  row({ id: 'E40', from: ['TO_VERIFY'], command: 'verifyPassNoContact', zh: '核查通过(无回访对象)', en: 'Pass, nobody to follow up', by: [...VERIFIERS, 'STREET_DISPATCHER'], guards: [...verifying, g.notContactable], checks: [f.placeFitsOrReason, f.onTheSpotOrReason], to: 'TO_ASSESS', clocks: [stop('D_VERIFY'), start('D_ASSESS')], decide: f.verifyPass }),
  row({ id: 'E41', from: ['TO_VERIFY'], command: 'verifyFail', zh: '核查退回重办', en: 'Fail, redo', by: [...VERIFIERS, 'STREET_DISPATCHER'], guards: verifying, checks: [f.placeFitsOrReason, f.onTheSpotOrReason], to: 'HANDLING', clocks: [stop('D_VERIFY'), start('D_HANDLE', undefined, 'rework')], decide: f.verifyFail }),
  row({ id: 'E42', from: ['TO_VERIFY'], command: 'expire', expires: ['D_VERIFY'], zh: '核查超期', en: 'Verification overdue', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [stop('D_VERIFY')], decide: x.missVerification }),
  row({ id: 'E43', from: ['FOLLOW_UP'], command: 'recordSatisfied', zh: '回访满意', en: 'Satisfied', by: ['DISTRICT_OPERATOR', 'REPORTER', 'RESIDENT'], guards: [u.answersForReporter, u.notAnsweredUnlessCentre], checks: [], to: 'TO_ASSESS', clocks: [stop('D_FOLLOWUP'), start('D_ASSESS')], decide: f.recordSatisfied }),
  row({ id: 'E43a', from: ['FOLLOW_UP'], command: 'tryFollowUp', zh: '回访未接通', en: 'Follow-up not reached', by: ['DISTRICT_OPERATOR'], guards: [u.callsLeft], checks: [], to: '=', clocks: [], decide: f.tryFollowUp }),
  row({ id: 'E43b', from: ['FOLLOW_UP'], command: 'sendFollowUpLink', zh: '发送回访链接', en: 'Send the follow-up link', by: ['DISTRICT_OPERATOR'], guards: [u.noOpenLink], checks: [], to: '=', clocks: [], decide: u.sendFollowUpLink }),
  row({ id: 'E43c', from: ['FOLLOW_UP'], command: 'recordDissatisfied', zh: '诉求人不满意', en: 'Not satisfied', by: ['REPORTER', 'RESIDENT'], guards: [u.answersForReporter, u.notAnswered], checks: [], to: '=', clocks: [], decide: u.recordDissatisfied }),
  row({ id: 'E43d', from: [...OPEN, 'CLOSED'], command: 'complainSolicited', zh: '反映索要好评', en: 'Complain of being asked for a rating', by: ['REPORTER'], guards: [g.originalReporter, u.noOpenComplaint], checks: [], to: '=', clocks: [], decide: u.complainSolicited }),
  row({ id: 'E43e', from: ANY, command: 'decideSolicited', zh: '核实索要好评', en: 'Look into the complaint', by: ['DISTRICT_SUPERVISOR'], guards: [u.complaintOpen], checks: [], to: '=', clocks: [], decide: u.decideSolicited }),
  row({ id: 'E44', from: ['FOLLOW_UP'], command: 'orderRework', zh: '回访不满意重办', en: 'Order a redo', by: ['DISTRICT_OPERATOR'], guards: [g.notReworkedForDissatisfaction], checks: [], to: 'HANDLING', clocks: [stop('D_FOLLOWUP'), start('D_HANDLE', undefined, 'rework')], decide: f.orderRework }),
  row({ id: 'E45', from: ['FOLLOW_UP'], command: 'recordExplained', zh: '不满意·提请解释办结', en: 'Propose to close as explained', by: ['DISTRICT_OPERATOR'], guards: [g.noRequestOpen('EXPLAINED')], checks: [], to: '=', clocks: [start('D_REQ', 'request')], decide: f.recordExplained }),
  row({ id: 'E45a', from: ['FOLLOW_UP'], command: 'coSignExplained', zh: '不满意·已解释(会签)', en: 'Co-sign as explained', by: ['DISTRICT_SUPERVISOR'], guards: [g.requestOpen('EXPLAINED'), g.notOwnRequest('EXPLAINED')], checks: [], to: 'TO_ASSESS', clocks: [stop('D_REQ', 'request'), stop('D_FOLLOWUP'), start('D_ASSESS')], decide: f.coSignExplained }),
  row({ id: 'E46', from: ['FOLLOW_UP'], command: 'expire', expires: ['D_FOLLOWUP'], zh: '回访未联系上', en: 'Reporter not reached', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [], decide: x.missFollowUp }),
  // ⑤ 考评
  row({ id: 'E47', from: ['TO_ASSESS'], command: 'assess', zh: '一单一考评·结案', en: 'Assess and close', by: ['DISTRICT_ASSESSOR'], guards: [g.feedbackSent, g.assessorIsNotHandler], checks: [], to: 'CLOSED', clocks: stopAll, decide: f.assessCase }),
  row({ id: 'E48', from: ['TO_ASSESS'], command: 'expire', expires: ['D_ASSESS'], zh: '自动考评结案', en: 'Assessed by time', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: 'CLOSED', clocks: stopAll, decide: x.assessByTime }),
  row({ id: 'E49', from: ['CLOSED'], command: 'appealScore', zh: '考评申诉', en: 'Appeal the score', by: ['STREET_LEADER', 'DEPT_LEADER', 'COMMUNITY_OPERATOR', 'GRID_MEMBER', 'GRID_LEADER'], guards: [g.assessedParty, g.withinAppealTime, g.notAppealed], checks: [], to: '=', clocks: [start('D_REQ', 'request')], decide: f.appealScore }),
  row({ id: 'E49a', from: ['CLOSED'], command: 'decideAppeal', zh: '申诉裁定', en: 'Decide the appeal', by: ['DISTRICT_SUPERVISOR'], guards: [g.requestOpen('APPEAL'), g.notOwnRequest('APPEAL')], checks: [], to: '=', clocks: [stop('D_REQ', 'request')], decide: f.decideAppeal }),
  row({ id: 'E49b', from: ['CLOSED'], command: 'ratePartner', zh: '联办互评', en: 'Rate the partner', by: ['STREET_LEADER', 'STREET_DISPATCHER', 'DEPT_LEADER', 'DEPT_DISPATCHER'], guards: [g.wasJoint, g.takesPart], checks: [f.partnerTookPart, f.partnerNotRated], to: '=', clocks: [], decide: f.ratePartner }),
  row({ id: 'E50', from: ['CLOSED'], command: 'reopen', zh: '重办·复查', en: 'Reopen', by: ['DISTRICT_SUPERVISOR'], guards: [g.notMergedAway, g.within30Days], checks: [], to: 'HANDLING', clocks: [stop('D_REQ', 'every'), start('D_HANDLE', undefined, 'own')], decide: f.reopen }),
  row({ id: 'E50a', from: ['CLOSED'], command: 'requestReopen', zh: '申请重办', en: 'Ask to reopen', by: ['REPORTER'], guards: [g.originalReporter, g.notMergedAway, g.within30Days, g.noRequestOpen('REOPEN'), u.reopenNotRejected], checks: [], to: '=', clocks: [start('D_REQ', 'request')], decide: u.requestReopen }),
  row({ id: 'E50b', from: ['CLOSED'], command: 'rejectReopen', zh: '不予重办', en: 'Reject the reopening', by: ['DISTRICT_SUPERVISOR'], guards: [g.requestOpen('REOPEN'), g.notOwnRequest('REOPEN')], checks: [], to: '=', clocks: [stop('D_REQ', 'request')], decide: u.rejectReopen }),
  // 旁支
  row({ id: 'E51a', from: ['ASSIGNED', 'HANDLING', 'JOINT'], command: 'requestVoid', zh: '申请受理后作废', en: 'Ask to void', by: ['STREET_DISPATCHER', 'STREET_LEADER', 'DEPT_DISPATCHER', 'DEPT_LEADER'], guards: [o.ownCharge, g.noRequestOpen('VOID')], checks: [], to: '=', clocks: [start('D_REQ', 'request')], decide: a.requestVoid }),
  row({ id: 'E51', from: ['ASSIGNED', 'HANDLING', 'JOINT'], command: 'voidLate', zh: '批准受理后作废', en: 'Approve the voiding', by: ['DISTRICT_SUPERVISOR'], guards: [g.requestOpen('VOID'), g.notOwnRequest('VOID')], checks: [], to: 'VOIDED', clocks: stopAll, decide: a.voidLate }),
  row({ id: 'E52', from: ['VOIDED'], command: 'restore', zh: '恢复', en: 'Restore', by: ['DISTRICT_SUPERVISOR'], guards: [g.wasReported, g.within7Days], checks: [], to: 'REPORTED', clocks: [start('D_INTAKE')], decide: a.restore }),
  row({ id: 'E53', from: ['REPORTED', 'POOLED', 'ASSIGNED', 'HANDLING'], command: 'merge', zh: '并案', en: 'Merge', by: ['DISTRICT_OPERATOR', 'STREET_DISPATCHER'], guards: [g.inArea], checks: [m.mergeOther, m.primaryOpen, m.sameFamily, m.nearEnough], to: 'MERGED', clocks: stopAll, decide: m.merge }),
  row({ id: 'E53a', from: [...OPEN, 'CLOSED', 'VOIDED', 'TRANSFERRED'], command: 'absorb', zh: '并入他案上报人', en: 'Take over the reporters', by: ['SYSTEM'], guards: [], checks: [m.notAbsorbed, m.secondaryMerged], to: '=', clocks: [], decide: m.absorb }),
  row({ id: 'E54', from: ['MERGED'], command: 'unmerge', zh: '拆案', en: 'Unmerge', by: ['DISTRICT_OPERATOR', 'DISTRICT_SUPERVISOR'], guards: [], checks: [m.primaryNotClosed], to: 'REPORTED', clocks: [start('D_INTAKE')], decide: m.unmerge }),
  row({ id: 'E54a', from: [...OPEN, 'VOIDED', 'TRANSFERRED', 'MERGED'], command: 'splitOff', zh: '拆出', en: 'Let go of a merged case', by: ['SYSTEM'], guards: [], checks: [m.wasAbsorbed], to: '=', clocks: [], decide: m.splitOff }),
  row({ id: 'E54b', from: ['MERGED'], command: 'revive', zh: '主案终止恢复办理', en: 'Goes on without its primary', by: ['SYSTEM'], guards: [], checks: [m.primaryIsGone], to: '=', clocks: [], decide: m.revive }),
  row({ id: 'E55', from: ['MERGED'], command: 'primaryClosed', zh: '随主案结案', en: 'Closed with its primary', by: ['SYSTEM'], guards: [], checks: [m.primaryIsClosed], to: 'CLOSED', clocks: [], decide: m.primaryClosed }),
  row({ id: 'E56', from: ['REPORTED', 'POOLED', 'ASSIGNED'], command: 'transfer', zh: '转法定途径', en: 'Transfer to the lawful channel', by: ['DISTRICT_OPERATOR'], guards: [], checks: [], to: 'TRANSFERRED', clocks: stopAll, decide: a.transfer }),
  row({ id: 'E57', from: OPEN, command: 'notifyEmergencyLine', zh: '报110/119/120', en: 'Call 110/119/120', by: STAFF, guards: [g.staffInArea], checks: [], to: '=', clocks: [], decide: a.notifyEmergencyLine }),
  row({ id: 'E58', from: OPEN, command: 'raiseUrgency', zh: '升级紧急度', en: 'Raise the urgency', by: ['GRID_LEADER', 'STREET_DISPATCHER', ...DISTRICT_ROLES], guards: [g.inArea], checks: [a.otherUrgency, a.urgencyDirection], to: '=', clocks: [move('D_HANDLE', 'urgencyUp')], decide: a.raiseUrgency }),
  row({ id: 'E59', from: OPEN, command: 'lowerUrgency', zh: '降级紧急度', en: 'Lower the urgency', by: ['DISTRICT_DISPATCHER'], guards: [g.beforeResult, g.noRequestOpen('LOWER_URGENCY')], checks: [a.otherUrgency, a.urgencyDirection], to: '=', clocks: [], decide: a.lowerUrgency }),
  row({ id: 'E59a', from: OPEN, command: 'coSignUrgency', zh: '会签降级', en: 'Co-sign the lower urgency', by: ['DISTRICT_SUPERVISOR'], guards: [g.beforeResult, g.requestOpen('LOWER_URGENCY'), g.notOwnRequest('LOWER_URGENCY')], checks: [], to: '=', clocks: [stop('D_REQ', 'request'), move('D_HANDLE', 'urgencyDown')], decide: a.coSignUrgency }),
  row({ id: 'E60', from: OPEN, command: 'reclassify', zh: '改类', en: 'Reclassify', by: ['DISTRICT_OPERATOR', 'DISTRICT_DISPATCHER'], guards: [g.beforeResult], checks: [a.reclassItem, a.reclassItemInForce], to: '=', clocks: [move('D_HANDLE', 'item')], decide: a.reclassify }),
  row({ id: 'E60a', from: OPEN, command: 'changeGrid', zh: '随网格调整转网格', en: 'Follow redrawn grids', by: ['SYSTEM'], guards: [], checks: [a.gridsKnown, a.gridsDiffer], to: '=', clocks: [], decide: a.changeGrid }),
  row({ id: 'E61', from: OPEN, command: 'urge', zh: '催办', en: 'Urge', by: ['REPORTER', 'STREET_LEADER', ...DISTRICT_ROLES], guards: [g.reporterOrInArea, g.urgedNotToday], checks: [], to: '=', clocks: [], decide: a.urge }),
  row({ id: 'E62', from: OPEN, command: 'supervise', zh: '督办(普通/黄牌/红牌)', en: 'Supervise', by: ['DISTRICT_SUPERVISOR', 'SYSTEM'], guards: [], checks: [a.cardGoesUp], to: '=', clocks: [start('D_REPLY', 'card')], decide: a.supervise }),
  row({ id: 'E63', from: OPEN, command: 'replySupervision', zh: '督办反馈', en: 'Reply to the card', by: ['STREET_LEADER', 'DEPT_LEADER'], guards: [g.openCard], checks: [a.ownCard], to: '=', clocks: [stop('D_REPLY', 'card')], decide: a.replySupervision }),
  row({ id: 'E64', from: OPEN, command: 'cancelSupervision', zh: '取消督办', en: 'Cancel the card', by: ['DISTRICT_SUPERVISOR'], guards: [g.anyOpenCard], checks: [a.knownCard], to: '=', clocks: [stop('D_REPLY', 'card')], decide: a.cancelSupervision }),
  row({ id: 'E65', from: OPEN, command: 'expire', expires: ['D_WARN'], zh: '临期预警', en: 'Due soon', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [], decide: x.warn }),
  row({ id: 'E66', from: OPEN, command: 'expire', expires: ['D_HANDLE'], zh: '超时', en: 'Overdue', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [], decide: l.missHandling }),
  row({ id: 'E66a', from: OPEN, command: 'expire', expires: ['D_LADDER'], zh: '超时升级督办', en: 'Overdue ladder', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [], decide: l.climbLadder }),
  row({ id: 'E66d', from: OPEN, command: 'expire', expires: ['D_INBOX'], zh: '环节超时升级督办', en: 'Inbox ladder', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [], decide: l.climbInbox }),
  row({ id: 'E66e', from: OPEN, command: 'expire', expires: ['D_WHISTLE'], zh: '未应哨升级督办', en: 'Whistle ladder', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [], decide: l.climbWhistle }),
  row({ id: 'E66b', from: ANY, command: 'expire', expires: ['D_INTAKE', 'D_DISPATCH', 'D_SIGN', 'D_ARRIVE', 'D_CONTACT', 'D_TOTAL', 'D_REQ', 'D_PLAN', 'D_REPLY'], zh: '环节超时', en: 'Step overdue', by: ['SYSTEM'], guards: [], checks: [x.isDue], to: '=', clocks: [], decide: x.markMissed }),
  row({ id: 'E66c', from: ANY, command: 'recount', zh: '按公布的日历重算时限', en: 'Recount by the published calendar', by: ['SYSTEM'], guards: [], checks: [x.holidaysPublished], to: '=', clocks: [move('D_HANDLE', 'calendar')], decide: x.recount }),
  row({ id: 'E67', from: OPEN, command: 'instruct', zh: '领导批示', en: 'Instruct', by: ['STREET_LEADER', 'DEPT_LEADER', 'DISTRICT_LEADER'], guards: [g.takesPart], checks: [], to: '=', clocks: [], decide: a.instruct }),
  row({ id: 'E68', from: ANY, command: 'annotate', zh: '备注/附件', en: 'Annotate', by: ['REPORTER', 'RESIDENT', 'VOLUNTEER', ...STAFF], guards: [g.takesPart, g.notArchived], checks: [], to: '=', clocks: [], decide: a.annotate }),
]

/** Rows of a command in table order. */
export const rowsOf = (command: CommandType): readonly Transition[] => ROWS.get(command) ?? []

const ROWS = new Map<CommandType, Transition[]>()
for (const transition of TRANSITIONS) {
  const rows = ROWS.get(transition.command)
  if (rows) rows.push(transition)
  else ROWS.set(transition.command, [transition])
}
