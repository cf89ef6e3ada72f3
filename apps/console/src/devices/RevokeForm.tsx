import { MOST_REASON, type ListedDevice } from '@gezhi/core/sync/sync.api'
import { useGezhi, useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { shortTime } from '@gezhi/ui/time'
import { Alert, App, Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useRevoke } from './data.ts'

const REASONS = ['LOST', 'LEFT', 'REPLACED', 'HANDED_ON'] as const

/** Says what will happen to the device and to what was not sent, and asks why. */
export function RevokeForm({ device, onClose }: { device: ListedDevice; onClose: () => void }) {
  const t = useText()
  const id = useId()
  const { message } = App.useApp()
  const textOf = useProblemText()
  const { mutate, isPending, error } = useRevoke()
  const [reason, setReason] = useState('')
  const send = (): void =>
    mutate(
      { id: device.id, reason: reason.trim() },
      {
        onSuccess: () => {
          void message.success(t('device:revoked', { name: device.personName }))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('device:revokeTitle', { name: device.personName })}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('device:keep')}</Button>
          <Button
            type="primary"
            danger
            disabled={reason.trim() === ''}
            loading={busyIcon(isPending)}
            onClick={send}
          >
            {t('device:revokeNow')}
          </Button>
        </>
      }
    >
      <p className="gz-muted">{device.name}</p>
      <Consequences device={device} />
      <label className="device-label" htmlFor={id}>
        {t('device:reason')}
      </label>
      <div className="device-reasons">
        {REASONS.map((one) => (
          <Button key={one} onClick={() => setReason(t(`device:reasons.${one}`))}>
            {t(`device:reasons.${one}`)}
          </Button>
        ))}
      </div>
      <Input.TextArea
        id={id}
        rows={2}
        maxLength={MOST_REASON}
        value={reason}
        placeholder={t('device:reasonHint')}
        onChange={(event) => setReason(event.target.value)}
      />
      {error && <Alert className="device-refused" type="error" showIcon title={textOf(error)} />}
    </Modal>
  )
}

function Consequences({ device: { unsent, lastSeenAt } }: { device: ListedDevice }) {
  const t = useText()
  const { clock } = useGezhi()
  const at = shortTime(lastSeenAt, clock.now())
  return (
    <ul className="device-consequences">
      <li>{t('device:ends')}</li>
      <li>{t('device:forgets')}</li>
      <li>
        {unsent === null
          ? t('device:deliversUnknown')
          : unsent === 0
            ? t('device:deliversNothing', { at })
            : t('device:delivers', { n: unsent, at })}
      </li>
      <li>{t('device:again')}</li>
    </ul>
  )
}
