import { type ReactNode, useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { keepKey } from '../follow/keys.ts'
import { holdKey } from '../follow/session.ts'
import { Page } from '../frame/page.tsx'
import { useText } from '../text.ts'
import { dropReceipt, heldReceipt, type Receipt } from './receipt.ts'

/** The number and, this once, the access key, with three ways to keep it. */
export default function SentPage(): ReactNode {
  const text = useText()
  const [, go] = useLocation()
  const [receipt] = useState(() => heldReceipt(sessionStorage))
  const [safe, setSafe] = useState(false)
  if (!receipt) return <Redirect to="/" replace />
  const leave = (to: string) => {
    if (!safe && !confirm(`${text('sent:leaveTitle')}\n${text('sent:leave')}`)) return
    dropReceipt(sessionStorage)
    go(to, { replace: true })
  }
  return (
    <Page title={text('sent:title')}>
      <section className="gt-note good gt-stack tight">
        <p>
          {text('sent:number')} <strong className="gt-figure">{receipt.number}</strong>
        </p>
      </section>
      <section className="gt-stack tight">
        <h2>{text('sent:key')}</h2>
        <p className="key">{receipt.key}</p>
        <p>{text('sent:once')}</p>
        <Keep receipt={receipt} onSafe={() => setSafe(true)} />
      </section>
      <section className="gt-stack tight">
        <h2>{text('sent:nextTitle')}</h2>
        <ol className="gt-stack tight numbered">
          <li>{text('sent:next1')}</li>
          <li>{text('sent:next2')}</li>
          <li>{text('sent:next3')}</li>
        </ol>
      </section>
      <button
        type="button"
        className="gt-button primary wide"
        onClick={() => {
          holdKey(sessionStorage, receipt.key)
          go(`/follow/${receipt.id}`)
        }}
      >
        {text('sent:follow')}
      </button>
      <button type="button" className="gt-button wide" onClick={() => leave('/')}>
        {text('sent:done')}
      </button>
    </Page>
  )
}

type Said = 'sent:copied' | 'sent:copyFailed' | 'sent:kept' | 'sent:keepFailed'

function Keep({ receipt, onSafe }: { receipt: Receipt; onSafe: () => void }): ReactNode {
  const text = useText()
  const [said, setSaid] = useState<Said | null>(null)
  const say = (ok: boolean, good: Said, bad: Said) => {
    setSaid(ok ? good : bad)
    if (ok) onSafe()
  }
  const copy = async () => {
    // Pages without HTTPS have no clipboard; the key can still be written down.
    const ok = await (navigator.clipboard as Clipboard | undefined)?.writeText(receipt.key).then(
      () => true,
      () => false,
    )
    say(ok ?? false, 'sent:copied', 'sent:copyFailed')
  }
  const file = text('sent:fileText', { ...receipt, link: `${location.origin}/follow` })
  return (
    <>
      <div className="gt-row">
        <button type="button" className="gt-button" onClick={() => void copy()}>
          {text('sent:copy')}
        </button>
        <a
          className="gt-button"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download={text('sent:fileName', { number: receipt.number })}
          onClick={onSafe}
        >
          {text('sent:save')}
        </a>
        <button
          type="button"
          className="gt-button"
          onClick={() =>
            say(keepKey(localStorage, { ...receipt, at: Date.now() }), 'sent:kept', 'sent:keepFailed')
          }
        >
          {text('sent:keep')}
        </button>
      </div>
      <p className="gt-muted">{text('sent:keepHint')}</p>
      <p role="status">{said ? text(said) : ''}</p>
    </>
  )
}
