import { type ReactNode, useEffect } from 'react'
import { useText } from '../text.ts'

interface ScreenProps {
  readonly title: string
  /** Pages that are opened from others have a way back at the top. */
  readonly back?: boolean
  /** Beside the title. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** One screen: title in a bar that stays, content below. */
export function Screen({ title, back = false, tools, children }: ScreenProps): ReactNode {
  const text = useText()
  useEffect(() => {
    document.title = title
    scrollTo(0, 0)
  }, [title])
  return (
    <>
      <header className="bar">
        {back ? (
          <button
            type="button"
            className="bar-back"
            aria-label={text('shell:back')}
            onClick={() => history.back()}
          >
            <span aria-hidden="true">‹</span>
          </button>
        ) : null}
        <h1>{title}</h1>
        {tools}
      </header>
      <main id="content" className="page gt-stack">
        {children}
      </main>
    </>
  )
}
