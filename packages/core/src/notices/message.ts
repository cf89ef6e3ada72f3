// What leaves the house as text: kind, case number and time, never a name, an address or a word that somebody wrote.
import type { Urgency } from '../districts/district.ts'
import { DAY, type WorkCalendar } from '../kernel/calendar.ts'
import type { NoticeKind } from './notice.ts'

/** Headings of messages and screens, in both languages. */
export const NOTICE_TITLES: Readonly<Record<NoticeKind, readonly [zh: string, en: string]>> = {
  TASK: ['新待办', 'New task'],
  DUE_SOON: ['即将超时', 'Due soon'],
  MISSED: ['已超时', 'Overdue'],
  CARD: ['督办通知', 'Supervision card'],
  CALL: ['紧急工单逾期未签收', 'Urgent order not signed'],
  PAGE: ['紧急事件超时未办结', 'Urgent case past its limit'],
  PROPOSAL: ['提级建议', 'Escalation proposed'],
  URGED: ['催办', 'Urged'],
  INSTRUCTED: ['领导批示', 'Instruction'],
  DECIDED: ['申请有结果', 'Request decided'],
  FEEDBACK: ['办理进展', 'Progress of a report'],
  QUESTION: ['请补充情况', 'More information needed'],
}

/** What reporters read; the key is the stage, or the result that the feedback names. */
const STAGES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ACCEPTED: ['已受理', 'accepted'],
  RESULT: ['已办结，请查看结果', 'handled, please see the result'],
  VOIDED: ['未予受理，请查看原因', 'not taken up, please see why'],
  TRANSFERRED: ['已转其他法定途径，请查看说明', 'passed to the lawful channel, please see the note'],
  CLOSED: ['已结案', 'closed'],
}
export const stageText = (
  values: Readonly<Record<string, string | number>>,
): readonly [zh: string, en: string] => {
  const { stage, result } = values
  return STAGES[String(result)] ?? STAGES[String(stage)] ?? ['有新进展', 'has news']
}

/** One notice as the text sees it. `number` is the case number, null while there is none. */
export interface Lined {
  readonly kind: NoticeKind
  readonly urgency: Urgency
  readonly number: string | null
  readonly values: Readonly<Record<string, string | number>>
  readonly dueAt: number | null
}

const clockTime = (at: number, { offset }: Pick<WorkCalendar, 'offset'>): string => {
  const iso = new Date(at + offset).toISOString()
  return `${iso.slice(5, 10)} ${iso.slice(11, 16)}`
}

function lineOf(
  { kind, urgency, number, values, dueAt }: Lined,
  calendar: Pick<WorkCalendar, 'offset'>,
): string {
  const what = kind === 'FEEDBACK' ? `您反映的事件${stageText(values)[0]}` : NOTICE_TITLES[kind][0]
  return [
    `${urgency === 'URGENT' && kind !== 'FEEDBACK' ? '【重要紧急】' : ''}${what}`,
    ...(number ? [number] : []),
    ...(dueAt !== null && dueAt < Date.UTC(2200, 0) + DAY ? [`时限 ${clockTime(dueAt, calendar)}`] : []),
  ].join('，')
}

/**
 * One message for everything that waits for one recipient: the notice itself, or counts of each kind when there are several.
 * At most 200 characters, three SMS; `zh`, the language of the offices.
 */
export function messageOf(
  notices: readonly [Lined, ...Lined[]],
  calendar: Pick<WorkCalendar, 'offset'>,
): { readonly title: string; readonly text: string } {
  const [first] = notices
  if (notices.length === 1) return { title: NOTICE_TITLES[first.kind][0], text: lineOf(first, calendar) }
  const urgent = notices.filter(({ urgency, kind }) => urgency === 'URGENT' && kind !== 'FEEDBACK').length
  const counts = [...Map.groupBy(notices, ({ kind }) => kind)].map(
    ([kind, own]) => `${NOTICE_TITLES[kind][0]} ${own.length} 件`,
  )
  const text = `${urgent > 0 ? `【重要紧急 ${urgent} 件】` : ''}共 ${notices.length} 条：${counts.join('、')}`
  return { title: `${notices.length} 条通知`, text: text.slice(0, 200) }
}
