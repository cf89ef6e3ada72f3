import type { Figure } from '@gezhi/core/assessment/assessment.api'
import { INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import { Link } from 'wouter'
import { useText } from '../../i18n/text.ts'
import { figureOf, type FigureQuery } from '../data.ts'
import { figureText, sampleText, SMALL } from '../format.ts'
import { drillLink } from '../links.ts'
import { Panel } from '../parts.tsx'
import { Change } from './Change.tsx'

/** Indicators in the order of a case's way; what has no data yet stands last and says so. */
export const SECTIONS = [
  { key: 'intake', codes: ['reported', 'validRate', 'acceptTimely'] },
  { key: 'dispatch', codes: ['grabRate', 'dispatchAccuracy', 'signTimely'] },
  {
    key: 'whistles',
    codes: ['answerRate', 'arriveRate', 'whistleAccuracy', 'partnerRating', 'returnUpRate', 'selfResolution'],
  },
  {
    key: 'handling',
    codes: [
      'due',
      'onTimeRate',
      'handledRate',
      'closeRate',
      'closeTimely',
      'reworkRate',
      'overdueOpen',
      'handlingTime',
    ],
  },
  { key: 'feedback', codes: ['responseRate', 'solvedRate', 'satisfiedRate', 'repeatRate'] },
  { key: 'supervision', codes: ['yellowCards', 'redCards'] },
  { key: 'grid', codes: ['taskOnTime', 'dangersFound'] },
] as const satisfies readonly { readonly key: string; readonly codes: readonly IndicatorCode[] }[]

interface IndicatorTableProps {
  readonly figures: readonly Figure[]
  readonly earlier: readonly Figure[] | undefined
  readonly query: FigureQuery
}

/** Every indicator: its figure as a link, what it is made of, and how it moved. */
export function IndicatorTable({ figures, earlier, query }: IndicatorTableProps) {
  const t = useText()
  return (
    <Panel title={t('assess:indicators')}>
      <div className="indicator-sections">
        {SECTIONS.map(({ key, codes }) => (
          <table key={key} className="assess-table">
            <caption>{t(`assess:section.${key}`)}</caption>
            <thead className="gz-hidden">
              <tr>
                {(['indicator', 'value', 'basis', 'change'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`assess:${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {codes.map((code) => (
                <Row
                  key={code}
                  code={code}
                  figure={figureOf(figures, code)}
                  then={figureOf(earlier, code)}
                  query={query}
                />
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </Panel>
  )
}

interface RowProps {
  readonly code: IndicatorCode
  readonly figure: Figure | undefined
  readonly then: Figure | undefined
  readonly query: FigureQuery
}

function Row({ code, figure, then, query }: RowProps) {
  const t = useText()
  const indicator = INDICATORS[code]
  const text = figureText(figure, indicator, t)
  const opens = figure?.status === 'OK'
  const small =
    indicator.kind !== 'COUNT' && indicator.kind !== 'STOCK' && opens && figure.denominator < SMALL
  return (
    <tr>
      <th scope="row" title={`${indicator.formula[t.language]}\n${indicator.base[t.language]}`}>
        {indicator.name[t.language]}
      </th>
      <td className="num">{opens ? <Link href={drillLink(code, query)}>{text}</Link> : text}</td>
      <td className="num gz-muted">
        {sampleText(figure, indicator, t)}
        {small && <span className="assess-small"> {t('assess:small')}</span>}
      </td>
      <td className="num">{opens && <Change now={figure} then={then} indicator={indicator} />}</td>
    </tr>
  )
}
