// How the engine's table reads the table of the specification: rows that differ on purpose, and names of facts.
import type { Issuer, Transition } from './context.ts'
import type { CaseFactType } from './facts.ts'

/** Where the engine takes another way than the table on purpose. Everything else is equal. */
export const DIFFERENT: Readonly<
  Record<
    string,
    {
      readonly because: string
      readonly zh?: string
      readonly to?: Transition['to']
      readonly more?: readonly Issuer[]
      readonly less?: readonly Issuer[]
      readonly clocksElsewhere?: readonly string[]
    }
  >
> = {
  E13a: {
    because: 'a try that reached nobody is noted, and the clock goes on: only a contact stops it',
    clocksElsewhere: ['stop D_CONTACT'],
  },
  E19: { because: 'the guard of the row lets the leader split what is IMPORTANT', more: ['STREET_LEADER'] },
  E21: {
    because: 'the right to whistle is delegable in writing: a guard asks for the delegation',
    more: ['STREET_DISPATCHER'],
  },
  E37: { because: 'what the table gives to the system at D_REVIEW is row E37a', less: ['SYSTEM'] },
  E39: { because: 'E42 names the duty officer of the street after two misses', more: ['STREET_DISPATCHER'] },
  E40: { because: 'as E39: the duty officer of the street after two misses', more: ['STREET_DISPATCHER'] },
  E41: { because: 'as E39: the duty officer of the street after two misses', more: ['STREET_DISPATCHER'] },
  E42: {
    because: 'a self-handled case outside the sample goes on instead of starting D_VERIFY again',
    clocksElsewhere: ['start D_VERIFY'],
  },
  E43: {
    because: 'the link may have gone to a resident who is not the reporter of record: a guard asks for it',
    more: ['RESIDENT'],
  },
  E45: {
    because: 'the co-signature is a second step by a second person: E45a moves the case',
    zh: '不满意·提请解释办结',
    to: '=',
    less: ['DISTRICT_SUPERVISOR'],
    clocksElsewhere: ['stop D_FOLLOWUP', 'start D_ASSESS'],
  },
  E46: {
    because: 'before three tries on two days the follow-up goes on: the plan decides where to',
    to: '=',
    clocksElsewhere: ['stop D_FOLLOWUP', 'start D_ASSESS'],
  },
  E49: { because: 'the decision is a second step: E49a', less: ['DISTRICT_SUPERVISOR'] },
  E51: { because: 'the request of the assignee is a step of its own: E51a', zh: '批准受理后作废' },
  E59: { because: 'the co-signature is a second step: E59a', less: ['DISTRICT_SUPERVISOR'] },
}

/** Names of facts in the specification and in the log. */
export const FACTS: Readonly<Record<string, readonly CaseFactType[]>> = {
  EventReported: ['case.reported'],
  EventSelfHandled: ['case.self-handled'],
  EventAccepted: ['case.accepted'],
  InfoRequested: ['case.info-requested'],
  InfoSupplied: ['case.info-supplied'],
  'EventVoided(NO_INFO)': ['case.voided'],
  EventWithdrawn: ['case.withdrawn'],
  EventVoided: ['case.voided'],
  WorkOrderGrabbed: ['order.grabbed'],
  GrabWindowClosed: ['case.grab-window-closed'],
  WorkOrderDispatched: ['order.dispatched'],
  WorkOrderSigned: ['order.signed'],
  ReporterContacted: ['reporter.contacted'],
  WorkOrderAutoSigned: ['order.auto-signed'],
  SupervisionIssued: ['supervision.issued'],
  ReturnRequested: ['return.requested'],
  ReturnApproved: ['return.approved'],
  ReturnRejected: ['return.rejected'],
  WorkOrderDesignated: ['order.designated'],
  WorkOrderSplit: ['order.split'],
  HandlerReassigned: ['order.reassigned'],
  WhistleBlown: ['whistle.blown'],
  'WorkOrderDispatched×n': ['order.dispatched'],
  JointFormed: ['joint.formed'],
  WhistleAnswered: ['whistle.answered'],
  DepartmentArrived: ['department.arrived'],
  WhistleOverdue: ['whistle.overdue'],
  JointUnitsChanged: ['joint.units-changed'],
  PartCompleted: ['order.part-completed'],
  ReturnUpSubmitted: ['return-up.submitted'],
  EventEscalated: ['case.escalated'],
  TaskforceFormed: ['taskforce.formed'],
  ReturnUpRejected: ['return-up.rejected'],
  TaskforcePlanned: ['taskforce.planned'],
  EventLedgered: ['case.ledgered'],
  ExtensionRequested: ['request.made'],
  ExtensionApproved: ['extension.approved'],
  SuspendRequested: ['request.made'],
  EventSuspended: ['case.suspended'],
  RequestRejected: ['request.rejected'],
  EventResumed: ['case.resumed'],
  ResultSubmitted: ['result.submitted'],
  VerificationPassed: ['verification.passed'],
  VerificationFailed: ['verification.failed'],
  VerifyOverdue: ['verification.overdue'],
  FollowUpRecorded: ['follow-up.recorded'],
  ReworkOrdered: ['rework.ordered'],
  'FollowUpRecorded(explained)': ['request.made'],
  FollowUpUnreachable: ['follow-up.unreachable'],
  EventAssessed: ['case.assessed'],
  'EventAssessed(auto)': ['case.assessed'],
  EventClosed: ['case.closed'],
  AppealFiled: ['appeal.filed'],
  AppealDecided: [],
  EventReopened: ['case.reopened'],
  EventRestored: ['case.restored'],
  EventMerged: ['case.merged'],
  EventUnmerged: ['case.unmerged'],
  'EventClosed(merged)': ['case.closed'],
  EventTransferred: ['case.transferred'],
  EmergencyLineNotified: ['case.emergency-line-notified'],
  UrgencyRaised: ['urgency.raised'],
  UrgencyLowered: ['urgency.lowered'],
  EventReclassified: ['case.reclassified'],
  EventUrged: ['case.urged'],
  SupervisionReplied: ['supervision.replied'],
  SupervisionCancelled: ['supervision.cancelled'],
  DueSoon: ['deadline.due-soon'],
  HandleOverdue: ['deadline.missed'],
  InstructionAdded: ['instruction.added'],
  TimelineAdded: ['timeline.added'],
}
