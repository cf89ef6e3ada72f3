// An explained deadline in sentences: what happened to its clock, how it ended, what would be without this or that.
import type {
  CauseView,
  ExplainedClock,
  MoveView,
  SegmentView,
  WithoutView,
} from '@gezhi/core/cases/clock.api'
import { STATUTORY_RULES } from '@gezhi/core/districts/statutory'
import { MINUTE, SECOND, type ClockKind } from '@gezhi/core/kernel/calendar'
import type { Translate } from '../i18n/i18n.ts'
import { fullTime } from '../time/format.ts'

/** A length of time to the minute, in days, hours and minutes; seconds only where there is nothing else. */
export function exactSpan(ms: number, t: Translate): string {
  if (ms < MINUTE) return t('why:seconds', { s: Math.floor(ms / SECOND) })
  const minutes = Math.round(ms / MINUTE)
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  const parts = [
    d > 0 ? t('time:days', { d }) : '',
    h > 0 ? t('time:hours', { h }) : '',
    m > 0 ? t('time:minutes', { m }) : '',
  ]
  return parts.filter(Boolean).join(' ')
}

/** To the minute, with the year: an explanation is read years later too. */
const moment = (at: number): string => fullTime(at).slice(0, 16)

const onClock = (ms: number, clock: ClockKind, t: Translate): string =>
  t('why:onClock', { span: exactSpan(ms, t), clock: t(`clock:${clock}`) })

export const deadlineName = (key: string, t: Translate): string => {
  const [name = key, no] = key.split('#')
  return `${t.any(`deadline:${name}`, name)}${no === undefined ? '' : ` ${no}`}`
}

const whoOf = ({ role, orgName }: CauseView['by'], t: Translate): string =>
  role === 'SYSTEM' ? t('why:someone') : orgName || t.any(`role:${role}`, role)

/** 「区网格中心 · 批准挂起（西城街道 申请）」 */
export function causeText(cause: CauseView, t: Translate): string {
  const what = cause.expired
    ? t('why:expired', { name: deadlineName(cause.expired, t) })
    : t.any(`command:${cause.command}`, cause.command)
  const who = whoOf(cause.by, t)
  return cause.askedBy
    ? t('why:causeAsked', { who, what, asked: whoOf(cause.askedBy, t) })
    : t('why:cause', { who, what })
}

/** A reason may begin with its code from a list: `SEASON …`. */
const reasonText = (words: string, t: Translate): string =>
  words.replace(/^[A-Z][A-Z_]+(?= |$)/, (code) => t.any(`option:reasonCode.${code}`, code))

const withWords = (sentence: string, { words }: CauseView, t: Translate): string =>
  words ? `${sentence} ${t('why:words', { words: reasonText(words, t) })}` : sentence

export function segmentText(segment: SegmentView, clock: ClockKind, t: Translate): string {
  const sentence = t(segment.state === 'PAUSED' ? 'why:segmentPaused' : 'why:segmentRunning', {
    from: moment(segment.from),
    to: segment.open ? t('why:until') : moment(segment.to),
    wall: exactSpan(segment.wallMs, t),
    counted: onClock(segment.countedMs, clock, t),
    cause: causeText(segment.cause, t),
  })
  return segment.state === 'PAUSED' ? withWords(sentence, segment.cause, t) : sentence
}

export function moveText({ at, kind, before, after, cause }: MoveView, t: Translate): string {
  const standing = before.dueAt === null || after.dueAt === null
  const side = ({ dueAt, limitMs, clock }: MoveView['before']): string =>
    standing || dueAt === null ? onClock(limitMs, clock, t) : moment(dueAt)
  const sentence = t(standing ? 'why:moveStanding' : 'why:move', {
    at: moment(at),
    kind: t(`why:${kind}`),
    before: side(before),
    after: side(after),
    cause: causeText(cause, t),
  })
  return withWords(sentence, cause, t)
}

export function verdictText(
  { key, end, verdict, dueAt, endedAt, limitMs, clock }: ExplainedClock,
  t: Translate,
): string {
  const { name, judgedAt, lateMs, leftMs } = verdict
  const missed = name === 'LATE' && end?.expired === key
  const sentence = t(missed ? 'why:verdictMissed' : `why:verdict${name}`, {
    due: dueAt === null ? '—' : moment(dueAt),
    at: moment(judgedAt),
    late: exactSpan(lateMs, t),
    left: onClock(Math.min(leftMs, limitMs), clock, t),
  })
  if (endedAt === null || judgedAt === endedAt || (name !== 'KEPT' && name !== 'LATE')) return sentence
  return `${sentence} ${t('why:doneOffline', { at: moment(judgedAt), received: moment(endedAt) })}`
}

export function withoutText(without: WithoutView, t: Translate): string {
  const { what, cause, wallMs, dueAt, lateMs, decides } = without
  const outcome = lateMs > 0 ? (decides ? 'Late' : 'StillLate') : decides ? 'Kept' : 'StillKept'
  return t(what === 'PAUSE' ? 'why:withoutPause' : 'why:withoutMove', {
    who: whoOf(cause.askedBy ?? cause.by, t),
    what: t(`why:${what}`),
    span: exactSpan(wallMs, t),
    due: dueAt === null ? '—' : moment(dueAt),
    outcome: t(`why:outcome${outcome}`, { late: exactSpan(lateMs, t) }),
  })
}

/** Plain sentences in the order in which one asks: since when, how it ended, what it adds up to, by which law. */
export function clockSentences(one: ExplainedClock, t: Translate): string[] {
  const { law, pausedMs, ranMs, usedMs, assumed, agrees } = one
  const limit = onClock(one.limitMs, one.clock, t)
  const rule = law && STATUTORY_RULES[law][t.language]
  return [
    t('why:started', { at: moment(one.startedAt), cause: causeText(one.cause, t), limit }),
    verdictText(one, t),
    ...(pausedMs > 0 || usedMs !== ranMs
      ? [
          t('why:sum', {
            ran: exactSpan(ranMs, t),
            used: onClock(usedMs, one.clock, t),
            paused: exactSpan(pausedMs, t),
            wall: exactSpan(ranMs + pausedMs, t),
          }),
        ]
      : []),
    ...(rule ? [t('why:law', { rule })] : []),
    ...(one.name === 'D_TOTAL' ? [t('why:total')] : []),
    ...(assumed ? [t('why:assumed')] : []),
    ...(agrees ? [] : [t('why:disagrees')]),
  ]
}
