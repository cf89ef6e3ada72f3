import { setPassword } from '@gezhi/client/sign-in'
import { PASSWORD_MAX, PASSWORD_TEXTS, passwordFault } from '@gezhi/core/people/password'
import { useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Alert, Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { Entrance } from './Entrance.tsx'

/** The page behind the link of a new or lost password. The token stands after `#`, so that no log of any server has it. */
export function SetPassword() {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  const [done, setDone] = useState(false)
  return <Entrance>{done ? <Done /> : <NewPassword token={token} onDone={() => setDone(true)} />}</Entrance>
}

function NewPassword({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useText()
  const textOf = useProblemText()
  const [password, keepPassword] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(token ? null : t('session:noToken'))
  const fault = passwordFault(password)
  const advice = fault && PASSWORD_TEXTS[fault][t.language === 'zh' ? 0 : 1]
  const differs = again !== '' && again !== password

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    try {
      await setPassword(token, password)
      // The link has done its work; going back must not show it again.
      history.replaceState(null, '', location.pathname)
      onDone()
    } catch (error) {
      setProblem(textOf(error))
      setBusy(false)
    }
  }
  return (
    <form className="sign-in-card" onSubmit={(event) => void send(event)}>
      <h2>{t('session:newPassword')}</h2>
      {problem && <Alert type="error" showIcon title={problem} />}
      <label>
        {t('session:password')}
        <Input.Password
          value={password}
          autoComplete="new-password"
          maxLength={PASSWORD_MAX}
          disabled={!token}
          aria-describedby="password-advice"
          onChange={(event) => keepPassword(event.target.value)}
        />
      </label>
      <small id="password-advice" className="gz-muted" aria-live="polite">
        {advice ?? t('session:passwordGood')}
      </small>
      <label>
        {t('session:again')}
        <Input.Password
          value={again}
          autoComplete="new-password"
          maxLength={PASSWORD_MAX}
          disabled={!token}
          aria-describedby="password-again"
          status={differs ? 'error' : ''}
          onChange={(event) => setAgain(event.target.value)}
        />
      </label>
      <small id="password-again" className="gz-muted" aria-live="polite">
        {differs ? t('session:differs') : '\u00a0'}
      </small>
      <Button
        type="primary"
        htmlType="submit"
        loading={busyIcon(busy)}
        disabled={!token || fault !== null || again !== password}
      >
        {t('session:keepPassword')}
      </Button>
    </form>
  )
}

function Done() {
  const t = useText()
  return (
    <section className="sign-in-card">
      <h2>{t('session:passwordKept')}</h2>
      <p>{t('session:passwordKeptBody')}</p>
      <Button type="primary" href="/console/">
        {t('session:signIn')}
      </Button>
    </section>
  )
}
