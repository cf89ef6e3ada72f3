import { type ReactNode, useState } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { keyFor } from '../follow/session.ts'
import { Page } from '../frame/page.tsx'
import { useText } from '../text.ts'
import { CheckPage } from './check.tsx'
import { ContactQuestion } from './contact.tsx'
import { lackOf, type Page as PageName, PAGES } from './draft.ts'
import { PhotosQuestion } from './photos.tsx'
import type { QuestionProps } from './question-props.ts'
import { useDraft } from './use-draft.ts'
import { WhatQuestion } from './what.tsx'
import { WhereQuestion } from './where.tsx'

const QUESTIONS = {
  what: WhatQuestion,
  where: WhereQuestion,
  photos: PhotosQuestion,
  contact: ContactQuestion,
} as const

const isPage = (name: string): name is PageName => PAGES.some((page) => page === name)

/** A report in one-question pages, in any order by the browser's back and forward. */
export default function ReportPages({ page }: { page: string }): ReactNode {
  const asked = new URLSearchParams(useSearch()).get('related')
  // Only a case that this device has the key of can be followed up.
  const related = asked && keyFor(asked, localStorage, sessionStorage) ? asked : null
  const { draft, update, saved } = useDraft(related)
  const text = useText()
  if (!isPage(page)) return <Redirect to="/report/what" replace />
  const above = (
    <>
      <Progress page={page} />
      {saved ? null : <p className="gt-note warn">{text('report:unsaved')}</p>}
    </>
  )
  if (page === 'check') return <CheckPage draft={draft} above={above} />
  return <Question key={page} page={page} draft={draft} update={update} above={above} />
}

function Progress({ page }: { page: PageName }): ReactNode {
  const text = useText()
  const index = PAGES.indexOf(page)
  return (
    <div className="gt-row apart">
      <button type="button" className="gt-link" onClick={() => history.back()}>
        ‹ {text('frame:back')}
      </button>
      <span className="gt-muted">{text('report:progress', { n: index + 1, count: PAGES.length })}</span>
    </div>
  )
}

interface OnePageProps extends Omit<QuestionProps, 'lack'> {
  readonly page: keyof typeof QUESTIONS
  readonly above: ReactNode
}

function Question({ page, draft, update, above }: OnePageProps): ReactNode {
  const text = useText()
  const [, go] = useLocation()
  const [tried, setTried] = useState(false)
  const lack = lackOf(page, draft)
  const Body = QUESTIONS[page]
  const next = () => {
    setTried(true)
    const after = PAGES[PAGES.indexOf(page) + 1]
    if (lack === null && after) go(`/report/${after}`)
  }
  return (
    <Page title={text(`report:${page}Title`)} above={above}>
      <form
        className="gt-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          next()
        }}
      >
        <Body draft={draft} update={update} lack={tried ? lack : null} />
        <button type="submit" className="gt-button primary wide">
          {text('frame:next')}
        </button>
      </form>
    </Page>
  )
}
