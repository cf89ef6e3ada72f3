import type { PartView, Scorecard } from '@gezhi/core/assessment/assessment.api'
import type { IndicatorCode } from '@gezhi/core/assessment/indicators'
import { INDICATORS } from '@gezhi/core/assessment/indicators'
import { Button } from 'antd'
import { Link } from 'wouter'
import { useText } from '../../i18n/text.ts'
import { drillLink, proofLink } from '../links.ts'
import { Bar } from '../parts.tsx'
import { daysOfMonth } from '../period.ts'
import { explained } from './explain.ts'
import { percent, points, whole } from '../format.ts'

export interface AppealChoice {
  readonly may: (line: number | null) => boolean
  readonly start: (asking: { line: number; part: string; points: number }) => void
}

interface PartTableProps {
  readonly card: Scorecard
  /** It is the reader's own: lists of a month that still runs are those of the signed-in post. */
  readonly own: boolean
  readonly appeal: AppealChoice
}

/** Every part with its points, the formula in plain words with the numbers in it, and the way to its cases. */
export function PartTable({ card, own, appeal }: PartTableProps) {
  const t = useText()
  return (
    <div className="assess-scroll">
      <table className="assess-table part-table">
        <thead>
          <tr>
            <th scope="col">{t('assess:part')}</th>
            <th scope="col" className="num">
              {t('assess:points')}
            </th>
            <th scope="col" className="part-bar" aria-label={t('assess:share')} />
            <th scope="col" className="num">
              {t('assess:rate')}
            </th>
            <th scope="col" className="num">
              {t('assess:kOfN')}
            </th>
            <th scope="col">{t('assess:formula')}</th>
            <th scope="col">{t('assess:cases')}</th>
            <th scope="col" aria-label={t('assess:command.fileAppeal')} />
          </tr>
        </thead>
        <tbody>
          {card.parts.map((part) => (
            <Part key={part.code} part={part} card={card} own={own} appeal={appeal} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Part({ part, card, own, appeal }: { part: PartView } & PartTableProps) {
  const t = useText()
  const { language } = t
  const { name, max, rate, k, n, line } = part
  return (
    <tr>
      <th scope="row">{name[language]}</th>
      <td className="num">
        {part.points === null ? '—' : points(part.points)} <small className="gz-muted">/ {max}</small>
      </td>
      <td className="part-bar">
        {part.points !== null && <Bar share={part.points / max} low={part.points / max < 0.8} />}
      </td>
      <td className="num">{rate === null ? '—' : percent(rate)}</td>
      <td className="num">{n === null ? '—' : k === null ? whole(n) : `${whole(k)} / ${whole(n)}`}</td>
      <td className="part-formula">
        {explained(part.explanation, part.points, t)}
        {part.status !== 'OK' && <small className="assess-tag">{t(`assess:status.${part.status}`)}</small>}
      </td>
      <td>
        <CaseLinks part={part} card={card} own={own} />
      </td>
      <td>
        {appeal.may(line) && line !== null && (
          <Button
            size="small"
            onClick={() => appeal.start({ line, part: name[language], points: part.points ?? 0 })}
          >
            {t('assess:command.fileAppeal')}
          </Button>
        )}
      </td>
    </tr>
  )
}

/** A settled part opens the cases as they were counted then; one that still moves opens those of now. */
function CaseLinks({ part, card, own }: Omit<PartTableProps, 'appeal'> & { part: PartView }) {
  const t = useText()
  if (part.status === 'NO_DATA' || part.n === null || part.n === 0) return null
  if (card.state === 'CLOSED' && part.line !== null)
    return <Link href={proofLink(card.id, part.line)}>{t('assess:openCases')}</Link>
  const { subject, month } = card
  // A post's list of a running month is for its holder only: nobody else filters by person.
  if (subject.kind === 'POST' && !own) return null
  const query = {
    ...daysOfMonth(month),
    ...(subject.kind === 'POST' ? { mine: true } : { org: subject.code }),
  }
  return part.indicators
    .filter((code: IndicatorCode) => INDICATORS[code].needs === null)
    .map((code) => (
      <Link key={code} href={drillLink(code, query)}>
        {part.indicators.length > 1 ? INDICATORS[code].name[t.language] : t('assess:openCases')}
      </Link>
    ))
}
