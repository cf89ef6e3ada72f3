import { CheckCircleFilled, CloseCircleFilled, WarningFilled } from '@ant-design/icons'
import type { FindingView } from '@gezhi/core/grids/redraw.api'
import { REDRAW_FINDINGS, type RedrawFinding } from '@gezhi/core/grids/redraw.refusals'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { useText } from '../i18n/text.ts'

type Finding = Pick<FindingView, 'code' | 'grids' | 'post' | 'place' | 'areaM2'> | RedrawFinding

interface ChecksPanelProps {
  readonly findings: readonly Finding[]
  readonly nameOf: (grid: string) => string
  /** Leads to the place of a finding, or to its first grid. */
  readonly onShow: (place: LonLat | null, grid: string | null) => void
}

export const isError = ({ code }: Pick<Finding, 'code'>): boolean => REDRAW_FINDINGS[code][0] === 'ERROR'

/** What is wrong and what is doubtful, the wrong first; each leads to its place. */
export function ChecksPanel({ findings, nameOf, onShow }: ChecksPanelProps) {
  const t = useText()
  const wrong = findings.filter(isError).length
  const sorted = findings.toSorted((a, b) => Number(isError(b)) - Number(isError(a)))
  return (
    <section className="grids-checks" aria-label={t('grids:checks')}>
      <p role="status" className={wrong > 0 ? 'grids-wrong' : 'grids-right'}>
        {wrong > 0 ? <CloseCircleFilled /> : <CheckCircleFilled />}{' '}
        {wrong > 0 ? t('grids:wrongN', { n: wrong }) : t('grids:right')}
      </p>
      <ul>
        {sorted.map((finding, index) => {
          const { code, grids, post, place, areaM2 } = finding
          const [weight, zh, en] = REDRAW_FINDINGS[code]
          const about = [...grids.map(nameOf), ...(post ? [post] : [])].join('、')
          return (
            <li key={`${code}-${index}`}>
              <button
                type="button"
                onClick={() => onShow(place && [place[0] ?? 0, place[1] ?? 0], grids[0] ?? null)}
              >
                {weight === 'ERROR' ? (
                  <CloseCircleFilled className="grids-wrong" aria-label={t('grids:error')} />
                ) : (
                  <WarningFilled className="grids-doubtful" aria-label={t('grids:advice')} />
                )}
                <span>
                  {t.language === 'zh' ? zh : en}
                  {about && <small className="gz-muted">{about}</small>}
                  {areaM2 !== null && (
                    <small className="gz-muted">{t('tools:squareMetres', { n: Math.round(areaM2) })}</small>
                  )}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
