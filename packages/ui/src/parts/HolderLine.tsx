import type { CaseSummary } from '@gezhi/core/cases/case.api'
import { useGezhi } from '../data/Gezhi.tsx'
import { useText } from '../i18n/i18n.ts'
import { shortTime } from '../time/format.ts'
import { DueTime } from './DueTime.tsx'

interface HolderLineProps {
  readonly holder: CaseSummary['holder']
  /** False where the remaining time stands elsewhere on the same screen. */
  readonly counting?: boolean
}

/** Who holds the clock: the unit, since when, which deadline, until when. */
export function HolderLine({ holder, counting = true }: HolderLineProps) {
  const t = useText()
  const { clock } = useGezhi()
  if (!holder) return <p className="gz-holder gz-muted">{t('part:holderNobody')}</p>
  const now = clock.now()
  return (
    <p className="gz-holder">
      <span className="gz-muted">{t('part:holder')}</span>
      <strong>{holder.orgName}</strong>
      <span className="gz-muted gz-nums">{t('part:since', { at: shortTime(holder.since, now) })}</span>
      {holder.deadline && <span>{t(`deadline:${holder.deadline}`)}</span>}
      {holder.dueAt !== null && !holder.paused && (
        <span className="gz-nums">{t('time:dueShort', { at: shortTime(holder.dueAt, now) })}</span>
      )}
      {counting && <DueTime dueAt={holder.dueAt} clock={holder.clock} paused={holder.paused} />}
    </p>
  )
}
