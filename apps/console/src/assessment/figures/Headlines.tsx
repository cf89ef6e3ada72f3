import type { Figure } from '@gezhi/core/assessment/assessment.api'
import { INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import { Link } from 'wouter'
import { useText } from '../../i18n/text.ts'
import { figureOf, type FigureQuery } from '../data.ts'
import { figureText, sampleText, SMALL } from '../format.ts'
import { drillLink } from '../links.ts'
import { Change } from './Change.tsx'

/** The three rates first, then whether work was done in time, and what stands open beyond its limit. */
const HEADLINES = [
  'responseRate',
  'solvedRate',
  'satisfiedRate',
  'onTimeRate',
  'overdueOpen',
] as const satisfies readonly IndicatorCode[]

interface HeadlinesProps {
  readonly figures: readonly Figure[]
  readonly earlier: readonly Figure[] | undefined
  readonly query: FigureQuery
}

export function Headlines({ figures, earlier, query }: HeadlinesProps) {
  const t = useText()
  return (
    <div className="headlines">
      {HEADLINES.map((code) => {
        const [figure, indicator] = [figureOf(figures, code), INDICATORS[code]]
        const small =
          figure && indicator.kind !== 'STOCK' && figure.denominator > 0 && figure.denominator < SMALL
        return (
          <Link
            key={code}
            href={drillLink(code, query)}
            className="headline"
            title={indicator.formula[t.language]}
          >
            <span>{indicator.name[t.language]}</span>
            <strong className="gz-nums">{figureText(figure, indicator, t)}</strong>
            <small className="gz-muted gz-nums">
              {sampleText(figure, indicator, t) || '\u00a0'}
              {small && ` · ${t('assess:small')}`}
            </small>
            <Change now={figure} then={figureOf(earlier, code)} indicator={indicator} />
          </Link>
        )
      })}
    </div>
  )
}
