import type { Opened } from '@gezhi/client/device'
import { ProblemNote, TextField, useSend } from '@gezhi/ui/touch'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { leave } from '../session/leaving.ts'
import { useSession } from '../session/session.ts'
import { useText } from '../text.ts'
import { markPin } from './pin-mark.ts'

interface LockProps {
  readonly locked: Extract<Opened, { readonly state: 'locked' }>
  readonly onOpened: (opened: Opened) => void
}

/** Nothing of what is kept here is shown before the PIN is right. */
export function LockScreen({ locked, onOpened }: LockProps): ReactNode {
  const text = useText()
  const { post } = useSession()
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const [left, setLeft] = useState<number | null>(null)
  const toSignIn = async (): Promise<void> => {
    // The mark first: whatever happens next, the session that is still there opens nothing.
    leave('pin')
    await locked.forget()
    markPin(post.person, false)
    await queries.resetQueries({ queryKey: ['me'] })
  }
  const { sending, error, send } = useSend(async (pin: string) => {
    const tried = await locked.unlock(pin)
    if ('state' in tried) return onOpened(tried)
    setCode('')
    setLeft(tried.left)
    if (tried.left === 0) await toSignIn()
  })
  return (
    <main id="content" className="page gt-stack">
      <h1>{text('device:locked')}</h1>
      <p>{text('device:lockedBody', { name: post.personName })}</p>
      <form
        className="gt-panel gt-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (code) void send(code)
        }}
      >
        <TextField
          label={text('device:code')}
          type="password"
          error={left === null ? null : text('device:wrong', { n: left })}
          value={code}
          maxLength={20}
          autoComplete="off"
          onChange={(value) => setCode(value.replaceAll(/\D/g, ''))}
        />
        <ProblemNote error={error} />
        <button type="submit" className="gt-button primary wide" disabled={sending || code === ''}>
          {text(sending ? 'device:unlocking' : 'device:unlock')}
        </button>
      </form>
      <button
        type="button"
        className="gt-link"
        onClick={() => confirm(text('device:forgotSure')) && void toSignIn()}
      >
        {text('device:forgot')}
      </button>
    </main>
  )
}
