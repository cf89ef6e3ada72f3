import {
  CheckCircleFilled,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons'
import { DELIVERED_WITHIN_MS, type DeviceStage } from '@gezhi/core/sync/device'
import type { ListedDevice } from '@gezhi/core/sync/sync.api'
import { useGezhi, useLookups } from '@gezhi/ui/data'
import { fullTime, shortTime } from '@gezhi/ui/time'
import { Button } from 'antd'
import { useText } from '../i18n/text.ts'

const MARKS = {
  IN_USE: [CheckCircleFilled, 'assess-good'],
  FORGOTTEN: [ExclamationCircleOutlined, 'assess-warn'],
  NOT_TOLD: [ClockCircleOutlined, 'assess-warn'],
  DELIVERING: [SyncOutlined, ''],
  DELIVERED: [CheckCircleFilled, ''],
  RUN_OUT: [ExclamationCircleOutlined, 'assess-warn'],
} as const satisfies Record<DeviceStage, readonly [unknown, string]>

interface DeviceTableProps {
  readonly devices: readonly ListedDevice[]
  readonly onRevoke: (device: ListedDevice) => void
}

export function DeviceTable({ devices, onRevoke }: DeviceTableProps) {
  const t = useText()
  return (
    <div className="assess-scroll">
      <table className="assess-table device-table">
        <thead>
          <tr>
            <th scope="col">{t('device:person')}</th>
            <th scope="col">{t('device:machine')}</th>
            <th scope="col">{t('device:seen')}</th>
            <th scope="col">{t('device:unsent')}</th>
            <th scope="col">{t('device:state')}</th>
            <th scope="col">
              <span className="device-hidden">{t('device:action')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <DeviceRow key={`${device.id} ${device.person}`} device={device} onRevoke={onRevoke} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function DeviceRow({ device, onRevoke }: { device: ListedDevice; onRevoke: DeviceTableProps['onRevoke'] }) {
  const t = useText()
  const { clock } = useGezhi()
  const { orgName } = useLookups()
  const { personName, posts, name, appVersion, boundAt, lastSeenAt, unsent } = device
  return (
    <tr>
      <th scope="row">
        <span>{personName}</span>
        {posts.length === 0 ? (
          <small className="gz-muted">{t('device:noPost')}</small>
        ) : (
          posts.map(({ role, org }) => (
            <small key={`${role} ${org}`} className="gz-muted">
              {t(`role:${role}`)} · {orgName(org)}
            </small>
          ))
        )}
      </th>
      <td>
        <span>{name}</span>
        <small className="gz-muted">
          {t('device:bound', { version: appVersion, at: shortTime(boundAt, clock.now()) })}
        </small>
      </td>
      <td className="gz-nums" title={fullTime(lastSeenAt)}>
        {shortTime(lastSeenAt, clock.now())}
      </td>
      <td className="gz-nums">
        {unsent === null ? (
          <span className="gz-muted">{t('device:unsentUnknown')}</span>
        ) : (
          t('device:items', { n: unsent })
        )}
      </td>
      <td>
        <Stage device={device} />
      </td>
      <td>
        {device.revokedAt === null && (
          <Button aria-label={t('device:revokeTitle', { name: personName })} onClick={() => onRevoke(device)}>
            {t('device:revoke')}
          </Button>
        )}
      </td>
    </tr>
  )
}

/** Where the device stands, and after a sign-out what came of it: by whom, why, and what it has delivered since. */
function Stage({ device }: { device: ListedDevice }) {
  const t = useText()
  const { clock } = useGezhi()
  const { stage, revokedAt, revokedBy, revokedReason, deliveredAt, taken, notTaken } = device
  const [Icon, look] = MARKS[stage]
  const now = clock.now()
  return (
    <>
      <span className={`assess-tag ${look}`}>
        <Icon aria-hidden="true" /> {t(`device:stage.${stage}`)}
      </span>
      {revokedAt !== null && (
        <small className="gz-muted">
          {t('device:revokedBy', { by: revokedBy ?? '', at: shortTime(revokedAt, now) })}
          {revokedReason !== null && t('device:because', { reason: revokedReason })}
        </small>
      )}
      {revokedAt !== null && stage === 'NOT_TOLD' && (
        <small className="gz-muted">
          {t('device:until', { at: shortTime(revokedAt + DELIVERED_WITHIN_MS, now) })}
        </small>
      )}
      {(stage === 'DELIVERING' || stage === 'DELIVERED' || taken + notTaken > 0) && (
        <small>
          {taken + notTaken === 0 && deliveredAt !== null
            ? t('device:nothingCame')
            : t('device:came', { n: taken })}
          {notTaken > 0 && t('device:cameRefused', { n: notTaken })}
        </small>
      )}
    </>
  )
}
