import { call } from '@gezhi/client/call'
import { residentApi } from '@gezhi/core/people/resident.api'
import { type ReactNode, useState } from 'react'
import { CasePage } from './case.tsx'
import { EnterPage } from './enter.tsx'
import { dropKey, holdKey, keyFor } from './session.ts'

/** Without a key the page asks for one; with a key it shows the case, or the cases, that the key opens. */
export default function FollowPages({ id }: { id: string | null }): ReactNode {
  const [, redraw] = useState(0)
  const key = keyFor(id, localStorage, sessionStorage)
  const use = (next: string) => {
    holdKey(sessionStorage, next)
    redraw((n) => n + 1)
  }
  const forget = () => {
    dropKey(sessionStorage)
    // The cookie ends with the browser session anyway; a lost request here costs nothing.
    void call(residentApi.forget, {}).catch(() => undefined)
    redraw((n) => n + 1)
  }
  if (key && id) return <CasePage key={id} id={id} secret={key} onForget={forget} />
  return <EnterPage secret={key} onKey={use} onForget={forget} />
}
