import { InfoCircleOutlined } from '@ant-design/icons'
import { wilson } from '../../charts/scale.ts'
import { useText } from '../../i18n/text.ts'
import { percent, SMALL, whole } from '../format.ts'

const [WIDTH, HEIGHT, EDGE] = [72, 14, 5]
const x = (share: number): number => EDGE + share * (WIDTH - 2 * EDGE)

/** A rate as a dot on 0…100 %, the interval it may truly lie in as a bar behind it, and k of n beside: few cases, long bar. */
export function RateDot({ k, n }: { k: number; n: number }) {
  const t = useText()
  const rate = n === 0 ? 0 : k / n
  const [low, high] = wilson(k, n) ?? [0, 1]
  const hint = t('assess:interval', { low: percent(low), high: percent(high), n: whole(n) })
  return (
    <span className="rate-dot" title={hint}>
      <b className="gz-nums">{percent(rate)}</b>
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={hint}>
        <line className="rate-scale" x1={x(0)} x2={x(1)} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        <rect
          className="rate-range"
          x={x(low)}
          y={4}
          width={Math.max(2, x(high) - x(low))}
          height={HEIGHT - 8}
          rx={3}
        />
        <circle className="rate-point" cx={x(rate)} cy={HEIGHT / 2} r={4} />
      </svg>
      <small
        className={`gz-nums ${n < SMALL ? 'assess-small' : 'gz-muted'}`}
        title={n < SMALL ? t('assess:small') : undefined}
      >
        {n < SMALL && <InfoCircleOutlined aria-label={t('assess:small')} />} {whole(k)}/{whole(n)}
      </small>
    </span>
  )
}
