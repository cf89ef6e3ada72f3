import type { OrderView } from '@gezhi/core/cases/case.api'
import { isOpenOrder } from '@gezhi/core/cases/states'
import { useGezhi } from '../data/Gezhi.tsx'
import { useLookups } from '../data/reference.ts'
import { useText } from '../i18n/i18n.ts'
import { shortTime } from '../time/format.ts'
import { DueTime } from './DueTime.tsx'
import { PhotoGrid } from './PhotoGrid.tsx'

/** Every order with its unit, what it has done and until when; child orders stand under their parent. */
export function OrderList({ orders }: { orders: readonly OrderView[] }) {
  const t = useText()
  if (!orders.length) return <p className="gz-muted">{t('part:noOrders')}</p>
  const numbers = new Set(orders.map(({ no }) => no))
  const tops = orders.filter(({ parent }) => parent === null || !numbers.has(parent))
  return (
    <ul className="gz-orders">
      {tops.flatMap((top) => [
        <Row key={top.no} order={top} />,
        ...orders
          .filter(({ parent }) => parent === top.no)
          .map((child) => <Row key={child.no} order={child} child />),
      ])}
    </ul>
  )
}

function Row({ order, child = false }: { order: OrderView; child?: boolean }) {
  const t = useText()
  const { clock } = useGezhi()
  const { orgName } = useLookups()
  const at = (time: number): string => shortTime(time, clock.now())
  const open = isOpenOrder(order.state)
  const happened = [
    order.signedAt !== null &&
      t(order.autoSigned ? 'part:autoSigned' : 'part:signedAt', { at: at(order.signedAt) }),
    order.arrivedAt !== null && t('part:arrivedAt', { at: at(order.arrivedAt) }),
    order.arrivalPending && t('part:arrivalPending'),
    order.doneAt !== null && t('part:doneAt', { at: at(order.doneAt) }),
  ].filter((line) => line !== false)
  return (
    <li className={`${open ? 'gz-open' : 'gz-over'}${child ? ' gz-child' : ''}`}>
      <p className="gz-order-head">
        <span className="gz-order-no">{order.no}</span>
        <strong>{order.orgName}</strong>
        <span className="gz-chip">{t(`orderKind:${order.kind}`)}</span>
        {order.lead && <span className="gz-chip gz-lead">{t('part:lead')}</span>}
        <span className={`gz-chip gz-order-${order.state.toLowerCase()}`}>
          {t(`orderState:${order.state}`)}
        </span>
        {open && <DueTime dueAt={order.dueAt} />}
      </p>
      {order.task && <p>{order.task}</p>}
      {order.dependsOn && (
        <p className="gz-muted">{t('part:dependsOn', { org: orgName(order.dependsOn) })}</p>
      )}
      {happened.length > 0 && <p className="gz-muted gz-nums">{happened.join(' · ')}</p>}
      {order.resultText && <blockquote>{order.resultText}</blockquote>}
      {order.resultPhotos.length > 0 && <PhotoGrid hashes={order.resultPhotos} small />}
    </li>
  )
}
