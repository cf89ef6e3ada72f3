import { areaM2, lengthM } from '@gezhi/core/kernel/measure'
import { Button } from 'antd'
import { useText } from '../i18n/text.ts'
import { useSketch, type TheMap } from './useSketch.ts'

const shown = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** Metres below a kilometre, then kilometres with two decimals. */
export function useLengthText() {
  const t = useText()
  return (metres: number): string =>
    metres < 1000
      ? t('tools:metres', { n: shown(metres, 0) })
      : t('tools:kilometres', { n: shown(metres / 1000, 2) })
}

/** Distance along a line, or the area that a line encloses, while it is drawn. */
export function MeasurePanel({ map, of }: { map: TheMap; of: 'distance' | 'area' }) {
  const t = useText()
  const lengthText = useLengthText()
  const { corners, undo, clear } = useSketch(map, of === 'distance' ? 'line' : 'area')
  const area = areaM2(corners)
  return (
    <>
      <p className="gz-muted">{t('tools:drawHint')}</p>
      <dl className="map-measured" role="status">
        <dt>{of === 'distance' ? t('tools:length') : t('tools:size')}</dt>
        <dd className="gz-nums">
          {of === 'distance'
            ? lengthText(lengthM(corners))
            : area < 100_000
              ? t('tools:squareMetres', { n: shown(area, 0) })
              : t('tools:hectares', { n: shown(area / 10_000, 2) })}
        </dd>
      </dl>
      <SketchButtons some={corners.length > 0} undo={undo} clear={clear} />
    </>
  )
}

interface SketchButtonsProps {
  readonly some: boolean
  readonly undo: () => void
  readonly clear: () => void
}

export function SketchButtons({ some, undo, clear }: SketchButtonsProps) {
  const t = useText()
  return (
    <p className="map-tool-buttons">
      <Button size="small" disabled={!some} onClick={undo}>
        {t('tools:undo')}
      </Button>
      <Button size="small" disabled={!some} onClick={clear}>
        {t('tools:clear')}
      </Button>
    </p>
  )
}
