import type { ReactNode } from 'react'
import { useUpdate } from '../offline/update.ts'
import { useText } from '../text.ts'

/** A newer version is on the device: taken when the person says so. Half-written reports are kept and come back. */
export function UpdateBar(): ReactNode {
  const text = useText()
  const take = useUpdate()
  if (!take) return null
  return (
    <div className="gt-note gt-row apart" role="status">
      <span>{text('shell:update')}</span>
      <button type="button" className="gt-button" onClick={take}>
        {text('shell:updateNow')}
      </button>
    </div>
  )
}
