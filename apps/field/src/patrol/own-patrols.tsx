import type { HeldPatrol } from '@gezhi/core/patrol/device'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { LongTextField, ProblemNote, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useOwnGrids } from '../area/own.ts'
import { isUnsent, useEntries, useHeld, useRows } from '../offline/held.ts'
import { commandIn } from '../outbox/title.ts'
import { useText } from '../text.ts'

/** The own patrols of a month, and what still waits here to be sent. */
export function OwnPatrols(): ReactNode {
  const text = useText()
  const rows = useRows<HeldPatrol>('patrols') ?? []
  const waiting = useEntries().filter(
    (entry) => entry.kind === 'patrol' && commandIn(entry) === 'record' && isUnsent(entry),
  )
  return (
    <section className="gt-stack tight">
      <h2>{text('patrol:own')}</h2>
      <p className="gt-muted gt-small">{text('patrol:ownHint')}</p>
      {rows.length + waiting.length === 0 ? <p className="empty">{text('patrol:ownNone')}</p> : null}
      <ul className="gt-stack tight">
        {waiting.map(({ id, savedAt }) => (
          <li key={id} className="gt-panel gt-row apart">
            <When at={savedAt} />
            <span>{text('patrol:waiting')}</span>
          </li>
        ))}
        {rows
          .toSorted((a, b) => b.startedAt - a.startedAt)
          .map((patrol) => (
            <li key={patrol.id} className="gt-panel gt-stack tight">
              <PatrolLine patrol={patrol} />
            </li>
          ))}
      </ul>
    </section>
  )
}

function When({ at }: { at: number }): ReactNode {
  const { clock } = useGezhi()
  return <span className="gt-figure">{shortTime(at, clock.now())}</span>
}

function PatrolLine({ patrol }: { patrol: HeldPatrol }): ReactNode {
  const text = useText()
  const grid = useOwnGrids().find(({ code }) => code === patrol.grid)
  const { startedAt, endedAt, end, visits, metres, walked, notes } = patrol
  return (
    <>
      <div className="gt-row apart">
        <strong>{grid?.name ?? patrol.grid}</strong>
        <span className="gt-muted gt-small gt-figure">
          <When at={startedAt} /> – <When at={endedAt} />
        </span>
      </div>
      <p className="gt-figure">
        {metres > 0
          ? text('patrol:line', { points: visits, share: Math.round((100 * walked) / metres) })
          : text('patrol:linePoints', { points: visits })}
        {end === 'SHIFT' ? <span className="gt-muted"> · {text('patrol:byShift')}</span> : null}
      </p>
      {notes.map(({ at, text: words }) => (
        <p key={at} className="gt-note">
          {words}
        </p>
      ))}
      <NoteForm patrol={patrol} />
    </>
  )
}

function NoteForm({ patrol: { id, version } }: { patrol: HeldPatrol }): ReactNode {
  const text = useText()
  const held = useHeld()
  const [words, setWords] = useState('')
  const { sending, error, send } = useSend(async () => {
    const body = { type: 'note', text: words.trim() }
    await held?.device.outbox.add({ kind: 'patrol', stream: id, body, base: version })
    setWords('')
  })
  return (
    <details>
      <summary>{text('patrol:note')}</summary>
      <div className="gt-stack tight">
        <LongTextField
          label={text('patrol:note')}
          hint={text('patrol:noteHint')}
          value={words}
          maxLength={500}
          onChange={setWords}
        />
        <ProblemNote error={error} />
        <button
          type="button"
          className="gt-button"
          disabled={sending || words.trim() === ''}
          onClick={() => void send(undefined)}
        >
          {text('patrol:noteSend')}
        </button>
      </div>
    </details>
  )
}
