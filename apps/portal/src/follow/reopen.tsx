import { REOPEN_REASONS } from '@gezhi/core/cases/commands'
import { ChoiceField, LongTextField, ProblemNote } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { useText } from '../text.ts'
import { buttonOf, useAct } from './act.ts'
import type { Acting } from './acting.ts'

/** After the closing: ask to reopen within thirty days; later, or after a refusal, report anew with a link to this case. */
export function ReopenPanel({ view, secret }: Acting): ReactNode {
  const text = useText()
  const [open, setOpen] = useState(false)
  const button = buttonOf(view, 'requestReopen')
  if (view.state !== 'CLOSED' || !button) return null
  if (button.refusal === 'case/request-open')
    return (
      <p className="gt-note" role="status">
        {text('reopen:asked')}
      </p>
    )
  if (button.refusal !== null)
    return (
      <p>
        {text(button.refusal === 'case/reopen-rejected' ? 'reopen:rejected' : 'reopen:late')}{' '}
        <Link href={`/report/what?related=${view.id}`}>{text('reopen:again')}</Link>
      </p>
    )
  if (!open)
    return (
      <button type="button" className="gt-button" onClick={() => setOpen(true)}>
        {text('reopen:button')}
      </button>
    )
  return <ReopenForm view={view} secret={secret} onCancel={() => setOpen(false)} />
}

type Reason = (typeof REOPEN_REASONS)[number]

function ReopenForm({ view, secret, onCancel }: Acting & { readonly onCancel: () => void }): ReactNode {
  const text = useText()
  const { sending, error, send } = useAct(view.id, secret)
  const [reasonCode, setReason] = useState<Reason | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (reasonCode && note.trim()) void send({ type: 'requestReopen', reasonCode, note: note.trim() })
  }
  return (
    <section className="gt-panel gt-stack">
      <h2>{text('reopen:button')}</h2>
      <p className="gt-muted">{text('reopen:hint')}</p>
      <ChoiceField
        label={text('reopen:reason')}
        error={tried && !reasonCode ? text('reopen:lackReason') : null}
        choices={REOPEN_REASONS.map((value) => ({ value, label: text(`reopen:${value}`) }))}
        value={reasonCode}
        onChange={setReason}
      />
      <LongTextField
        label={text('reopen:note')}
        error={tried && !note.trim() ? text('reopen:lackNote') : null}
        value={note}
        maxLength={500}
        onChange={setNote}
      />
      <ProblemNote error={error} />
      <div className="gt-row">
        <button type="button" className="gt-button primary" disabled={sending} onClick={submit}>
          {text(sending ? 'report:sending' : 'follow:send')}
        </button>
        <button type="button" className="gt-button" disabled={sending} onClick={onCancel}>
          {text('follow:cancel')}
        </button>
      </div>
    </section>
  )
}
