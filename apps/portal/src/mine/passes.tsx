import { call } from '@gezhi/client/call'
import { passApi } from '@gezhi/core/residents/gate.api'
import { type PassView, VISIT_MS } from '@gezhi/core/residents/gates'
import { useGezhi } from '@gezhi/ui/data'
import { fullTime } from '@gezhi/ui/time'
import { ChoiceField, ProblemNote, TextField } from '@gezhi/ui/touch'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { renderSVG } from 'uqr'
import { useText } from '../text.ts'
import { useMyDeed } from './use-mine.ts'

/** Ways through the gate that need no face: an own code that changes, and codes for visitors. */
export function Passes({ secret, fetchAs }: { secret: string; fetchAs: typeof fetch }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const [inviting, setInviting] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['my', secret, 'passes'],
    queryFn: ({ signal }) => call(passApi.list, {}, { signal, fetch: fetchAs }),
    // A code that changes is asked for again when its time is over.
    refetchInterval: ({ state }) => {
      const next = state.data?.passes.find(({ refreshAt }) => refreshAt !== null)?.refreshAt
      return next ? Math.max(1000, next - clock.now()) : false
    },
  })
  const make = useMyDeed((body: Parameters<typeof makePass>[0]) => makePass(body, fetchAs))
  const end = useMyDeed((id: string) => call(passApi.end, { params: { id } }, { fetch: fetchAs }))
  const mine = data?.passes.find((pass) => pass.class === 'RESIDENT' && pass.medium === 'QR')
  return (
    <section className="gt-stack tight">
      <h2>{text('mine:passes')}</h2>
      <p className="gt-muted">{text('mine:passesHint')}</p>
      <ProblemNote error={error ?? make.error ?? end.error} />
      {data?.passes.map((pass) => (
        <Pass key={pass.id} pass={pass} onEnd={() => end.mutate(pass.id)} />
      ))}
      {inviting ? (
        <Invite
          onDone={() => setInviting(false)}
          onMake={(body) => make.mutate(body, { onSuccess: () => setInviting(false) })}
        />
      ) : (
        <div className="gt-row">
          {data && !mine ? (
            <button
              type="button"
              className="gt-button"
              disabled={make.isPending}
              onClick={() => make.mutate({ kind: 'OWN_QR' })}
            >
              {text('mine:passOwn')}
            </button>
          ) : null}
          <button type="button" className="gt-button" onClick={() => setInviting(true)}>
            {text('mine:passVisitor')}
          </button>
        </div>
      )}
    </section>
  )
}

type Wish = { kind: 'OWN_QR' } | { kind: 'VISITOR'; name?: string; entries: number; forMs: number }
const makePass = (body: Wish, fetchAs: typeof fetch) => call(passApi.make, { body }, { fetch: fetchAs })

function Pass({ pass, onEnd }: { pass: PassView; onEnd: () => void }): ReactNode {
  const text = useText()
  const { name, code, entries, validTo } = pass
  const title =
    pass.class === 'VISITOR'
      ? text('mine:visitor', { name: name ?? text('mine:visitorUnnamed') })
      : text(pass.medium === 'CARD' ? 'mine:ownCard' : 'mine:ownCode')
  return (
    <div className="gt-panel gt-stack tight">
      <strong>{title}</strong>
      {code === null ? null : <Code text={code} label={title} />}
      <span className="gt-muted">
        {entries === null ? '' : `${text('mine:entries', { n: entries })} · `}
        {text('mine:passUntil', { at: fullTime(validTo) })}
      </span>
      <button type="button" className="gt-link" onClick={onEnd}>
        {text('mine:passEnd')}
      </button>
    </div>
  )
}

/** Dark on light in every theme: readers expect it. */
function Code({ text, label }: { text: string; label: string }): ReactNode {
  const svg = renderSVG(text, { border: 2 })
  return <img className="qr" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={label} />
}

const HOURS = ['2', '12', '24'] as const
const ENTRIES = ['1', '2', '5', '10'] as const

function Invite({ onMake, onDone }: { onMake: (wish: Wish) => void; onDone: () => void }): ReactNode {
  const text = useText()
  const [name, setName] = useState('')
  const [hours, setHours] = useState<(typeof HOURS)[number]>('2')
  const [entries, setEntries] = useState<(typeof ENTRIES)[number]>('1')
  return (
    <div className="gt-panel gt-stack">
      <TextField
        label={text('mine:visitorName')}
        hint={text('mine:visitorNameHint')}
        value={name}
        maxLength={30}
        autoComplete="off"
        onChange={setName}
      />
      <ChoiceField
        label={text('mine:visitorHours')}
        inline
        choices={HOURS.map((value) => ({ value, label: text('mine:hours', { n: value }) }))}
        value={hours}
        onChange={setHours}
      />
      <ChoiceField
        label={text('mine:visitorEntries')}
        inline
        choices={ENTRIES.map((value) => ({ value, label: text('mine:times', { n: value }) }))}
        value={entries}
        onChange={setEntries}
      />
      <div className="gt-row">
        <button
          type="button"
          className="gt-button primary"
          onClick={() =>
            onMake({
              kind: 'VISITOR',
              entries: Number(entries),
              forMs: Math.min(VISIT_MS, Number(hours) * 3_600_000),
              ...(name.trim() ? { name: name.trim() } : {}),
            })
          }
        >
          {text('mine:passMake')}
        </button>
        <button type="button" className="gt-button" onClick={onDone}>
          {text('mine:cancel')}
        </button>
      </div>
    </div>
  )
}
