export const state = {
  DRAFT: 'Draft',
  REPORTED: 'To accept',
  NEEDS_INFO: 'Needs information',
  POOLED: 'To grab',
  ASSIGNED: 'To sign',
  HANDLING: 'Handling',
  JOINT: 'Joint handling',
  ESCALATED: 'Returned up',
  TASKFORCE: 'Task force',
  SUSPENDED: 'Suspended',
  TO_VERIFY: 'To verify',
  FOLLOW_UP: 'To follow up',
  TO_ASSESS: 'To assess',
  CLOSED: 'Closed',
  VOIDED: 'Voided',
  MERGED: 'Merged',
  TRANSFERRED: 'Transferred',
}

export const step = {
  REPORT: 'Report',
  DISPATCH: 'Dispatch',
  HANDLE: 'Handle',
  FEEDBACK: 'Feedback',
  ASSESS: 'Assess',
}

export const urgency = { GENERAL: 'General', IMPORTANT: 'Important', URGENT: 'Urgent' }

export const orderKind = {
  GRAB: 'Grabbed',
  DISPATCH: 'Dispatched',
  SPLIT: 'Split',
  JOINT_LEAD: 'Joint, lead',
  JOINT_CO: 'Joint, co-unit',
  TASKFORCE: 'Task force',
  REWORK: 'Rework',
}

export const orderState = {
  PENDING_SIGN: 'To sign',
  ACTIVE: 'Active',
  ARRIVED: 'Arrived',
  DONE: 'Done',
  RETURNED: 'Returned',
  RELEASED: 'Released',
  CANCELLED: 'Cancelled',
}

export const deadline = {
  D_DRAFT: 'Keep draft',
  D_INTAKE: 'Accept',
  D_INFO: 'Supply information',
  D_GRAB: 'Grab window',
  D_DISPATCH: 'Dispatch',
  D_TOTAL: 'Whole case',
  D_SIGN: 'Sign',
  D_CONTACT: 'First contact',
  D_ARRIVE: 'Arrive',
  D_HANDLE: 'Handle',
  D_WARN: 'Due-soon warning',
  D_LADDER: 'Supervision ladder',
  D_INBOX: 'Inbox ladder',
  D_WHISTLE: 'Whistle ladder',
  D_REQ: 'Decide request',
  D_PLAN: 'Submit plan',
  D_REVIEW: 'Review',
  D_VERIFY: 'Verify',
  D_FOLLOWUP: 'Follow up',
  D_ASSESS: 'Assess',
  D_REPLY: 'Answer card',
}

export const clock = { NATURAL: 'all hours', DUTY: 'duty hours', WD24: 'working days' }
export const clockHint = {
  NATURAL: 'Counts day and night',
  DUTY: 'Counts in duty hours only',
  WD24: 'Counts on working days only; holidays are skipped',
}
export const clockState = { RUNNING: 'running', PAUSED: 'paused', STOPPED: 'stopped' }

export const task = {
  ACCEPT: 'To accept',
  ANSWER_QUESTION: 'To complete',
  GRAB: 'To grab',
  DISPATCH: 'To dispatch',
  SIGN: 'To sign',
  HANDLE: 'To finish',
  PART: 'Parts',
  WHISTLE_ANSWER: 'Whistles',
  ARRIVE: 'To arrive',
  CONFIRM_ARRIVAL: 'Confirm arrival',
  DECIDE: 'To decide',
  CONSENT_LEAD: 'Consent to lead',
  APPROVE_RETURN_UP: 'Returned up',
  PLAN: 'Plans due',
  REVIEW: 'To review',
  VERIFY: 'To verify',
  FOLLOW_UP: 'To follow up',
  CO_SIGN: 'To co-sign',
  ASSESS: 'To assess',
  REPLY_CARD: 'Cards to answer',
  RATE: 'To rate',
  COMPLAINT: 'Complaints about ratings',
}

export const requestKind = {
  RETURN: 'Return of the order',
  EXTENSION: 'Extension',
  SUSPEND: 'Suspension',
  VOID: 'Voiding',
  RELEASE: 'Release from joint handling',
  LEAD_CHANGE: 'Change of lead',
  RETURN_UP: 'Return-up',
  LOWER_URGENCY: 'Co-signature: lower urgency',
  EXPLAINED: 'Co-signature: explained',
  APPEAL: 'Appeal against the score',
  REOPEN: 'Wish to reopen',
}

export const requestState = { OPEN: 'open', APPROVED: 'approved', REJECTED: 'rejected', LAPSED: 'lapsed' }
export const cardLevel = { ORDINARY: 'Supervision', YELLOW: 'Yellow card', RED: 'Red card' }
export const cardState = { OPEN: 'to answer', REPLIED: 'answered', CANCELLED: 'cancelled' }

export const organisationKind = {
  GOVERNMENT: 'District leaders',
  DISTRICT: 'District grid centre',
  STREET: 'Street',
  COMMUNITY: 'Community',
  DEPARTMENT: 'Department',
  MEDIATION: 'Mediation body',
  COURT: 'Court',
  PROPERTY: 'Property firm',
  TEAM: 'Support team',
}
export const gridKind = { BASIC: 'Basic grid', EXCLUSIVE: 'Exclusive grid' }
export const level = {
  L0: 'Residents',
  L1: 'Grid',
  L2: 'Community',
  L3: 'Street',
  LD: 'Department',
  L4: 'District',
  SYSTEM: 'System',
}
