import { useGezhi } from '@gezhi/ui/data'
import { useEffect } from 'react'
import { useHeld } from '../offline/held.ts'
import { useSession } from '../session/session.ts'
import { keepFresh, showKeptMap } from './area.state.ts'
import { canKeep } from './kept.ts'

/** Keeps the map of the own grids at hand, for this screen and every other one that shows a map. Draws nothing. */
export function AreaKeeper(): null {
  const { post } = useSession()
  const { clock } = useGezhi()
  const held = useHeld()
  useEffect(showKeptMap, [])
  const [person, code, works] = [post.person, post.code, canKeep() && held !== null]
  useEffect(() => {
    if (!works) return
    const run = (): void => void keepFresh({ person, post: code, now: () => clock.now() })
    run()
    addEventListener('online', run)
    return () => removeEventListener('online', run)
  }, [person, code, works, clock])
  return null
}
