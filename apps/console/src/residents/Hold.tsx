import { call } from '@gezhi/client/call'
import { protectionApi } from '@gezhi/core/residents/protection.api'
import { busyIcon } from '@gezhi/ui/parts'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useDeed } from './data.ts'

/** Why the law forbids to erase a record; at its date it is locked then (R-P-10). */
export function Hold({ id }: { id: string }) {
  const t = useText()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const hold = useDeed(
    (why: string | null) => call(protectionApi.hold, { params: { id }, body: { reason: why } }),
    'residents',
  )
  const keep = (why: string | null): void =>
    hold.mutate(why, {
      onSuccess: () => {
        void message.success(t('people:holdKept'))
        setOpen(false)
      },
    })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('people:hold')}</Button>
      <Modal
        open={open}
        title={t('people:hold')}
        onCancel={() => setOpen(false)}
        footer={[
          <Button key="end" onClick={() => keep(null)}>
            {t('people:holdEnd')}
          </Button>,
          <Button
            key="keep"
            type="primary"
            disabled={!reason.trim()}
            loading={busyIcon(hold.isPending)}
            onClick={() => keep(reason.trim())}
          >
            {t('people:save')}
          </Button>,
        ]}
      >
        <p className="gz-muted">{t('people:holdHint')}</p>
        <label htmlFor="hold-reason">{t('people:holdReason')}</label>
        <Input
          id="hold-reason"
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
        />
      </Modal>
    </>
  )
}
