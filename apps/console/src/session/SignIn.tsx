import { signInWithPassword, type SignInOutcome, verifyCode } from '@gezhi/client/sign-in'
import { useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Alert, Button, Input, type InputRef } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { DemoPosts } from './DemoPosts.tsx'
import { Entrance } from './Entrance.tsx'
import { useSessionActions } from './session.ts'

export function SignIn() {
  return (
    <Entrance>
      <PasswordForm />
      <DemoPosts />
    </Entrance>
  )
}

function PasswordForm() {
  const t = useText()
  const textOf = useProblemText()
  const { entered } = useSessionActions()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [needsCode, setNeedsCode] = useState(false)
  const codeInput = useRef<InputRef>(null)
  useEffect(() => {
    if (needsCode) codeInput.current?.focus()
  }, [needsCode])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const said = (outcome: SignInOutcome): string | null => {
    if (outcome === 'too-many') return t('session:tooMany')
    return outcome === 'wrong' ? t(needsCode ? 'session:wrongCode' : 'session:wrong') : null
  }
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    try {
      const outcome = await (needsCode ? verifyCode(code) : signInWithPassword(username, password))
      setProblem(said(outcome))
      if (outcome === 'code-needed') setNeedsCode(true)
      if (outcome === 'entered') await entered()
    } catch (error) {
      setProblem(textOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="sign-in-card" onSubmit={(event) => void send(event)}>
      <h2>{t('session:title')}</h2>
      {problem && <Alert type="error" showIcon title={problem} />}
      {needsCode ? (
        <label>
          {t('session:code')}
          <Input
            ref={codeInput}
            value={code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            placeholder={t('session:codeHint')}
            onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
          />
        </label>
      ) : (
        <>
          <label>
            {t('session:username')}
            <Input
              value={username}
              autoComplete="username"
              onChange={(event) => setUsername(event.target.value)}
            />
          </label>
          <label>
            {t('session:password')}
            <Input.Password
              value={password}
              autoComplete="current-password"
              onChange={(event) => setPassword(event.target.value)}
            />
          </label>
        </>
      )}
      <Button
        type="primary"
        htmlType="submit"
        loading={busyIcon(busy)}
        disabled={needsCode ? code.length < 6 : !username || !password}
      >
        {t(needsCode ? 'session:verify' : 'session:signIn')}
      </Button>
      {needsCode && (
        <Button type="text" onClick={() => setNeedsCode(false)}>
          {t('session:back')}
        </Button>
      )}
    </form>
  )
}
