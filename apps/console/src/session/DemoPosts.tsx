import { call, Refused } from '@gezhi/client/call'
import { LEVELS, ROLES } from '@gezhi/core/people/roles'
import { type PostView, sessionApi } from '@gezhi/core/people/session.api'
import { useProblemText } from '@gezhi/ui/data'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useSessionActions } from './session.ts'

/** Highest level first: who dispatches is tried before who patrols. */
const ORDER = LEVELS.toReversed()

/** In demo mode every post can be entered with one click; elsewhere the server refuses the list and nothing is shown. */
export function DemoPosts() {
  const t = useText()
  const textOf = useProblemText()
  const { entered } = useSessionActions()
  const [text, setText] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const asked = useDeferredValue(text.trim())
  const { data, error } = useQuery({
    queryKey: ['demo-posts', asked],
    queryFn: ({ signal }) =>
      call(sessionApi.demoPosts, { query: { limit: 200, ...(asked ? { text: asked } : {}) } }, { signal }),
    placeholderData: keepPreviousData,
  })
  if (error instanceof Refused) return null
  const enter = async ({ code }: PostView): Promise<void> => {
    try {
      await call(sessionApi.demoSignIn, { body: { post: code } })
      await entered()
    } catch (refused) {
      setFailure(textOf(refused))
    }
  }
  const posts = data?.posts ?? []
  return (
    <section className="sign-in-card sign-in-demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{t('session:demo')}</h2>
      <p>{t('session:demoBody')}</p>
      <Input.Search
        value={text}
        allowClear
        placeholder={t('session:demoSearch')}
        aria-label={t('session:demoSearch')}
        onChange={(event) => setText(event.target.value)}
      />
      {failure && <Alert type="error" showIcon title={failure} />}
      <div className="sign-in-posts">
        {data && !posts.length && <p>{t('session:demoNone')}</p>}
        {ORDER.map((level) => {
          const group = posts.filter(({ role }) => ROLES[role].level === level)
          if (!group.length) return null
          return (
            <section key={level} aria-label={t(`level:${level}`)}>
              <h3>{t(`level:${level}`)}</h3>
              {group.map((post) => (
                <button key={post.code} type="button" onClick={() => void enter(post)}>
                  <strong>{t(`role:${post.role}`)}</strong>
                  <span>{post.orgName}</span>
                  <small>
                    {post.personName}
                    {post.grids.length > 1 ? ` · ${t('session:grids', { n: post.grids.length })}` : ''}
                  </small>
                </button>
              ))}
            </section>
          )
        })}
      </div>
    </section>
  )
}
