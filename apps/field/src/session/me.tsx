import { ProblemNote, useSend } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { Look } from '../frame/look.tsx'
import { isUnsent, useEntries, useIsOpening } from '../offline/held.ts'
import { OutboxLink } from '../outbox/outbox-link.tsx'
import { useText } from '../text.ts'
import { useSession, useSessionActions } from './session.ts'

/** Who I am here, my other posts, language and theme, and the way out. */
export function MeScreen(): ReactNode {
  const text = useText()
  const { post } = useSession()
  const { signOut } = useSessionActions()
  const opening = useIsOpening()
  const unsent = useEntries().filter(isUnsent).length
  const { error, sending, send } = useSend(async () => {
    if (unsent === 0 || confirm(text('outbox:leaving', { n: unsent }))) await signOut()
  })
  return (
    <Screen title={text('me:title')}>
      <section className="gt-panel gt-stack tight">
        <h2>{text('me:post')}</h2>
        <p>
          <strong>{post.personName}</strong> · {text(`role:${post.role}`)}
        </p>
        <p className="gt-muted">{post.orgName}</p>
        {post.grids.length > 0 ? (
          <p className="gt-muted gt-figure">
            {text('me:grids')} {post.grids.join(' ')}
          </p>
        ) : null}
      </section>
      <OutboxLink />
      <Link href="/device" className="line-button">
        <strong>{text('device:title')}</strong>
        <span className="gt-muted">{text('device:hint')}</span>
      </Link>
      <PostList />
      <Look />
      <ProblemNote error={error} />
      <button
        type="button"
        className="gt-button wide"
        disabled={sending || opening}
        onClick={() => void send(undefined)}
      >
        {text('me:out')}
      </button>
    </Screen>
  )
}

/** The other posts of this person; a tap acts in one of them. */
export function PostList(): ReactNode {
  const text = useText()
  const { post, posts } = useSession()
  const { choosePost } = useSessionActions()
  const { error, sending, send } = useSend(choosePost)
  const others = posts.filter(({ code }) => code !== post.code)
  if (others.length === 0) return null
  return (
    <section className="gt-stack tight">
      <h2>{text('me:posts')}</h2>
      <ProblemNote error={error} />
      <ul className="gt-stack tight">
        {others.map((other) => (
          <li key={other.code}>
            <button
              type="button"
              className="line-button"
              disabled={sending}
              onClick={() => void send(other.code)}
            >
              <strong>{text(`role:${other.role}`)}</strong>
              <span className="gt-muted">{other.orgName}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
