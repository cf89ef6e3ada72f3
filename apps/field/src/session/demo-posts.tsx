import { call, Refused } from '@gezhi/client/call'
import { sessionApi } from '@gezhi/core/people/session.api'
import { ProblemNote, TextField, useSend } from '@gezhi/ui/touch'
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useText } from '../text.ts'
import { FIELD_ROLES, useSessionActions } from './session.ts'

const EACH = 5

/** Demo posts of the field, a few of each role; nothing is shown where the server offers none. */
export function DemoPosts(): ReactNode {
  const text = useText()
  const { enterDemo } = useSessionActions()
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search.trim())
  const { sending, error, send } = useSend(enterDemo)
  const found = useQueries({
    queries: FIELD_ROLES.map((role) => ({
      queryKey: ['demo-posts', role, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(
          sessionApi.demoPosts,
          { query: { role, limit: EACH, ...(asked ? { text: asked } : {}) } },
          { signal },
        ),
      placeholderData: keepPreviousData,
    })),
  })
  if (found.some((one) => one.error instanceof Refused)) return null
  const posts = found.flatMap(({ data }) => data?.posts ?? [])
  const loaded = found.every(({ data }) => data !== undefined)
  return (
    <section className="gt-stack">
      <h2>{text('enter:demo')}</h2>
      <p className="gt-muted">{text('enter:demoBody')}</p>
      <TextField
        label={text('enter:demoSearch')}
        type="search"
        value={search}
        maxLength={50}
        onChange={setSearch}
      />
      <ProblemNote error={error} />
      {loaded && posts.length === 0 ? <p>{text('enter:demoNone')}</p> : null}
      <ul className="gt-stack tight">
        {posts.map((post) => (
          <li key={post.code}>
            <button
              type="button"
              className="line-button"
              disabled={sending}
              onClick={() => void send(post.code)}
            >
              <strong>
                {post.personName} · {text(`role:${post.role}`)}
              </strong>
              <span className="gt-muted">{post.orgName}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
