import type { ToldView } from '@gezhi/core/notices/notice.api'
import { useLookups } from '@gezhi/ui/data'
import { noticeText } from '@gezhi/ui/notices/noticeText'
import { useTold } from '@gezhi/ui/notices/useNotices'
import { PastTime } from '@gezhi/ui/parts'
import { useState } from 'react'
import { useText } from '../i18n/text.ts'
import './notices.css'

/** Who was told of this case and when, folded: it belongs to the story without drowning it. */
export function ToldSection({ id }: { id: string }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const { data } = useTold(id, open)
  return (
    <details className="told" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('notice:told')}</summary>
      {data?.told.length === 0 && <p className="gz-muted">{t('notice:toldNone')}</p>}
      <ul>
        {data?.told.map((entry) => (
          <Entry key={`${entry.kind} ${entry.at} ${JSON.stringify(entry.values)}`} entry={entry} />
        ))}
      </ul>
    </details>
  )
}

function Entry({ entry }: { entry: ToldView }) {
  const t = useText()
  const lookups = useLookups()
  return (
    <li>
      <PastTime at={entry.at} />
      <div>
        <p>{noticeText(entry, t, lookups)}</p>
        <p className="gz-muted">
          {entry.told.map(({ org, orgName, role, count, read }) => (
            <span key={`${org} ${role}`}>
              {role === 'RESIDENT'
                ? t('notice:toldReporter')
                : t('notice:toldTo', { org: orgName, role: t.any(`role:${role}`, role), n: count })}
              {read > 0 && `(${t('notice:toldRead', { n: read })})`}{' '}
            </span>
          ))}
          {entry.deliveries.map(({ channel, state, count }) => (
            <span key={`${channel} ${state}`}>
              · {t(`channel:${channel}`)} {t(`deliveryState:${state}`)} {count}{' '}
            </span>
          ))}
        </p>
      </div>
    </li>
  )
}
