import type { ExplainedClock, SegmentView } from '@gezhi/core/cases/clock.api'
import { useState } from 'react'
import {
  causeText,
  clockSentences,
  deadlineName,
  moveText,
  segmentText,
  withoutText,
} from '../clocks/clockText.ts'
import { scaleOf, ticksOf, type Scale } from '../clocks/stripScale.ts'
import { useText } from '../i18n/i18n.ts'
import { shortTime } from '../time/format.ts'
import './strip.css'

interface TimeStripProps {
  readonly clock: ExplainedClock
  readonly now: number
}

const BAD = ['LATE', 'OVERDUE'] as const
const isBad = ({ verdict }: ExplainedClock): boolean => BAD.some((name) => name === verdict.name)
const tone = (clock: ExplainedClock): string =>
  isBad(clock) ? 'gz-late' : clock.verdict.name === 'KEPT' ? 'gz-good' : 'gz-muted'
const ICONS = {
  RUNNING: '▶',
  PAUSED: '‖',
  OVERDUE: '!',
  KEPT: '✓',
  LATE: '✕',
  RAN_OUT: '○',
  LAPSED: '–',
} as const

/** One deadline as a strip of time with its sentences: read by eye, by keyboard and by ear in the same order. */
export function TimeStrip({ clock, now }: TimeStripProps) {
  const t = useText()
  const name = `${deadlineName(clock.key, t)}${clock.nth > 1 ? ` · ${t('why:nth', { n: clock.nth })}` : ''}`
  const scale = scaleOf(clock, now)
  return (
    <section className="gz-why" aria-label={name}>
      <h3>
        {name}
        <span className={tone(clock)}>
          <span aria-hidden>{ICONS[clock.verdict.name]} </span>
          {t(`why:tag${clock.verdict.name}`)}
        </span>
      </h3>
      {clockSentences(clock, t).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Strip clock={clock} now={now} scale={scale} name={name} />
      {clock.moves.length > 0 && (
        <ol className="gz-why-moves">
          {clock.moves.map((move) => (
            <li key={`${move.at}-${move.kind}`}>{moveText(move, t)}</li>
          ))}
        </ol>
      )}
      {clock.without.map((one) => (
        <p
          key={`${one.cause.version}-${one.what}`}
          className={one.decides ? 'gz-why-if gz-decides' : 'gz-why-if'}
        >
          {withoutText(one, t)}
        </p>
      ))}
    </section>
  )
}

interface StripProps extends TimeStripProps {
  readonly scale: Scale
  readonly name: string
}

function Strip({ clock, now, scale, name }: StripProps) {
  const t = useText()
  const [open, setOpen] = useState<SegmentView | null>(null)
  const place = (from: number, to: number) => ({
    insetInlineStart: `${scale.at(from)}%`,
    width: `max(3px, ${scale.at(to) - scale.at(from)}%)`,
  })
  return (
    <div className="gz-strip">
      <Marks clock={clock} now={now} scale={scale} />
      <div className="gz-strip-track">
        <ol aria-label={t('why:strip', { name })}>
          {clock.segments.map((segment) => (
            <li key={segment.from} style={place(segment.from, segment.to)}>
              <button
                type="button"
                className={segment.state === 'PAUSED' ? 'gz-strip-paused' : 'gz-strip-running'}
                aria-label={segmentText(segment, clock.clock, t)}
                title={segmentText(segment, clock.clock, t)}
                aria-expanded={open?.from === segment.from}
                onClick={() => setOpen(open?.from === segment.from ? null : segment)}
              />
            </li>
          ))}
        </ol>
        {clock.still.map((stretch) => (
          <i
            key={stretch.from}
            className="gz-strip-still"
            style={place(stretch.from, stretch.to)}
            aria-hidden
          />
        ))}
        {overdueOf(clock).map((late) => (
          <i key="late" className="gz-strip-late" style={place(late.from, late.to)} aria-hidden />
        ))}
      </div>
      <div className="gz-strip-axis gz-nums" aria-hidden>
        {ticksOf(scale).map(({ at, label }) => (
          <span key={at} style={{ insetInlineStart: `${scale.at(at)}%` }}>
            {label}
          </span>
        ))}
      </div>
      <p className="gz-strip-said" aria-live="polite">
        {open ? segmentText(open, clock.clock, t) : ''}
      </p>
    </div>
  )
}

/** From the due time to the moment by which it is judged. */
const overdueOf = ({ dueAt, verdict }: ExplainedClock) =>
  dueAt !== null && verdict.lateMs > 0 ? [{ from: dueAt, to: verdict.judgedAt }] : []

/** Due time, now and moves, above the strip; sentences say the same to who does not see them. */
function Marks({ clock, now, scale }: Omit<StripProps, 'name'>) {
  const t = useText()
  const at = (instant: number) => {
    const percent = scale.at(instant)
    const side = percent > 80 ? ' gz-end' : percent < 12 ? ' gz-begin' : ''
    return { side, style: { insetInlineStart: `${percent}%` } }
  }
  const due = clock.dueAt === null ? null : at(clock.dueAt)
  const ended = clock.endedAt !== null
  const until = at(ended ? clock.verdict.judgedAt : now)
  return (
    <div className="gz-strip-marks gz-nums" aria-hidden>
      {clock.moves.map((move) => (
        <b
          key={`${move.at}-${move.kind}`}
          className="gz-mark-move"
          style={at(move.at).style}
          title={`${t(`why:${move.kind}`)} · ${causeText(move.cause, t)}`}
        >
          ▾
        </b>
      ))}
      <span className={`gz-mark-now${until.side}`} style={until.style}>
        <em>{ended ? t('why:judged') : t('why:now')}</em>
      </span>
      {due && clock.dueAt !== null && (
        <span className={`gz-mark-due${due.side}${isBad(clock) ? ' gz-late' : ''}`} style={due.style}>
          <em>
            ⚑ {t('why:due')} {shortTime(clock.dueAt, now)}
          </em>
        </span>
      )}
    </div>
  )
}

/** What the patterns of a strip mean. */
export function StripLegend() {
  const t = useText()
  return (
    <ul className="gz-strip-legend" aria-label={t('why:legend')}>
      <li>
        <i className="gz-strip-running" aria-hidden /> {t('why:running')}
      </li>
      <li>
        <i className="gz-strip-paused" aria-hidden /> {t('why:paused')}
      </li>
      <li>
        <i className="gz-strip-running gz-strip-still" aria-hidden /> {t('why:still')}
      </li>
      <li>
        <b className="gz-mark-move" aria-hidden>
          ▾
        </b>{' '}
        {t('why:moved')}
      </li>
      <li>
        <b aria-hidden>⚑</b> {t('why:due')}
      </li>
    </ul>
  )
}
