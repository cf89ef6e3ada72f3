import type { ClockView } from '@gezhi/core/cases/case.api'
import { isPromise } from '@gezhi/core/cases/explain.names'
import { useGezhi } from '../data/Gezhi.tsx'
import { useText } from '../i18n/i18n.ts'
import { fullTime, shortTime, span } from '../time/format.ts'
import { DueTime } from './DueTime.tsx'

interface ClockListProps {
  readonly clocks: readonly ClockView[]
  /** Opens the explanation of one deadline by its key; without it names are plain. */
  readonly onExplain?: ((key: string) => void) | undefined
}

/** Every clock of the case: running first by due time, then paused, then stopped with in time or late. */
export function ClockList({ clocks, onExplain }: ClockListProps) {
  const t = useText()
  const { clock: server } = useGezhi()
  if (!clocks.length) return <p className="gz-muted">{t('part:noClocks')}</p>
  const rank = { RUNNING: 0, PAUSED: 1, STOPPED: 2 } as const
  const sorted = clocks.toSorted(
    (a, b) =>
      rank[a.state] - rank[b.state] ||
      (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) ||
      b.startedAt - a.startedAt,
  )
  const now = server.now()
  return (
    <table className="gz-clocks">
      <thead>
        <tr>
          {(['part:clocks', 'part:limit', 'part:started', 'part:due'] as const).map((key) => (
            <th key={key} scope="col">
              {t(key)}
            </th>
          ))}
          <th scope="col">{t('part:outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((each) => (
          <tr key={`${each.key}-${each.startedAt}`} className={each.state === 'STOPPED' ? 'gz-over' : ''}>
            <th scope="row">
              <Name clock={each} onExplain={onExplain} />
            </th>
            <td>
              {span(each.limitMs, t)} <small>{t(`clock:${each.clock}`)}</small>
            </td>
            <td title={fullTime(each.startedAt)}>{shortTime(each.startedAt, now)}</td>
            <td title={each.dueAt === null ? '' : fullTime(each.dueAt)}>
              {each.dueAt === null ? '—' : shortTime(each.dueAt, now)}
            </td>
            <td>
              {each.state === 'STOPPED' ? (
                <span className={each.late ? 'gz-late' : 'gz-good'}>
                  {each.late ? `✕ ${t('part:late')}` : `✓ ${t('part:onTime')}`}
                </span>
              ) : (
                <DueTime dueAt={each.dueAt} paused={each.state === 'PAUSED'} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The next step of a ladder is no promise to anybody: there is nothing to explain. */
function Name({ clock, onExplain }: { readonly clock: ClockView } & Pick<ClockListProps, 'onExplain'>) {
  const t = useText()
  const name = `${t(`deadline:${clock.name}`)}${clock.no === null ? '' : ` ${clock.no}`}`
  if (!onExplain || !isPromise(clock.name)) return name
  return (
    <button
      type="button"
      className="gz-link"
      aria-label={t('why:open', { name })}
      title={t('why:open', { name })}
      onClick={() => onExplain(clock.key)}
    >
      {name}
    </button>
  )
}
