import type { ReactNode } from 'react'
import { useText } from '../text.ts'

/** Instead of a screen that could not be drawn or whose code did not load: nothing typed is lost. */
export function Crashed(): ReactNode {
  const text = useText()
  return (
    <main className="page gt-stack">
      <h1>{text('shell:crashed')}</h1>
      <p>{text('shell:crashedBody')}</p>
      <button type="button" className="gt-button primary" onClick={() => location.reload()}>
        {text('shell:reload')}
      </button>
    </main>
  )
}
