import { DownloadOutlined } from '@ant-design/icons'
import { call } from '@gezhi/client/call'
import { PRIVACY_REGISTER } from '@gezhi/core/residents/privacy-register'
import { protectionApi } from '@gezhi/core/residents/protection.api'
import { useGezhi } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Button } from 'antd'
import { useText } from '../../i18n/text.ts'
import { useDeed } from '../data.ts'
import { dayOf } from '../ListPage.tsx'
import { saveText } from '../save.ts'

/** Everything the yearly compliance audit asks for, in one file and without any resident's data (PIPL 54; R-P-40). */
async function audit() {
  const { records } = await call(protectionApi.records, { query: { past: true } })
  const { reports } = await call(protectionApi.reports, {})
  const { alarms } = await call(protectionApi.alarms, {})
  const { exports } = await call(protectionApi.exports, {})
  const { requests } = await call(protectionApi.requests, { query: {} })
  return {
    register: PRIVACY_REGISTER,
    records,
    reports,
    alarms,
    exports,
    requests: requests.map(({ right, status, channel, askedAt, dueAt, decidedAt }) => ({
      right,
      status,
      channel,
      askedAt,
      dueAt,
      decidedAt,
    })),
  }
}

export function AuditButton() {
  const t = useText()
  const { clock } = useGezhi()
  const make = useDeed(audit, 'protection')
  return (
    <Button
      icon={<DownloadOutlined />}
      loading={busyIcon(make.isPending)}
      onClick={() =>
        make.mutate(undefined, {
          onSuccess: (all) =>
            saveText(`audit-${dayOf(clock.now())}.json`, JSON.stringify(all, null, 2), 'application/json'),
        })
      }
    >
      {t('protect:audit')}
    </Button>
  )
}
