import { STEPS } from '@gezhi/core/cases/states'
import { URGENCIES } from '@gezhi/core/districts/district'
import { useEffect, useRef } from 'react'
import { useText } from '../i18n/i18n.ts'
import { StepIcon } from '../parts/icons.tsx'
import type { ThemeName } from '../tokens/colours.ts'
import { drawPin, drawRing } from './pinImages.ts'

const Picture = ({ make, theme }: { make: (theme: ThemeName) => ImageData; theme: ThemeName }) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const image = make(theme)
    const element = canvas.current
    if (!element) return
    element.width = image.width
    element.height = image.height
    element.getContext('2d')?.putImageData(image, 0, 0)
  }, [make, theme])
  return <canvas ref={canvas} aria-hidden="true" />
}

const PINS = Object.fromEntries(
  URGENCIES.map((urgency) => [urgency, (theme: ThemeName) => drawPin(urgency, 'HANDLE', false, theme)]),
)
const late = (theme: ThemeName): ImageData => drawPin('GENERAL', 'HANDLE', true, theme)
const ring = (theme: ThemeName): ImageData => drawRing(3, 4, 30, theme)

/** Always visible: the same images as on the map, each with its word. */
export function Legend({ theme }: { theme: ThemeName }) {
  const t = useText()
  return (
    <aside className="gz-legend" aria-label={t('map:legend')}>
      <ul>
        {URGENCIES.map((urgency) => (
          <li key={urgency}>
            {PINS[urgency] && <Picture make={PINS[urgency]} theme={theme} />}
            {t(`urgency:${urgency}`)}
          </li>
        ))}
        <li>
          <Picture make={late} theme={theme} />
          {t('map:overdue')}
        </li>
        <li>
          <Picture make={ring} theme={theme} />
          {t('map:cluster')}
        </li>
      </ul>
      <ul>
        {STEPS.map((step) => (
          <li key={step}>
            <StepIcon step={step} />
            {t(`step:${step}`)}
          </li>
        ))}
        <li>
          <i className="gz-line-basic" />
          {t('map:basicGrid')}
        </li>
        <li>
          <i className="gz-line-exclusive" />
          {t('map:exclusiveGrid')}
        </li>
      </ul>
    </aside>
  )
}
