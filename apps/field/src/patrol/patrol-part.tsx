import type { HeldRules } from '@gezhi/core/districts/device'
import { shiftEnd } from '@gezhi/core/patrol/shift'
import { useGezhi } from '@gezhi/ui/data'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { keptArea, keptStreets } from '../area/kept.ts'
import { type Held, useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'
import { createPatrols, type Patrols, type PatrolState } from './patrols.ts'
import './patrol.css'

const Context = createContext<Patrols | null>(null)
/** Null while the device opens, and where nothing can be kept. */
export const usePatrols = (): Patrols | null => useContext(Context)

const nothing = (): (() => void) => () => undefined
const NONE: PatrolState = { walk: undefined, endedByShift: false, denied: false }

export function usePatrolState(): PatrolState {
  const patrols = usePatrols()
  return useSyncExternalStore(patrols?.subscribe ?? nothing, patrols?.state ?? (() => NONE))
}

/** Duty hours of the district; 8 to 20 in China's time until the device has them. */
const USUAL = { offset: 8 * 3_600_000, duty: { from: 8 * 3_600_000, to: 20 * 3_600_000 } }

const patrolsOn = ({ device, replica }: Held, now: () => number): Patrols =>
  createPatrols({
    notes: device.notes,
    outbox: device.outbox,
    geolocation: isSecureContext ? navigator.geolocation : undefined,
    now,
    shiftEnd: (startedAt) =>
      shiftEnd(startedAt, replica.collection<HeldRules>('rules').get('rules')?.settings ?? USUAL),
    async streets(grid) {
      const area = await keptArea()
      return (area && (await keptStreets(area, grid))) ?? []
    },
  })

/** Keeps a patrol going while its person moves between screens, and lets go of it with the session. */
export function PatrolPart({ children }: { children: ReactNode }): ReactNode {
  const held = useHeld()
  const { clock } = useGezhi()
  const [patrols, setPatrols] = useState<Patrols | null>(null)
  useEffect(() => {
    if (!held) return
    const made = patrolsOn(held, () => clock.now())
    const open = async (): Promise<void> => {
      await made.open()
      setPatrols(made)
    }
    void open().catch((error: unknown) => reportError(error))
    return () => {
      made.close()
      setPatrols(null)
    }
  }, [held, clock])
  return <Context.Provider value={patrols}>{children}</Context.Provider>
}

/** On every screen while a patrol lasts: nobody's position is read without being told. */
export function PatrolBar(): ReactNode {
  const text = useText()
  const { walk } = usePatrolState()
  if (!walk) return null
  return (
    <div className="patrol-bar" role="status">
      <span>
        <i aria-hidden="true" />
        {text('patrol:runningBar')}
      </span>
      <Link href="/patrol">{text('patrol:open')}</Link>
    </div>
  )
}
