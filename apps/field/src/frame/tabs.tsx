import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useText } from '../text.ts'

/** Stroke paths on a 24 × 24 field. */
const TABS = [
  { href: '/', label: 'shell:today', path: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z' },
  {
    href: '/tasks',
    label: 'shell:tasks',
    path: 'M4 6l2 2 3-3 M12 7h8 M4 13l2 2 3-3 M12 14h8 M12 20h8 M5 20h2',
  },
  { href: '/cases', label: 'shell:cases', path: 'M4 5h16v14H4z M4 10h16 M10 10v9' },
  { href: '/me', label: 'shell:me', path: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4 21a8 8 0 0 1 16 0' },
] as const

/** The four places, under the thumb. */
export function Tabs(): ReactNode {
  const text = useText()
  const [location] = useLocation()
  return (
    <nav className="tabs" aria-label={text('shell:name')}>
      {TABS.map(({ href, label, path }) => {
        const here = href === '/' ? location === '/' : location.startsWith(href)
        return (
          <Link
            key={href}
            href={href}
            className={here ? 'here' : ''}
            aria-current={here ? 'page' : undefined}
          >
            <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" className="stroke">
              <path d={path} />
            </svg>
            {text(label)}
          </Link>
        )
      })}
    </nav>
  )
}
