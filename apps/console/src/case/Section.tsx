import type { ReactNode } from 'react'

/** A titled part of the case page. */
export const Section = ({
  title,
  count,
  children,
}: {
  title: string
  count?: number
  children: ReactNode
}) => (
  <section className="case-section">
    <h2>
      {title}
      {count ? <span className="gz-nums"> {count}</span> : null}
    </h2>
    {children}
  </section>
)
