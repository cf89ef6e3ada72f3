import type { DeviceGroup, ListedDevice } from '@gezhi/core/sync/sync.api'
import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { Button, Input, Segmented } from 'antd'
import { useDeferredValue, useState } from 'react'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import '../assessment/assessment.css'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { useDevices } from './data.ts'
import { DeviceTable } from './DeviceTable.tsx'
import './devices.css'
import { RevokeForm } from './RevokeForm.tsx'
import { seesDevices } from './roles.ts'

const GROUPS = ['ALL', 'IN_USE', 'SIGNED_OUT'] as const satisfies readonly ('ALL' | DeviceGroup)[]

/** Devices that hold work and data of the staff; a lost one is signed out here. */
export function DevicesPage() {
  const t = useText()
  const { post } = useSession()
  if (!seesDevices(post.role)) return <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
  return (
    <div className="assess">
      <div className="assess-page">
        <PageHead title={t('device:title')} />
        <p className="gz-muted device-about">{t('device:about')}</p>
        <Devices />
      </div>
    </div>
  )
}

function Devices() {
  const t = useText()
  const [text, setText] = useState('')
  const [group, setGroup] = useState<(typeof GROUPS)[number]>('ALL')
  const [revoking, setRevoking] = useState<ListedDevice | null>(null)
  const asked = useDeferredValue(text.trim())
  const devices = useDevices({ text: asked, group: group === 'ALL' ? undefined : group })
  return (
    <>
      <div className="device-filter">
        <Input
          allowClear
          value={text}
          maxLength={50}
          placeholder={t('device:text')}
          aria-label={t('device:text')}
          onChange={(event) => setText(event.target.value)}
        />
        <Segmented
          aria-label={t('device:group')}
          value={group}
          options={GROUPS.map((value) => ({ value, label: t(`device:groups.${value}`) }))}
          onChange={setGroup}
        />
      </div>
      <Answer query={devices} rows={12}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.devices)
          if (all.length === 0)
            return asked || group !== 'ALL' ? (
              <EmptyState title={t('device:noMatch')} body={t('device:noMatchBody')} />
            ) : (
              <EmptyState title={t('device:none')} body={t('device:noneBody')} />
            )
          return (
            <Panel>
              <DeviceTable devices={all} onRevoke={setRevoking} />
              {devices.hasNextPage && (
                <p className="device-more">
                  <Button
                    loading={busyIcon(devices.isFetchingNextPage)}
                    onClick={() => void devices.fetchNextPage()}
                  >
                    {t('cases:loadMore')}
                  </Button>
                </p>
              )}
            </Panel>
          )
        }}
      </Answer>
      {revoking && <RevokeForm key={revoking.id} device={revoking} onClose={() => setRevoking(null)} />}
    </>
  )
}
