import type { CaseCommand } from '@gezhi/core/cases/commands'
import { LongTextField, ProblemNote } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import { buttonOf, isAllowed, useAct } from './act.ts'
import type { Acting } from './acting.ts'

type Deed = 'urge' | 'annotate' | 'complainSolicited' | 'withdraw'

/** What the reporter may do besides answering: urge, add a note, withdraw. Only what the rules allow now is shown. */
export function Aside({ view, secret }: Acting): ReactNode {
  const text = useText()
  const [open, setOpen] = useState<Deed | null>(null)
  const [done, setDone] = useState<Deed | null>(null)
  const urge = buttonOf(view, 'urge')
  // Nobody asks for a rating before there is an answer.
  const answered = view.result !== null || view.state === 'CLOSED'
  const deeds = (['urge', 'annotate', 'complainSolicited', 'withdraw'] as const).filter(
    (deed) => isAllowed(view, deed) && (deed !== 'complainSolicited' || answered),
  )
  const finish = (deed: Deed) => {
    setOpen(null)
    setDone(deed)
  }
  return (
    <section className="gt-stack tight">
      <p role="status">{done ? text.any(LABELS[done].done, '') : ''}</p>
      {urge?.refusal === 'case/urged-recently' && done !== 'urge' ? (
        <p className="gt-muted">{text('follow:urgedRecently')}</p>
      ) : null}
      {open && deeds.includes(open) ? (
        <DeedForm
          key={open}
          deed={open}
          view={view}
          secret={secret}
          onDone={finish}
          onCancel={() => setOpen(null)}
        />
      ) : (
        <div className="gt-row">
          {deeds.map((deed) => (
            <button
              key={deed}
              type="button"
              className={deed === 'withdraw' ? 'gt-button danger' : 'gt-button'}
              onClick={() => setOpen(deed)}
            >
              {text(LABELS[deed].title)}
            </button>
          ))}
        </div>
      )}
    </section>
  )
}

const LABELS = {
  urge: { title: 'follow:urge', hint: 'follow:urgeHint', label: 'follow:urgeNote', done: 'follow:urged' },
  annotate: {
    title: 'follow:note',
    hint: 'follow:noteHint',
    label: 'follow:noteLabel',
    done: 'follow:noteSent',
  },
  complainSolicited: {
    title: 'follow:solicited',
    hint: 'follow:solicitedHint',
    label: 'follow:solicitedLabel',
    done: 'follow:solicitedSent',
  },
  withdraw: {
    title: 'follow:withdraw',
    hint: 'follow:withdrawHint',
    label: 'follow:withdrawReason',
    done: '',
  },
} as const

const commandOf = (deed: Deed, said: string): CaseCommand => {
  switch (deed) {
    case 'urge':
      return { type: 'urge', ...(said ? { note: said } : {}) }
    case 'annotate':
      return { type: 'annotate', text: said }
    case 'complainSolicited':
      return { type: 'complainSolicited', note: said }
    case 'withdraw':
      return { type: 'withdraw', ...(said ? { reason: said } : {}) }
  }
}

interface DeedProps extends Acting {
  readonly deed: Deed
  readonly onDone: (deed: Deed) => void
  readonly onCancel: () => void
}

function DeedForm({ deed, view, secret, onDone, onCancel }: DeedProps): ReactNode {
  const text = useText()
  const { sending, error, send } = useAct(view.id, secret)
  const [said, setSaid] = useState('')
  const [tried, setTried] = useState(false)
  const lacking = (deed === 'annotate' || deed === 'complainSolicited') && !said.trim()
  const submit = async () => {
    setTried(true)
    if (lacking || (deed === 'withdraw' && !confirm(text('follow:withdrawSure')))) return
    if (await send(commandOf(deed, said.trim()))) onDone(deed)
  }
  return (
    <div className="gt-panel gt-stack">
      <h2>{text(LABELS[deed].title)}</h2>
      <LongTextField
        label={text(LABELS[deed].label)}
        hint={text(LABELS[deed].hint)}
        error={tried && lacking ? text('follow:lackSupplement') : null}
        value={said}
        maxLength={deed === 'annotate' ? 5000 : deed === 'complainSolicited' ? 500 : 200}
        onChange={setSaid}
      />
      <ProblemNote error={error} />
      <div className="gt-row">
        <button type="button" className="gt-button primary" disabled={sending} onClick={() => void submit()}>
          {text(sending ? 'report:sending' : 'follow:send')}
        </button>
        <button type="button" className="gt-button" disabled={sending} onClick={onCancel}>
          {text('follow:cancel')}
        </button>
      </div>
    </div>
  )
}
