import { reportApi } from '@gezhi/core/reports/report.api'
import { DownloadButton } from '../../download/DownloadButton.tsx'
import { useText } from '../../i18n/text.ts'
import type { FigureQuery } from '../data.ts'

/** The work report of the period shown, as a document and as a workbook. */
export function ReportButtons({ query: { from, to, org } }: { query: FigureQuery }) {
  const t = useText()
  const input = (format: 'docx' | 'xlsx') => ({ query: { from, to, org, format, language: t.language } })
  return (
    <>
      <DownloadButton endpoint={reportApi.work} input={input('docx')} type="primary">
        {t('assess:reportDocx')}
      </DownloadButton>
      <DownloadButton endpoint={reportApi.work} input={input('xlsx')}>
        {t('assess:reportXlsx')}
      </DownloadButton>
    </>
  )
}
