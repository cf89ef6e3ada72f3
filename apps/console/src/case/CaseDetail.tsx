import type { CaseView } from '@gezhi/core/cases/case.api'
import type { TaskKind } from '@gezhi/core/cases/task'
import { DueTime, HolderLine, OrderList, StateTag, StepBar, Timeline, UrgencyTag } from '@gezhi/ui/parts'
import { isTerminal } from '@gezhi/core/cases/states'
import type { ReactNode } from 'react'
import { useText } from '../i18n/text.ts'
import { ToldSection } from '../notices/ToldSection.tsx'
import { ActionBar } from './ActionBar.tsx'
import { ClockSection } from './ClockSection.tsx'
import { CardSection, RequestSection, ResultSection } from './decisions.tsx'
import { FollowUpSection } from './FollowUpSection.tsx'
import { PlaceSection } from './PlaceSection.tsx'
import { RelatedSection } from './RelatedSection.tsx'
import { Section } from './Section.tsx'
import { WhatSection } from './WhatSection.tsx'
import './case.css'

interface CaseDetailProps {
  readonly view: CaseView
  /** Task for which the case is open, when it was opened from the desk. */
  readonly task: TaskKind | null
  /** Another case is loading; this one is dimmed and its buttons rest. */
  readonly stale?: boolean
  /** Links and buttons beside the number. */
  readonly tools?: ReactNode
  readonly notice?: ReactNode
  /** False beside a map that shows the case already. */
  readonly map?: boolean
}

/** Everything of one case: what, where, who holds the clock, the five steps, and exactly the buttons allowed now. */
export function CaseDetail({ view, task, stale = false, tools, notice, map = true }: CaseDetailProps) {
  const t = useText()
  return (
    <article className={`case${stale ? ' case-stale' : ''}`} aria-busy={stale}>
      <header className="case-head">
        <div className="case-title">
          <UrgencyTag urgency={view.urgency} />
          <h1>{view.title}</h1>
          <StateTag state={view.state} />
          {view.holder && !isTerminal(view.state) && (
            <DueTime dueAt={view.holder.dueAt} clock={view.holder.clock} paused={view.holder.paused} large />
          )}
        </div>
        <p className="case-sub">
          <span className="gz-nums">{view.number}</span>
          <span>{view.itemName ?? t('page:noItem')}</span>
          <span>{t.any(`option:source.${view.source}`, view.source)}</span>
          {tools}
        </p>
        <StepBar state={view.state} overdue={view.overdue} />
        <HolderLine holder={view.holder} counting={false} />
        {notice}
        <ActionBar view={view} task={task} stale={stale} />
      </header>
      <div className="case-body">
        <div className="case-column">
          <WhatSection view={view} />
          <PlaceSection view={view} map={map} />
          <RelatedSection view={view} />
        </div>
        <div className="case-column">
          <ResultSection view={view} />
          <FollowUpSection view={view} />
          <Section title={t('part:orders')} count={view.orders.length}>
            <OrderList orders={view.orders} />
          </Section>
          <RequestSection view={view} />
          <CardSection view={view} />
          <Section title={t('part:timeline')}>
            <Timeline entries={view.timeline} />
            <ToldSection id={view.id} />
          </Section>
          <ClockSection view={view} />
        </div>
      </div>
    </article>
  )
}
