import { type CaseStateName, isTerminal, STEP_OF, STEPS } from '@gezhi/core/cases/states'
import { useText } from '../i18n/i18n.ts'

const NUMERALS = ['①', '②', '③', '④', '⑤']

/** ①上报─②分拨─③处置─④反馈─⑤考评 with the running step lit; overdue is outlined red, paused hatched. */
export function StepBar({ state, overdue = false }: { state: CaseStateName; overdue?: boolean }) {
  const t = useText()
  const at = STEPS.indexOf(STEP_OF[state])
  const ended = isTerminal(state)
  return (
    <ol className="gz-steps" aria-label={t('part:steps')}>
      {STEPS.map((step, index) => {
        const done = index < at || (ended && index === at)
        const now = index === at && !ended
        const look = done ? 'gz-done' : now ? 'gz-now' : 'gz-ahead'
        const marks = `${now && overdue ? ' gz-overdue' : ''}${now && state === 'SUSPENDED' ? ' gz-hatched' : ''}`
        return (
          <li
            key={step}
            className={`${look} gz-step-${step.toLowerCase()}${marks}`}
            aria-current={now ? 'step' : undefined}
          >
            <span aria-hidden="true">{done ? '✓' : NUMERALS[index]}</span>
            {t(`step:${step}`)}
            <span className="gz-hidden">
              {t(done ? 'part:stepDone' : now ? 'part:stepNow' : 'part:stepAhead')}
              {now && overdue ? ` ${t('part:overdue')}` : ''}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
