import { Refused } from '@gezhi/client/call'
import type { OutboxEntry } from '@gezhi/client/outbox'
import { useGezhi, useProblemText } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { ProblemNote, useSend } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { type Held, useEntries, useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'
import { OriginalsPart } from './originals-part.tsx'
import { commandIn, titleKey, wordsIn } from './title.ts'

/** What I did on this device and where it is: still here, on its way, at the centre, or sent back with a reason. */
export function OutboxScreen(): ReactNode {
  const text = useText()
  const held = useHeld()
  const entries = useEntries()
  return (
    <Screen title={text('outbox:title')} back>
      {held ? <SyncPart held={held} /> : <p className="gt-note warn">{text('outbox:cannotKeep')}</p>}
      {held ? <OriginalsPart held={held} /> : null}
      {held && entries.length === 0 ? <p className="empty">{text('outbox:none')}</p> : null}
      <ul className="gt-stack tight">
        {held
          ? entries.toReversed().map((entry) => (
              <li key={entry.id}>
                <EntryCard entry={entry} held={held} />
              </li>
            ))
          : null}
      </ul>
    </Screen>
  )
}

/** When everything was last here, and a way to do it now. */
function SyncPart({ held }: { held: Held }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { sending, error, send } = useSend(held.synchronise)
  const at = held.replica.completeAt()
  return (
    <>
      <div className="gt-row apart">
        <span className="gt-muted gt-figure">
          {at === null ? text('outbox:never') : text('outbox:synced', { at: shortTime(at, clock.now()) })}
        </span>
        <button type="button" className="gt-button" disabled={sending} onClick={() => void send(undefined)}>
          {text(sending ? 'outbox:syncing' : 'outbox:sync')}
        </button>
      </div>
      <ProblemNote error={error} />
    </>
  )
}

/** Each state has its own sign and word. */
const SIGNS = { saved: '▣', sending: '↑', received: '✓', decided: '✓✓', refused: '!' } as const

function EntryCard({ entry, held }: { entry: OutboxEntry; held: Held }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const command = commandIn(entry)
  const { state, savedAt, files } = entry
  return (
    <article className="gt-panel gt-stack tight">
      <div className="gt-row apart">
        <strong className={state === 'refused' ? 'gt-error' : undefined}>
          <span aria-hidden="true">{SIGNS[state]}</span>{' '}
          {text(entry.held ? 'outbox:held' : `outbox:${state}`)}
        </strong>
        <span className="gt-muted gt-figure">{shortTime(savedAt, clock.now())}</span>
      </div>
      <p>
        {command ? text.any(titleKey(entry, command), command) : text('outbox:deed')}
        {wordsIn(entry) ? ` · ${wordsIn(entry)}` : ''}
      </p>
      {files.length > 0 ? (
        <p className="gt-muted gt-small">{text('outbox:photos', { n: files.length })}</p>
      ) : null}
      <EntryDeeds entry={entry} held={held} />
    </article>
  )
}

/** Why it came back and the ways on: again, the case as it is now, or take it back. */
function EntryDeeds({ entry, held }: { entry: OutboxEntry; held: Held }): ReactNode {
  const text = useText()
  const problemText = useProblemText()
  const { outbox } = held.device
  const { id, state, problem, attempts, kind, stream } = entry
  const again = useSend(async () => void (await outbox.resend(id)))
  const back = useSend(async () => {
    if (confirm(text('outbox:withdrawSure'))) await outbox.withdraw(id)
  })
  const refused = state === 'refused'
  const free = refused || (state === 'saved' && attempts === 0)
  return (
    <>
      {problem && state !== 'decided' ? (
        <p className={refused ? 'gt-note danger' : 'gt-muted'}>{problemText(new Refused(problem))}</p>
      ) : null}
      <ProblemNote error={again.error ?? back.error} />
      <div className="gt-row">
        {refused ? (
          <button
            type="button"
            className="gt-button primary"
            disabled={again.sending}
            onClick={() => void again.send(undefined)}
          >
            {text('outbox:resend')}
          </button>
        ) : null}
        {kind === 'case' && (refused || state === 'received' || state === 'decided') ? (
          <Link href={`/cases/${stream}`} className="gt-button">
            {text('outbox:see')}
          </Link>
        ) : null}
        {free ? (
          <button
            type="button"
            className="gt-button"
            disabled={back.sending}
            onClick={() => void back.send(undefined)}
          >
            {text('outbox:withdraw')}
          </button>
        ) : null}
      </div>
    </>
  )
}
