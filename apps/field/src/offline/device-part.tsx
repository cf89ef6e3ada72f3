import type { ServerClock } from '@gezhi/client/clock'
import { openDevice, type Device } from '@gezhi/client/device'
import type { Replica } from '@gezhi/client/replica'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import manifest from '../../package.json' with { type: 'json' }
import { GezhiProvider, useGezhi } from '@gezhi/ui/data'
import { FileKeepProvider } from '@gezhi/ui/touch'
import { useSession } from '../session/session.ts'
import { DeviceNotes } from './device-notes.tsx'
import { type Held, HeldProvider } from './held.ts'
import { keepingOn } from './issue.ts'

const EVERY_MS = 3 * 60_000
const LONGEST_NAME = 60

/** `Linux; Android 13; MatePad`: what the browser says of the machine, for the list of one's own devices. */
const deviceName = (): string =>
  (/\(([^)]+)\)/.exec(navigator.userAgent)?.[1] ?? navigator.platform).slice(0, LONGEST_NAME) || 'browser'

/** The device of this person, opened once; tried again when the network comes back. */
function useDevice(person: string, post: string, clock: ServerClock): Device | null {
  const [device, setDevice] = useState<Device | null>(null)
  const acting = useRef(post)
  useEffect(() => {
    acting.current = post
  }, [post])
  useEffect(() => {
    let left = false
    let own: Device | null = null
    const open = async (): Promise<void> => {
      if (own) return
      const opened = await openDevice({
        person,
        post: () => acting.current,
        name: deviceName(),
        appVersion: manifest.version,
        now: () => clock.now(),
      })
      if (opened.state !== 'open') return
      if (left || own) return opened.device.close()
      own = opened.device
      setDevice(own)
    }
    const attempt = (): void => void open().catch((error: unknown) => reportError(error))
    attempt()
    addEventListener('online', attempt)
    return () => {
      left = true
      removeEventListener('online', attempt)
      setDevice(null)
      void own?.close()
    }
  }, [person, clock])
  return device
}

/** Sends and fetches at the start, when the network or the person comes back, and every three minutes. */
function useSynchronising(held: Held | null): void {
  useEffect(() => {
    if (!held) return
    const { device, synchronise } = held
    const run = (): void => void synchronise().catch((error: unknown) => reportError(error))
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
    run()
    const timer = setInterval(look, EVERY_MS)
    addEventListener('online', run)
    document.addEventListener('visibilitychange', look)
    return () => {
      deaf()
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
  const device = useDevice(post.person, post.code, gezhi.clock)
  const [replica, setReplica] = useState<Replica | null>(null)
  useEffect(() => {
    if (!device) return
    let left = false
    const open = async (): Promise<void> => {
      const opened = await device.replica(post.code)
      if (!left) setReplica(opened)
    }
    void open().catch((error: unknown) => reportError(error))
    return () => {
      left = true
      setReplica(null)
    }
  }, [device, post.code])
  const held = useMemo(
    (): Held | null =>
      device && replica
        ? {
            device,
            replica,
            async synchronise() {
              await device.synchronise([replica.post])
            },
          }
        : null,
    [device, replica],
  )
  useSynchronising(held)
  const keeping = useMemo(() => (held ? keepingOn(held) : undefined), [held])
  return (
    <HeldProvider value={held}>
      <GezhiProvider value={{ ...gezhi, keeping }}>
        <FileKeepProvider value={held?.device.outbox.files ?? null}>
          <DeviceNotes />
          {children}
        </FileKeepProvider>
      </GezhiProvider>
    </HeldProvider>
  )
}
