import { useGezhi } from '@gezhi/ui/data'
import { wallTime } from '@gezhi/ui/time'
import type { ReactNode } from 'react'
import { useSession } from '../session/session.ts'
import { useText } from '../text.ts'
import { fetchArea, useArea } from './area.state.ts'
import { canKeep } from './kept.ts'
import './area.css'

/** Megabytes with one place: 0.2 MB is what a grid takes. */
const megabytes = (bytes: number): string => `${Math.max(0.1, bytes / 1_000_000).toFixed(1)} MB`

/** How much of the map is kept, of which day, and the button that brings what changed since. */
export function KeptLine(): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { post } = useSession()
  const { area, progress, error } = useArea()
  if (!canKeep()) return <p className="gt-note warn">{text('area:unsafe')}</p>
  const fetch = (): void => void fetchArea({ person: post.person, post: post.code, now: () => clock.now() })
  return (
    <div className="gt-stack tight">
      <div className="area-kept">
        <span className={area ? 'gt-muted gt-figure' : ''} role="status">
          {progress
            ? progress.of > 0
              ? text('area:fetching', { done: progress.done, of: progress.of })
              : text('area:checking')
            : area
              ? text('area:kept', { size: megabytes(area.bytes), day: wallTime(area.fetchedAt).date })
              : text('area:none')}
        </span>
        <button type="button" className="gt-button" disabled={progress !== null} onClick={fetch}>
          {text(area ? 'area:refresh' : 'area:fetch')}
        </button>
      </div>
      {error ? (
        <p className="gt-note warn" role="status">
          {text('area:failed')}
        </p>
      ) : null}
    </div>
  )
}
