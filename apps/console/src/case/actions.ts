import type { CaseView } from '@gezhi/core/cases/case.api'
import { CASE_COMMANDS, type CommandType } from '@gezhi/core/cases/commands'
import type { TaskKind } from '@gezhi/core/cases/task'
import { type FieldSchema, fieldsOf } from '@gezhi/ui/forms/schema'

export type Action = CaseView['actions'][number]

/** Commands that one click sends: nothing to fill in but what the server can derive. */
const ONE_CLICK: readonly CommandType[] = ['grab', 'sign', 'answer']

export const actsAtOnce = (command: CommandType): boolean =>
  ONE_CLICK.includes(command) || fieldsOf(CASE_COMMANDS[command] as unknown as FieldSchema).length === 0

/** What each task asks for, most likely first. */
export const TASK_COMMANDS: Readonly<Record<TaskKind, readonly CommandType[]>> = {
  ACCEPT: ['accept'],
  ANSWER_QUESTION: ['supplement'],
  GRAB: ['grab'],
  DISPATCH: ['dispatch'],
  SIGN: ['sign'],
  HANDLE: ['contactReporter', 'submitResult', 'reassign', 'split', 'whistle'],
  PART: ['sign', 'completePart'],
  WHISTLE_ANSWER: ['answer'],
  ARRIVE: ['arrive'],
  CONFIRM_ARRIVAL: ['confirmArrival'],
  DECIDE: [
    'approveReturn',
    'approveExtension',
    'approveSuspend',
    'voidLate',
    'adjustUnits',
    'coSignUrgency',
    'decideAppeal',
    'reopen',
    'rejectRequest',
  ],
  CONSENT_LEAD: ['consentLead'],
  APPROVE_RETURN_UP: ['approveReturnUp'],
  PLAN: ['submitPlan'],
  REVIEW: ['resume'],
  VERIFY: ['verifyPass', 'verifyPassNoContact'],
  FOLLOW_UP: ['recordSatisfied'],
  CO_SIGN: ['coSignExplained', 'coSignUrgency'],
  ASSESS: ['assess'],
  REPLY_CARD: ['replySupervision'],
  RATE: ['ratePartner'],
  COMPLAINT: ['decideSolicited'],
}

/** Most likely command without a task at hand, in the order of the five steps. */
const LIKELY: readonly CommandType[] = [
  'grab',
  'sign',
  'accept',
  'supplement',
  'dispatch',
  'answer',
  'arrive',
  'confirmArrival',
  'consentLead',
  'approveReturn',
  'approveExtension',
  'approveSuspend',
  'approveReturnUp',
  'submitPlan',
  'completePart',
  'submitResult',
  'verifyPass',
  'verifyPassNoContact',
  'recordSatisfied',
  'coSignExplained',
  'coSignUrgency',
  'assess',
  'replySupervision',
  'resume',
]

const contactOwed = (view: CaseView): boolean =>
  view.clocks.some(({ name, state }) => name === 'D_CONTACT' && state === 'RUNNING')

/** The one button to press next, or null when nothing stands out. */
export function primaryOf(view: CaseView, task: TaskKind | null): CommandType | null {
  const allowed = new Set(
    view.actions.filter(({ refusal }) => refusal === null).map(({ command }) => command),
  )
  const wanted = [...(task ? TASK_COMMANDS[task] : []), ...LIKELY]
  return (
    wanted.find((command) => allowed.has(command) && (command !== 'contactReporter' || contactOwed(view))) ??
    null
  )
}

/** Allowed actions once each, the likely one first; notes and rarely used ones come last. */
export function arrange(
  view: CaseView,
  task: TaskKind | null,
): { primary: Action | null; others: readonly Action[] } {
  const allowed = view.actions.filter(
    ({ refusal, command }, index, all) =>
      refusal === null &&
      all.findIndex((each) => each.command === command && each.refusal === null) === index,
  )
  const first = primaryOf(view, task)
  const LATE: readonly CommandType[] = [
    'notifyEmergencyLine',
    'raiseUrgency',
    'lowerUrgency',
    'reclassify',
    'transfer',
    'void',
  ]
  const rank = ({ command }: Action): number => (LATE.includes(command) ? 1 : 0)
  return {
    primary: allowed.find(({ command }) => command === first) ?? null,
    others: allowed.filter(({ command }) => command !== first).toSorted((a, b) => rank(a) - rank(b)),
  }
}

/** Letters that act; J and K move, so no command has them. */
export const COMMAND_KEYS: Readonly<Partial<Record<CommandType, string>>> = {
  accept: 'a',
  grab: 'g',
  dispatch: 'd',
  sign: 's',
  answer: 's',
  arrive: 'r',
  contactReporter: 'c',
  submitResult: 'f',
  completePart: 'f',
  split: 'x',
  whistle: 'w',
  returnUp: 'u',
  requestReturn: 'b',
  requestInfo: 'i',
  reassign: 'p',
  merge: 'm',
  verifyPass: 'v',
  verifyPassNoContact: 'v',
  verifyFail: 'n',
  recordSatisfied: 'y',
  orderRework: 'n',
  tryFollowUp: 't',
  assess: 'e',
  annotate: 'o',
}
