import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useChanges } from '../live/live.tsx'
import { useSession } from '../session/session.ts'

/** Says for ten seconds that somebody else has changed the case one is looking at; a lost grab names the winner. */
export function useElsewhere(id: string): ReactNode {
  const t = useText()
  const { post } = useSession()
  const [text, setText] = useState<string | null>(null)
  useChanges((change) => {
    if (change.case.id !== id || change.actor.org === post.org || change.actor.role === 'SYSTEM') return
    const lost = change.fact === 'order.grabbed'
    setText(t(lost ? 'desk:lostRace' : 'page:changedElsewhere', { org: change.actor.orgName }))
  })
  useEffect(() => setText(null), [id])
  useEffect(() => {
    if (!text) return
    const timer = setTimeout(() => setText(null), 10_000)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <p className="case-notice" role="status" hidden={!text}>
      {text}
    </p>
  )
}
