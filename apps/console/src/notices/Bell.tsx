import { BellOutlined } from '@ant-design/icons'
import { useUnread } from '@gezhi/ui/notices/useNotices'
import { Tooltip } from 'antd'
import { Link } from 'wouter'
import { useText } from '../i18n/text.ts'
import './notices.css'

/** How many notices wait, live; opens the inbox. */
export function Bell() {
  const t = useText()
  const { data } = useUnread()
  const { unread, urgent } = data ?? { unread: 0, urgent: 0 }
  const label = urgent > 0 ? t('notice:bellUrgent', { n: unread, urgent }) : t('notice:bell', { n: unread })
  return (
    <Tooltip title={t('notice:title')}>
      <Link href="/notices" className="bell" aria-label={label}>
        <BellOutlined aria-hidden="true" />
        {unread > 0 && (
          <span className={`bell-count gz-nums${urgent > 0 ? ' bell-urgent' : ''}`} aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </Link>
    </Tooltip>
  )
}
