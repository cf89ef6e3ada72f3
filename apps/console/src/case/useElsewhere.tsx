import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useChanges } from '../live/live.tsx'
import { useSession } from '../session/session.ts'

/** Says for ten seconds that somebody else has changed the case one is looking at; a lost grab names the winner. */
export function useElsewhere(id: string): ReactNode {
  const t = useText()
  const { post } = useSession()
  const [said, setSaid] = useState<{ readonly id: string; readonly text: string } | null>(null)
  useChanges((change) => {
    if (change.case.id !== id || change.actor.org === post.org || change.actor.role === 'SYSTEM') return
    const lost = change.fact === 'order.grabbed'
    const text = t(lost ? 'desk:lostRace' : 'page:changedElsewhere', { org: change.actor.orgName })
    setSaid({ id, text })
  })
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(null), 10_000)
    return () => clearTimeout(timer)
  }, [said])
  const text = said?.id === id ? said.text : null
  return (
    <p className="case-notice" role="status" hidden={!text}>
      {text}
    </p>
  )
}
