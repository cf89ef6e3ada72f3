import { call, Refused } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import { isAccessKey } from '@gezhi/core/people/resident'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { ProblemNote, TextField } from '@gezhi/ui/touch'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link, Redirect } from 'wouter'
import { Page } from '../frame/page.tsx'
import { asResident } from '../server.ts'
import { useText } from '../text.ts'

interface EnterProps {
  readonly secret: string | null
  readonly onKey: (key: string) => void
  readonly onForget: () => void
}

/** Asks for the access key and leads to the case; several cases of one key are listed. */
export function EnterPage({ secret, onKey, onForget }: EnterProps): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { data, error, isFetching } = useQuery({
    queryKey: ['mine', secret],
    enabled: secret !== null,
    queryFn: ({ signal }) => call(caseApi.find, {}, { signal, fetch: asResident(secret ?? '') }),
  })
  const cases = data?.cases
  const only = cases?.length === 1 ? cases[0] : undefined
  if (only) return <Redirect to={`/follow/${only.id}`} replace />
  if (!cases || cases.length === 0) {
    const unknown = error instanceof Refused && error.problem.status < 500
    const wrong = unknown ? text('follow:unknown') : cases ? text('follow:none') : null
    return (
      <Page title={text('follow:title')}>
        {unknown ? null : <ProblemNote reading error={error} />}
        <KeyForm busy={isFetching} wrong={wrong} onKey={onKey} />
      </Page>
    )
  }
  return (
    <Page title={text('follow:choose')}>
      <ul className="gt-stack tight">
        {cases.map((one) => (
          <li key={one.id}>
            <Link href={`/follow/${one.id}`} className="entry">
              <strong>{one.itemName ?? one.title}</strong>
              <span className="gt-figure">
                {text(`state:${one.state}`)} ·{' '}
                {text('follow:reportedAt', { at: shortTime(one.reportedAt, clock.now()) })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <button type="button" className="gt-link" onClick={onForget}>
        {text('follow:other')}
      </button>
    </Page>
  )
}

function KeyForm({
  busy,
  wrong,
  onKey,
}: {
  busy: boolean
  wrong: string | null
  onKey: (key: string) => void
}): ReactNode {
  const text = useText()
  const [value, setValue] = useState('')
  const [tried, setTried] = useState<string | null>(null)
  const own = tried === null || isAccessKey(tried) ? wrong : text(tried ? 'follow:unknown' : 'follow:lackKey')
  return (
    <form
      className="gt-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const key = value.replaceAll(/\s/g, '')
        setTried(key)
        if (isAccessKey(key)) onKey(key)
      }}
    >
      <TextField
        label={text('follow:keyLabel')}
        hint={text('follow:keyHint')}
        error={own}
        value={value}
        maxLength={200}
        autoComplete="off"
        onChange={setValue}
      />
      <button type="submit" className="gt-button primary wide" disabled={busy}>
        {text(busy ? 'frame:loading' : 'follow:open')}
      </button>
    </form>
  )
}
