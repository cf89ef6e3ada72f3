import { call } from '@gezhi/client/call'
import { publicProtectionApi } from '@gezhi/core/residents/protection.api'
import { ProblemNote } from '@gezhi/ui/touch'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Page } from '../frame/page.tsx'
import { useText } from '../text.ts'
import { dayOf } from './held.tsx'

/** The public page about personal data: the officer, the rights, the texts in force with their versions (R-P-06, R-P-40). */
export default function RulesPage(): ReactNode {
  const text = useText()
  const { data, error } = useQuery({
    queryKey: ['protection', 'public'],
    queryFn: ({ signal }) => call(publicProtectionApi, {}, { signal }),
  })
  const officer = data?.officer
  return (
    <Page title={text('mine:rules')}>
      <p>{text('mine:rulesLead')}</p>
      <ProblemNote reading error={error} />
      <section className="gt-stack tight">
        <h2>{text('mine:officer')}</h2>
        {officer ? (
          <div className="gt-panel">
            <strong>{officer.name}</strong>
            <br />
            <a href={`tel:${officer.contactPhone}`}>{officer.contactPhone}</a>
            <br />
            {officer.contactMail}
            <br />
            {officer.office}
            {data.since === null ? null : (
              <p className="gt-muted">{text('mine:since', { at: dayOf(data.since) })}</p>
            )}
          </div>
        ) : data ? (
          <p>{text('mine:officerNone')}</p>
        ) : null}
      </section>
      <section className="gt-stack tight">
        <h2>{text('mine:rights')}</h2>
        <p>{text('mine:rightsBody')}</p>
        <p>{text('mine:noForce')}</p>
        <p>
          <Link href="/mine">{text('mine:title')}</Link>
        </p>
      </section>
      <section className="gt-stack tight">
        <h2>{text('mine:never')}</h2>
        <p>{text('mine:neverBody')}</p>
      </section>
      <section className="gt-stack tight">
        <h2>{text('mine:texts')}</h2>
        {data?.texts.map(({ code, version, separate, title, body }) => (
          <div key={code} className="gt-panel gt-stack tight">
            <strong>{title[text.language]}</strong>
            <span className="gt-muted">
              {text('mine:textVersion', { n: version })}
              {separate ? ` · ${text('mine:separate')}` : ''}
            </span>
            <p>{body[text.language]}</p>
          </div>
        ))}
      </section>
    </Page>
  )
}
