import { CopyOutlined, PrinterOutlined } from '@ant-design/icons'
import { useGezhi } from '@gezhi/ui/data'
import { ErrorState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { App, Button } from 'antd'
import { useText } from '../i18n/text.ts'
import { CaseDetail } from './CaseDetail.tsx'
import { CaseSkeleton } from './CaseSkeleton.tsx'
import { useCase } from './useCase.ts'
import { useElsewhere } from './useElsewhere.tsx'

export function CasePage({ id }: { id: string }) {
  const t = useText()
  const { clock } = useGezhi()
  const { message } = App.useApp()
  const { data: view, error, isPlaceholderData, refetch } = useCase(id)
  const notice = useElsewhere(id)
  if (error && !view) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!view) return <CaseSkeleton />
  const copy = (): void =>
    void navigator.clipboard.writeText(location.href).then(() => message.success(t('page:copied')))
  const tools = (
    <span className="case-tools no-print">
      <Button size="small" type="text" onClick={() => history.back()}>
        ← {t('page:back')}
      </Button>
      <Button size="small" type="text" icon={<CopyOutlined />} onClick={copy}>
        {t('page:copyLink')}
      </Button>
      <Button size="small" type="text" icon={<PrinterOutlined />} onClick={() => print()}>
        {t('page:print')}
      </Button>
    </span>
  )
  return (
    <div className="case-page">
      <CaseDetail view={view} task={null} stale={isPlaceholderData} tools={tools} notice={notice} />
      <p className="print-only">{t('page:printedAt', { at: fullTime(clock.now()) })}</p>
    </div>
  )
}
