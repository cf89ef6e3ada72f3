import type { ClockKind } from '@gezhi/core/kernel/calendar'
import { useGezhi } from '../data/Gezhi.tsx'
import { useText } from '../i18n/i18n.ts'
import { dueText, fullTime, pastTime } from '../time/format.ts'
import { useTicking } from '../time/ticker.ts'
import { ClockIcon, PauseIcon } from './icons.tsx'

interface DueTimeProps {
  readonly dueAt: number | null
  readonly clock?: ClockKind | null | undefined
  readonly paused?: boolean
  readonly large?: boolean
}

/** Remaining time and the kind of clock; overdue in a red outline, paused hatched; exact time on hovering. */
export function DueTime({ dueAt, clock, paused = false, large = false }: DueTimeProps) {
  const t = useText()
  const { clock: server } = useGezhi()
  const text = useTicking(() => (dueAt === null || paused ? '' : dueText(dueAt, server.now(), t).text))
  const late = useTicking(() => dueAt !== null && !paused && server.now() > dueAt)
  const size = large ? ' gz-large' : ''
  if (paused)
    return (
      <span className={`gz-due gz-hatched${size}`}>
        <PauseIcon />
        {t('time:paused')}
      </span>
    )
  if (dueAt === null) return <span className={`gz-due gz-none${size}`}>{t('time:none')}</span>
  const hint = `${t('time:due', { at: fullTime(dueAt) })}${clock ? ` · ${t(`clock:${clock}`)}: ${t(`clockHint:${clock}`)}` : ''}`
  return (
    <time
      className={`gz-due${late ? ' gz-overdue' : ''}${size}`}
      dateTime={new Date(dueAt).toISOString()}
      title={hint}
    >
      {late && <ClockIcon />}
      {text}
      {clock && <small>{t(`clock:${clock}`)}</small>}
    </time>
  )
}

/** A past instant, relative up to a day, with the absolute time on hovering. */
export function PastTime({ at }: { at: number }) {
  const t = useText()
  const { clock } = useGezhi()
  const text = useTicking(() => pastTime(at, clock.now(), t))
  return (
    <time className="gz-past" dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {text}
    </time>
  )
}
