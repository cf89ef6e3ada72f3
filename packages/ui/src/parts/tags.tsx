import { type CaseStateName, STEP_OF } from '@gezhi/core/cases/states'
import type { Urgency } from '@gezhi/core/districts/district'
import { useText } from '../i18n/i18n.ts'
import { PauseIcon, StepIcon, UrgencyIcon } from './icons.tsx'

/** Urgency as icon, word and colour. `bare` leaves the ground away, for dense lists. */
export function UrgencyTag({ urgency, bare = false }: { urgency: Urgency; bare?: boolean }) {
  const t = useText()
  return (
    <span className={`gz-tag gz-urgency-${urgency.toLowerCase()}${bare ? ' gz-bare' : ''}`}>
      <UrgencyIcon urgency={urgency} />
      {t(`urgency:${urgency}`)}
    </span>
  )
}

/** State as the icon and colour of its step and its own word; suspended is hatched. */
export function StateTag({ state }: { state: CaseStateName }) {
  const t = useText()
  const step = STEP_OF[state]
  const paused = state === 'SUSPENDED'
  return (
    <span className={`gz-tag gz-step-${step.toLowerCase()}${paused ? ' gz-hatched' : ''}`}>
      {paused ? <PauseIcon /> : <StepIcon step={step} size={12} />}
      {t(`state:${state}`)}
    </span>
  )
}
