import { isVisited, plateOf } from '@gezhi/core/patrol/point'
import type { PointCoverage } from '@gezhi/core/patrol/patrol.api'
import { PrinterOutlined } from '@ant-design/icons'
import { EmptyState } from '@gezhi/ui/parts'
import { Button } from 'antd'
import { encodeQR } from 'qr'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { Answer, PageHead } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useGridCoverage } from './data.ts'

/** A sheet of plates, one for each point: nine on a page of A4. */
export function PlatesPage({ grid }: { grid: string }) {
  const t = useText()
  const coverage = useGridCoverage(grid, 30)
  return (
    <div className="assess-page plates-page">
      <Answer query={coverage} rows={10}>
        {({ points, coverage: { gridName } }) => {
          const visited = points.filter(({ kind }) => isVisited(kind))
          return (
            <>
              <div className="plates-head">
                <PageHead title={t('patrol:platesTitle', { grid: gridName })} about={t('patrol:platesAbout')}>
                  <Link href={`/patrol/${grid}`}>{t('patrol:back')}</Link>
                  <Button
                    type="primary"
                    icon={<PrinterOutlined />}
                    disabled={visited.length === 0}
                    onClick={() => globalThis.print()}
                  >
                    {t('patrol:print')}
                  </Button>
                </PageHead>
              </div>
              {visited.length === 0 ? (
                <EmptyState title={t('patrol:noPoints')} body={t('patrol:about')} />
              ) : (
                <ul className="plates">
                  {visited.map((point) => (
                    <Plate key={point.id} point={point} />
                  ))}
                </ul>
              )}
            </>
          )
        }}
      </Answer>
    </div>
  )
}

/** Error correction of a quarter: a scratched plate can still be read. */
function Plate({ point }: { point: PointCoverage }) {
  const t = useText()
  const picture = useMemo(() => {
    const svg = encodeQR(plateOf(point), 'svg', { ecc: 'quartile', border: 2 })
    return `data:image/svg+xml,${encodeURIComponent(svg)}`
  }, [point])
  return (
    <li className="plate">
      <small>{t('patrol:plateHint')}</small>
      <img src={picture} alt={plateOf(point)} />
      <strong>{point.name}</strong>
      <span>{t(`patrol:kinds.${point.kind}`)}</span>
      <code>{point.code}</code>
    </li>
  )
}
