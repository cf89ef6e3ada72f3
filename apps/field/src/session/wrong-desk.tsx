import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import { PostList } from './me.tsx'
import { useSession, useSessionActions } from './session.ts'

/** Somebody whose work is at a desk: says so, and leads there or to another post of theirs. */
export function WrongDesk(): ReactNode {
  const text = useText()
  const { post } = useSession()
  const { signOut } = useSessionActions()
  return (
    <main id="content" className="page gt-stack">
      <h1>{text('shell:name')}</h1>
      <p>{text('enter:notField', { role: text(`role:${post.role}`) })}</p>
      <p>
        <a className="gt-button primary" href="/console/">
          {text('enter:toConsole')}
        </a>
      </p>
      <PostList />
      <button type="button" className="gt-button" onClick={() => void signOut()}>
        {text('me:out')}
      </button>
    </main>
  )
}
