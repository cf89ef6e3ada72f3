import type { CaseView } from '@gezhi/core/cases/case.api'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import { progressOf } from './progress.ts'

/** The five steps with unit and date: the whole way of a case on one phone screen. */
export function StepList({ view }: { view: CaseView }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  return (
    <section className="gt-stack tight">
      <h2 className="gt-visually-hidden">{text('follow:steps')}</h2>
      <ol className="steps">
        {progressOf(view).map(({ step, phase, at, unit }, index) => (
          <li key={step} className={phase} aria-current={phase === 'now' ? 'step' : undefined}>
            <span className="dot" aria-hidden="true">
              {phase === 'done' ? '✓' : index + 1}
            </span>
            <span>
              <strong>{text(`follow:${step}`)}</strong>
              <span className={phase === 'now' ? '' : 'gt-visually-hidden'}> {text(`follow:${phase}`)}</span>
              {phase === 'ahead' ? null : (
                <span className="gt-muted gt-small gt-figure block">
                  {[
                    unit ?? (step === 'REPORT' ? text('follow:you') : null),
                    at === null ? null : shortTime(at, clock.now()),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
