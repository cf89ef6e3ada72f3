import { Component, type ReactNode } from 'react'
import { useText } from '../text.ts'

/** Catches a page that could not be drawn or whose code did not load, and says that nothing typed is lost. */
export class Crash extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children
  }
}

function Failed(): ReactNode {
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
