import type { AppealView, LineView, Scorecard } from '@gezhi/core/assessment/assessment.api'
import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled } from '@ant-design/icons'
import { fileUrl } from '@gezhi/client/upload'
import { fullTime } from '@gezhi/ui/time'
import { Button } from 'antd'
import type { Output } from '@gezhi/client/call'
import type { assessmentApi } from '@gezhi/core/assessment/assessment.api'
import { Link } from 'wouter'
import { useText } from '../../i18n/text.ts'
import { signed } from '../format.ts'
import { Nothing } from '../parts.tsx'
import { explained } from './explain.ts'
import type { AppealChoice } from './PartTable.tsx'

interface AdjustmentsProps {
  readonly card: Scorecard
  readonly lines: readonly LineView[]
  readonly appeal: AppealChoice
}

/** Deductions, bonuses and corrections: each with its reason and its case. */
export function Adjustments({ card, lines, appeal }: AdjustmentsProps) {
  const t = useText()
  if (card.adjustments.length === 0) return <Nothing>{t('assess:noAdjustments')}</Nothing>
  return (
    <ul className="score-list">
      {card.adjustments.map(({ code, name, points, caseId, reason, line, explanation }, index) => {
        const number = lines.find(({ no }) => no === line)?.caseNumber
        return (
          <li key={line ?? `${code}${index}`}>
            <b className={`gz-nums ${points < 0 ? 'gz-late' : ''}`}>{signed(points)}</b>
            <div>
              <strong>{name[t.language]}</strong>
              <p>{explained(explanation, points, t)}</p>
              {reason !== null && <p>{reason}</p>}
              {caseId !== null && <Link href={`/cases/${caseId}`}>{number || t('assess:openCase')}</Link>}
            </div>
            {appeal.may(line) && line !== null && (
              <Button size="small" onClick={() => appeal.start({ line, part: name[t.language], points })}>
                {t('assess:command.fileAppeal')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

export function Exemptions({ exemptions }: Pick<Scorecard, 'exemptions'>) {
  const t = useText()
  if (exemptions.length === 0) return <Nothing>{t('assess:noExemptions')}</Nothing>
  return (
    <ul className="score-list">
      {exemptions.map(({ no, code, caseId, days, reason, by, at }) => (
        <li key={no}>
          <div>
            <strong>{t(`assess:exemption.${code}`)}</strong>
            {days !== null && <span> · {t('assess:days', { n: days })}</span>}
            {caseId !== null && (
              <>
                {' · '}
                <Link href={`/cases/${caseId}`}>{t('assess:openCase')}</Link>
              </>
            )}
            <p>{reason}</p>
            <small className="gz-muted">
              {by.orgName} · {fullTime(at)}
            </small>
          </div>
        </li>
      ))}
    </ul>
  )
}

const ICON = { OPEN: ClockCircleOutlined, UPHELD: CheckCircleFilled, REJECTED: CloseCircleFilled } as const
const TONE = { OPEN: '', UPHELD: ' assess-good', REJECTED: '' } as const

/** State of an appeal in word and icon. */
export function AppealState({ state }: Pick<AppealView, 'state'>) {
  const t = useText()
  const Icon = ICON[state]
  return (
    <span className={`assess-tag${TONE[state]}`}>
      <Icon /> {t(`assess:appealState.${state}`)}
    </span>
  )
}

type Appeals = Output<typeof assessmentApi.score>['appeals']

/** Appeals with reason and answer. */
export function AppealList({ appeals }: { appeals: Appeals }) {
  const t = useText()
  return (
    <ul className="score-list">
      {appeals.map((appeal) => (
        <li key={appeal.no}>
          <div>
            <strong>{appeal.partName[t.language]}</strong>{' '}
            <span className="gz-nums">{appeal.points.toFixed(2)}</span> <AppealState state={appeal.state} />
            <p>{appeal.reason}</p>
            <Evidence hashes={appeal.evidence} />
            {appeal.answer !== null && <p>{t('page:answer', { text: appeal.answer })}</p>}
            <small className="gz-muted">
              {fullTime(appeal.at)}
              {appeal.decidedAt !== null && ` → ${fullTime(appeal.decidedAt)}`}
            </small>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Files given as proof, by number. */
export function Evidence({ hashes }: { hashes: readonly string[] }) {
  const t = useText()
  if (hashes.length === 0) return null
  return (
    <p className="assess-evidence">
      {hashes.map((hash, index) => (
        <a key={hash} href={fileUrl(hash)} target="_blank" rel="noreferrer">
          {t('assess:evidence', { n: index + 1 })}
        </a>
      ))}
    </p>
  )
}
