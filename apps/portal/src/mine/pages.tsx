import { call, Refused } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { mineApi } from '@gezhi/core/residents/mine.api'
import { ProblemNote, TextField } from '@gezhi/ui/touch'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { Page } from '../frame/page.tsx'
import { useText } from '../text.ts'
import { Consents } from './consents.tsx'
import { Held } from './held.tsx'
import { dropMine, holdMine, keyOfMine } from './keep.ts'
import { Passes } from './passes.tsx'
import { Readings } from './readings.tsx'
import { Requests } from './requests.tsx'
import { identify, useMine } from './use-mine.ts'

/** Without a key the page asks for the code from the grid member; with one it shows what is held. */
export default function MinePages(): ReactNode {
  const [key, setKey] = useState(keyOfMine)
  const leave = () => {
    dropMine()
    setKey(null)
  }
  return key === null ? <EnterCode onKey={setKey} /> : <MyRecord key={key} secret={key} onLeave={leave} />
}

const CODE_LENGTH = 10

function EnterCode({ onKey }: { onKey: (key: string) => void }): ReactNode {
  const text = useText()
  const [code, setCode] = useState('')
  const [keep, setKeep] = useState(false)
  const [tried, setTried] = useState(false)
  // The same attempt keeps its id, so that an answer that was lost comes again.
  const [attempt, setAttempt] = useState(newId)
  const plain = code.replaceAll(/[\s-]/g, '')
  const enter = useMutation({ mutationFn: () => identify(plain, attempt) })
  const submit = (): void => {
    setTried(true)
    if (plain.length !== CODE_LENGTH) return
    enter.mutate(undefined, {
      onSuccess: ({ key }) => {
        holdMine(key, keep)
        onKey(key)
      },
    })
  }
  return (
    <Page title={text('mine:title')}>
      <form
        className="gt-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField
          label={text('mine:codeLabel')}
          hint={text('mine:codeHint')}
          error={tried && plain.length !== CODE_LENGTH ? text('mine:codeLack') : null}
          value={code}
          maxLength={20}
          autoComplete="one-time-code"
          onChange={(next) => {
            setCode(next)
            setAttempt(newId())
          }}
        />
        <label className="gt-choice">
          <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.target.checked)} />
          <span>
            {text('mine:keep')}
            <br />
            <small className="gt-muted">{text('mine:keepHint')}</small>
          </span>
        </label>
        <ProblemNote error={enter.error} />
        <button type="submit" className="gt-button primary wide" disabled={enter.isPending}>
          {text(enter.isPending ? 'frame:loading' : 'mine:enter')}
        </button>
      </form>
      <section className="gt-note gt-stack tight">
        <h2>{text('mine:why')}</h2>
        <p>{text('mine:whyBody')}</p>
        <p>
          <Link href="/privacy">{text('mine:rules')}</Link>
        </p>
      </section>
    </Page>
  )
}

function MyRecord({ secret, onLeave }: { secret: string; onLeave: () => void }): ReactNode {
  const text = useText()
  const { fetchAs, record, readings, requests } = useMine(secret)
  const gone = record.error instanceof Refused && record.error.problem.status < 500
  const leave = () => {
    // Forgetting here is enough to be safe; the server forgets too when it is reached.
    void call(mineApi.leave, {}, { fetch: fetchAs }).catch(() => undefined)
    onLeave()
  }
  return (
    <Page title={text('mine:title')}>
      <ProblemNote reading error={record.error} />
      {record.data ? (
        <>
          <Held record={record.data} fetchAs={fetchAs} />
          <Readings readings={readings.data?.readings} error={readings.error} />
          <Passes secret={secret} fetchAs={fetchAs} />
          <Consents record={record.data} fetchAs={fetchAs} />
          <Requests requests={requests.data?.requests} error={requests.error} fetchAs={fetchAs} />
        </>
      ) : record.error ? null : (
        <p className="gt-muted">{text('frame:loading')}</p>
      )}
      <p>
        <Link href="/privacy">{text('mine:rules')}</Link>
      </p>
      {record.data || gone ? (
        <button type="button" className="gt-link" onClick={leave}>
          {text('mine:leave')}
        </button>
      ) : null}
    </Page>
  )
}
