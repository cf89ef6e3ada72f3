import { holdsPersonalNumber } from '@gezhi/core/fieldwork/field-task'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { LongTextField, ProblemNote, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'
import type { OwnRecord } from './records.ts'
import { sayHazards, sayResult } from './say-record.ts'
import { useChecks } from './use-checks.ts'

/** One own record: when, what, whether it has arrived, and remarks. */
export function OwnRecordLine({ record }: { record: OwnRecord }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const checks = useChecks()
  const { sort, at, result, title, remarks, state, version } = record
  return (
    <>
      <div className="gt-row apart">
        <strong>{text(`workSort:${sort}`)}</strong>
        <span className="gt-muted gt-small gt-figure">{shortTime(at, clock.now())}</span>
      </div>
      {title ? <p>{title}</p> : null}
      <p className="work-words">{sayResult(result, text, checks)}</p>
      {sayHazards(result, text, checks).map(({ words, made }) => (
        <p key={words} className="gt-small">
          {words} {made === null ? null : <Link href={`/cases/${made}`}>{text('work:seeCase')}</Link>}
        </p>
      ))}
      {state === 'SENT' ? null : (
        <p className={state === 'REFUSED' ? 'gt-error' : 'gt-muted gt-small'}>
          {text(state === 'REFUSED' ? 'work:refused' : 'work:waiting')}
        </p>
      )}
      {remarks.map(({ at: when, text: words }) => (
        <p key={when} className="gt-note">
          {words}
        </p>
      ))}
      {version === null ? null : <RemarkForm id={record.id} version={version} />}
    </>
  )
}

function RemarkForm({ id, version }: { id: string; version: number }): ReactNode {
  const text = useText()
  const held = useHeld()
  const [words, setWords] = useState('')
  const holdsNumber = holdsPersonalNumber(words)
  const { sending, error, send } = useSend(async () => {
    const body = { type: 'remark', text: words.trim() }
    await held?.device.outbox.add({ kind: 'field-task', stream: id, body, base: version })
    setWords('')
  })
  return (
    <details>
      <summary>{text('work:remark')}</summary>
      <div className="gt-stack tight">
        <LongTextField
          label={text('work:remark')}
          hint={text('work:remarkHint')}
          error={holdsNumber ? text('workLack:personalNumber') : null}
          value={words}
          maxLength={500}
          onChange={setWords}
        />
        <ProblemNote error={error} />
        <button
          type="button"
          className="gt-button"
          disabled={sending || holdsNumber || words.trim() === ''}
          onClick={() => void send(undefined)}
        >
          {text('work:remarkSend')}
        </button>
      </div>
    </details>
  )
}
