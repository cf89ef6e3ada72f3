import type { ReactNode } from 'react'
import { useText } from '../text.ts'

/** Instead of a page that could not be drawn or whose code did not load: nothing typed is lost. */
export function Crashed(): ReactNode {
  const text = useText()
  return (
    <main className="page gt-stack">
      <h1>{text('frame:codeFailed')}</h1>
      <p>{text('frame:codeFailedBody')}</p>
      <p>
        <button type="button" className="gt-button primary" onClick={() => location.reload()}>
          {text('frame:reload')}
        </button>
      </p>
    </main>
  )
}
