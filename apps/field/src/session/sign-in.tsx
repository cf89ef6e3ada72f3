import { signInWithPassword, type SignInOutcome, verifyCode } from '@gezhi/client/sign-in'
import { ProblemNote, TextField, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import { DemoPosts } from './demo-posts.tsx'
import { leftBecause } from './leaving.ts'
import { useSessionActions } from './session.ts'

/** User name and password, the second factor where the post has one; demo posts where the server offers them. */
export function SignIn(): ReactNode {
  const text = useText()
  const left = leftBecause()
  return (
    <main id="content" className="page gt-stack">
      <h1>{text('shell:name')}</h1>
      {left ? (
        <p className="gt-note warn" role="status">
          {text(left === 'revoked' ? 'device:revoked' : 'device:pinGone')}
        </p>
      ) : null}
      <PasswordForm />
      <DemoPosts />
    </main>
  )
}

function PasswordForm(): ReactNode {
  const text = useText()
  const { entered } = useSessionActions()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [outcome, setOutcome] = useState<SignInOutcome | 'lack' | null>(null)
  const [asksCode, setAsksCode] = useState(false)
  const { sending, error, send } = useSend(async () => {
    const said = await (asksCode ? verifyCode(code) : signInWithPassword(username.trim(), password))
    setOutcome(said)
    if (said === 'code-needed') setAsksCode(true)
    if (said === 'entered') await entered()
  })
  const wrong =
    outcome === 'lack'
      ? text('enter:lack')
      : outcome === 'wrong'
        ? text(asksCode ? 'enter:wrongCode' : 'enter:wrong')
        : outcome === 'too-many'
          ? text('enter:tooMany')
          : null
  const submit = () => {
    if (!asksCode && (!username.trim() || !password)) setOutcome('lack')
    else void send(undefined)
  }
  return (
    <form
      className="gt-panel gt-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h2>{text('enter:title')}</h2>
      {wrong ? (
        <p className="gt-error" role="alert">
          {wrong}
        </p>
      ) : null}
      <ProblemNote error={error} />
      {asksCode ? (
        <TextField
          label={text('enter:code')}
          hint={text('enter:codeHint')}
          value={code}
          maxLength={6}
          autoComplete="one-time-code"
          onChange={(value) => setCode(value.replaceAll(/\D/g, ''))}
        />
      ) : (
        <>
          <TextField
            label={text('enter:username')}
            value={username}
            maxLength={100}
            autoComplete="username"
            onChange={setUsername}
          />
          <TextField
            label={text('enter:password')}
            type="password"
            value={password}
            maxLength={200}
            autoComplete="current-password"
            onChange={setPassword}
          />
        </>
      )}
      <button type="submit" className="gt-button primary wide" disabled={sending}>
        {text(sending ? 'enter:going' : 'enter:go')}
      </button>
    </form>
  )
}
