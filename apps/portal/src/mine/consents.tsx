import { call } from '@gezhi/client/call'
import { CONSENT_TEXTS, currentText, stands } from '@gezhi/core/residents/consent'
import { isChild } from '@gezhi/core/residents/identity'
import { mineApi } from '@gezhi/core/residents/mine.api'
import type { ConsentCode } from '@gezhi/core/residents/purposes'
import type { ResidentSheet } from '@gezhi/core/residents/resident.view'
import { ProblemNote } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import { dayOf } from './held.tsx'
import { useMyDeed } from './use-mine.ts'

/** What was agreed to. Agreeing takes one press, and so does withdrawing (PIPL 15). */
export function Consents({ record, fetchAs }: { record: ResidentSheet; fetchAs: typeof fetch }): ReactNode {
  const text = useText()
  const [said, setSaid] = useState(false)
  const withdraw = useMyDeed((consent: string) =>
    call(mineApi.withdraw, { params: { consent } }, { fetch: fetchAs }),
  )
  const give = useMyDeed((code: ConsentCode) =>
    call(
      mineApi.consent,
      { body: { text: code, version: currentText(code).version, language: text.language } },
      { fetch: fetchAs },
    ),
  )
  const open = CONSENT_TEXTS.filter(
    ({ code }) =>
      // What a guardian signs is signed on paper.
      !stands(record.consents, code) && code !== 'CHILD' && !isChild(record.ageBand),
  )
  return (
    <section className="gt-stack tight">
      <h2>{text('mine:consents')}</h2>
      <p role="status">{said ? text('mine:withdrawn') : ''}</p>
      <ProblemNote error={withdraw.error ?? give.error} />
      {record.consents.map((one) => (
        <div key={one.id} className="gt-panel gt-stack tight">
          <strong>{currentText(one.text).title[text.language]}</strong>
          <span className="gt-muted">
            {one.withdrawnAt === null
              ? text('mine:given', { at: dayOf(one.givenAt) })
              : text('mine:gone', { at: dayOf(one.withdrawnAt) })}
          </span>
          {one.withdrawnAt === null ? (
            <button
              type="button"
              className="gt-button"
              disabled={withdraw.isPending}
              onClick={() => withdraw.mutate(one.id, { onSuccess: () => setSaid(true) })}
            >
              {text('mine:withdraw')}
            </button>
          ) : null}
        </div>
      ))}
      {open.length > 0 ? <h3>{text('mine:offer')}</h3> : null}
      {open.map(({ code, title, body }) => (
        <div key={code} className="gt-panel gt-stack tight">
          <strong>{title[text.language]}</strong>
          <p className="gt-muted">{body[text.language]}</p>
          <button
            type="button"
            className="gt-button"
            disabled={give.isPending}
            onClick={() => give.mutate(code)}
          >
            {text('mine:give')}
          </button>
        </div>
      ))}
    </section>
  )
}
