import { type ReactNode, useEffect, useRef } from 'react'

interface PageProps {
  readonly title: string
  readonly children: ReactNode
  /** Above the title: progress or a way back. */
  readonly above?: ReactNode
}

/** One page: its title is the document's title, and gets the focus so that a screen reader begins there. */
export function Page({ title, above, children }: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = title
    heading.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [title])
  return (
    <main id="content" className="page gt-stack">
      {above}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  )
}
