import type { Step } from '@gezhi/core/cases/states'
import type { Urgency } from '@gezhi/core/districts/district'

/** Stroke paths on a 24 × 24 field, drawn by SVG in pages and by canvas in the map's pins. */
export const STEP_PATHS: Readonly<Record<Step, string>> = {
  REPORT: 'M4 10v4h3l7 4V6l-7 4H4z M17.5 9a4.2 4.2 0 0 1 0 6',
  DISPATCH: 'M3 12h6 M9 12l5-5h6 M9 12l5 5h6 M17 4l3 3-3 3 M17 14l3 3-3 3',
  HANDLE: 'M14.5 6.5a4 4 0 0 0-5 5L4 17l3 3 5.5-5.5a4 4 0 0 0 5-5L15 12l-3-3z',
  FEEDBACK: 'M4 5h16v11H11l-4 4v-4H4z',
  ASSESS: 'M5 12.5l4.5 4.5L19 7.5',
}

export const StepIcon = ({ step, size = 14 }: { step: Step; size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className="gz-stroke">
    <path d={STEP_PATHS[step]} />
  </svg>
)

/** ○ ◐ ●: the fuller, the more urgent. */
export const UrgencyIcon = ({ urgency, size = 12 }: { urgency: Urgency; size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
    <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
    {urgency === 'IMPORTANT' && <path d="M6 1.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor" />}
    {urgency === 'URGENT' && <circle cx="6" cy="6" r="5" fill="currentColor" />}
  </svg>
)

export const PauseIcon = ({ size = 12 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className="gz-stroke">
    <path d="M8 5v14 M16 5v14" />
  </svg>
)

export const ClockIcon = ({ size = 12 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className="gz-stroke">
    <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 7v5l3.5 2" />
  </svg>
)
