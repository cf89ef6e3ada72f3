import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  DiffOutlined,
  InboxOutlined,
  StopOutlined,
} from '@ant-design/icons'
import type { RecordSummary } from '@gezhi/core/library/library.api'
import { useText } from '../i18n/text.ts'
import { dayText } from './format.ts'

/** How far a record can be relied on: icon and word, never colour alone. */
export function Freshness({ record }: { record: RecordSummary }) {
  const t = useText()
  if (record.cancelled)
    return (
      <span className="lib-fresh gz-muted">
        <StopOutlined aria-hidden="true" /> {t('lib:states.CANCELLED')}
      </span>
    )
  if (record.openDifferences > 0)
    return (
      <span className="lib-fresh lib-different">
        <DiffOutlined aria-hidden="true" /> {t('lib:differentN', { n: record.openDifferences })}
      </span>
    )
  if (record.due)
    return (
      <span className="lib-fresh lib-due">
        <ClockCircleOutlined aria-hidden="true" /> {t('lib:due')}
      </span>
    )
  return record.confirmedAt === null ? (
    <span className="lib-fresh gz-muted">
      <InboxOutlined aria-hidden="true" /> {t('lib:loadedOn', { at: dayText(record.asOf) })}
    </span>
  ) : (
    <span className="lib-fresh lib-confirmed">
      <CheckCircleOutlined aria-hidden="true" /> {t('lib:confirmedOn', { at: dayText(record.confirmedAt) })}
    </span>
  )
}
