import { call } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { type RequestView, type Right, RIGHTS } from '@gezhi/core/residents/data-request'
import { mineApi } from '@gezhi/core/residents/mine.api'
import { ChoiceField, LongTextField, ProblemNote } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import { dayOf } from './held.tsx'
import { useMyDeed } from './use-mine.ts'

interface RequestsProps {
  readonly requests: readonly RequestView[] | undefined
  readonly error: unknown
  readonly fetchAs: typeof fetch
}

/** Requests about the own data, each with the day by which it is answered. */
export function Requests({ requests, error, fetchAs }: RequestsProps): ReactNode {
  const text = useText()
  const [asking, setAsking] = useState(false)
  return (
    <section className="gt-stack tight">
      <h2>{text('mine:requests')}</h2>
      <p className="gt-muted">{text('mine:requestsHint')}</p>
      <ProblemNote reading error={error} />
      {requests?.map(({ id, right, status, dueAt, answer }) => (
        <div key={id} className="gt-panel gt-stack tight">
          <strong>
            {text(`resident:right.${right}`)} · {text(`resident:status.${status}`)}
          </strong>
          {answer === null ? null : <p>{text('mine:requestAnswer', { text: answer })}</p>}
          {status === 'OPEN' || status === 'OVERDUE' ? (
            <span className="gt-muted">{text('mine:requestDue', { at: dayOf(dueAt) })}</span>
          ) : null}
        </div>
      ))}
      {asking ? (
        <AskForm fetchAs={fetchAs} onDone={() => setAsking(false)} />
      ) : (
        <button type="button" className="gt-button" onClick={() => setAsking(true)}>
          {text('mine:ask')}
        </button>
      )}
    </section>
  )
}

function AskForm({ fetchAs, onDone }: { fetchAs: typeof fetch; onDone: () => void }): ReactNode {
  const text = useText()
  const [right, setRight] = useState<Right>('VIEW')
  const [said, setSaid] = useState('')
  const [key] = useState(newId)
  const ask = useMyDeed(() =>
    call(
      mineApi.request,
      {
        headers: { 'idempotency-key': key },
        body: { right, ...(said.trim() ? { text: said.trim() } : {}) },
      },
      { fetch: fetchAs },
    ),
  )
  return (
    <div className="gt-panel gt-stack">
      <ChoiceField<Right>
        label={text('mine:askWhat')}
        choices={RIGHTS.map((value) => ({ value, label: text(`resident:right.${value}`) }))}
        value={right}
        onChange={setRight}
      />
      <LongTextField label={text('mine:askText')} value={said} maxLength={1000} onChange={setSaid} />
      <ProblemNote error={ask.error} />
      <div className="gt-row">
        <button
          type="button"
          className="gt-button primary"
          disabled={ask.isPending}
          onClick={() => ask.mutate(undefined, { onSuccess: onDone })}
        >
          {text('mine:send')}
        </button>
        <button type="button" className="gt-button" onClick={onDone}>
          {text('mine:cancel')}
        </button>
      </div>
    </div>
  )
}
