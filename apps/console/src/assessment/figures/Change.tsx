import type { Figure } from '@gezhi/core/assessment/assessment.api'
import { ArrowDownOutlined, ArrowUpOutlined, MinusOutlined } from '@ant-design/icons'
import type { Indicator } from '@gezhi/core/assessment/indicator'
import { useText } from '../../i18n/text.ts'
import { valueText } from '../format.ts'

interface ChangeProps {
  readonly now: Figure | undefined
  readonly then: Figure | undefined
  readonly indicator: Pick<Indicator, 'kind' | 'better'>
}

/** What became of a figure since the period before: arrow, amount and colour; a share moves by points. */
export function Change({ now, then, indicator }: ChangeProps) {
  const t = useText()
  if (now?.value == null || then?.value == null)
    return <small className="change gz-muted">{t('assess:noBefore')}</small>
  const moved = now.value - then.value
  const share = indicator.kind === 'RATE' || indicator.kind === 'MEAN' || indicator.kind === 'REPORTERS'
  const same = share ? Math.abs(moved) < 0.0005 : moved === 0
  if (same)
    return (
      <small className="change gz-muted">
        <MinusOutlined aria-hidden /> {t('assess:same')}
      </small>
    )
  const good =
    indicator.better === 'NEITHER'
      ? ''
      : moved > 0 === (indicator.better === 'UP')
        ? ' change-good'
        : ' change-bad'
  const Arrow = moved > 0 ? ArrowUpOutlined : ArrowDownOutlined
  const amount = Math.abs(moved)
  const text = share
    ? t('assess:percentPoints', { n: (amount * 100).toFixed(1) })
    : valueText(amount, indicator, t)
  return (
    <small className={`change gz-nums${good}`}>
      <Arrow aria-hidden /> {t(moved > 0 ? 'assess:up' : 'assess:down', { n: text })}
    </small>
  )
}
