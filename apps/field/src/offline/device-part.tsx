import type { ServerClock } from '@gezhi/client/clock'
import { openDevice, type Opened } from '@gezhi/client/device'
import { isWide } from '@gezhi/client/network'
import type { Replica } from '@gezhi/client/replica'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import manifest from '../../package.json' with { type: 'json' }
import { GezhiProvider, useGezhi } from '@gezhi/ui/data'
import { FileKeepProvider } from '@gezhi/ui/touch'
import { machineName } from '../device/machine-name.ts'
import { useSession } from '../session/session.ts'
import { useQueryClient } from '@tanstack/react-query'
import { isMarked } from '../device/pin-mark.ts'
import { mayFollowAnywhere } from '../outbox/originals.ts'
import { draftStore } from '../report/draft.ts'
import { LockScreen } from '../device/lock-screen.tsx'
import { leave } from '../session/leaving.ts'
import { DeviceNotes } from './device-notes.tsx'
import { type Held, HeldProvider, OpeningProvider } from './held.ts'
import { keepingOn } from './issue.ts'

const EVERY_MS = 3 * 60_000

/** failed: the browser would not open its store; it is tried again when the network comes back. */
type Standing = Opened | { readonly state: 'opening' } | { readonly state: 'failed' }
const OPENING: Standing = { state: 'opening' }

/** The device of this person; tried again when the network comes back, closed and opened anew when it is to be locked. */
function useDevice(person: string, post: string, clock: ServerClock) {
  const [standing, setStanding] = useState<Standing>(OPENING)
  const acting = useRef(post)
  const own = useRef<Standing>(OPENING)
  const again = useRef((): void => undefined)
  useEffect(() => {
    acting.current = post
  }, [post])
  const show = useCallback((next: Standing): void => {
    own.current = next
    setStanding(next)
  }, [])
  useEffect(() => {
    let left = false
    const isHere = (): boolean => own.current.state === 'open' || own.current.state === 'locked'
    const open = async (): Promise<void> => {
      if (isHere()) return
      const opened = await openDevice({
        person,
        post: () => acting.current,
        name: machineName(navigator.userAgent),
        appVersion: manifest.version,
        now: () => clock.now(),
        drafts: () => localStorage.getItem(draftStore(person)) ?? '',
        wide: () => isWide() || mayFollowAnywhere(),
      })
      if (!left && !isHere()) show(opened)
      else if (opened.state === 'open') await opened.device.close()
    }
    const shut = async (): Promise<void> => {
      const before = own.current
      show(OPENING)
      if (before.state === 'open') await before.device.close()
    }
    const guarded = (work: () => Promise<void>): void =>
      void work().catch((error: unknown) => reportError(error))
    const orFailed = (error: unknown): void => {
      if (!left && !isHere()) show({ state: 'failed' })
      reportError(error)
    }
    const attempt = (): void => void open().catch(orFailed)
    again.current = () => void shut().then(open).catch(orFailed)
    attempt()
    addEventListener('online', attempt)
    return () => {
      left = true
      removeEventListener('online', attempt)
      guarded(shut)
    }
  }, [person, clock, show])
  const lock = useCallback(() => again.current(), [])
  return { standing, show, lock }
}

/** Sends and fetches at the start, when the session turns out to be over, when the network or the person comes back, and every three minutes. */
function useSynchronising(held: Held | null): void {
  useEffect(() => {
    if (!held) return
    const { device, synchronise } = held
    let running = 0
    const run = (): void => {
      running++
      void synchronise()
        .catch((error: unknown) => reportError(error))
        .finally(() => running--)
    }
    const look = (): void => {
      if (document.visibilityState === 'visible') run()
    }
    const received = (): number => device.outbox.entries().filter(({ state }) => state === 'received').length
    let before = received()
    // What the centre has taken comes back as rows of the replica.
    const deaf = device.outbox.subscribe(() => {
      const now = received()
      if (now > before) run()
      before = now
    })
    // The sender goes on by itself when the network is back; what it meets there has to be looked into.
    let stands = device.sender.state()
    const quiet = device.sender.subscribe(() => {
      const now = device.sender.state()
      if (running === 0 && now !== stands && (now === 'sign-in' || now === 'revoked')) run()
      stands = now
    })
    run()
    const timer = setInterval(look, EVERY_MS)
    addEventListener('online', run)
    document.addEventListener('visibilitychange', look)
    return () => {
      deaf()
      quiet()
      clearInterval(timer)
      removeEventListener('online', run)
      document.removeEventListener('visibilitychange', look)
    }
  }, [held])
}

/** Opens what this device keeps, and keeps it fresh. The screens are there meanwhile. */
export function DevicePart({ children }: { children: ReactNode }): ReactNode {
  const { post } = useSession()
  const gezhi = useGezhi()
  const queries = useQueryClient()
  const { standing, show, lock } = useDevice(post.person, post.code, gezhi.clock)
  const device = standing.state === 'open' ? standing.device : null
  const [replica, setReplica] = useState<Replica | 'failed' | null>(null)
  useEffect(() => {
    if (!device) return
    let left = false
    const open = async (): Promise<void> => {
      const opened = await device.replica(post.code)
      if (!left) setReplica(opened)
    }
    void open().catch((error: unknown) => {
      if (!left) setReplica('failed')
      reportError(error)
    })
    return () => {
      left = true
      setReplica(null)
    }
  }, [device, post.code])
  const held = useMemo(
    (): Held | null =>
      device && replica && replica !== 'failed'
        ? {
            device,
            replica,
            async synchronise() {
              const report = await device.synchronise([replica.post])
              if (report !== 'revoked' && report !== 'sign-in') return
              if (report === 'revoked') leave('revoked')
              await queries.resetQueries({ queryKey: ['me'] })
            },
            lock,
          }
        : null,
    [device, replica, lock, queries],
  )
  useSynchronising(held)
  const keeping = useMemo(() => (held ? keepingOn(held) : undefined), [held])
  if (standing.state === 'opening' && isMarked(post.person)) return null
  if (standing.state === 'locked') return <LockScreen locked={standing} onOpened={show} />
  const opening = standing.state === 'opening' || (device !== null && replica === null)
  return (
    <OpeningProvider value={opening}>
      <HeldProvider value={held}>
        <GezhiProvider value={{ ...gezhi, keeping }}>
          <FileKeepProvider value={held?.device.outbox.files ?? null}>
            <DeviceNotes />
            {children}
          </FileKeepProvider>
        </GezhiProvider>
      </HeldProvider>
    </OpeningProvider>
  )
}
