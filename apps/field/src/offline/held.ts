// What this device keeps for the person at it: outbox and replica, as screens ask for them.
import type { Device } from '@gezhi/client/device'
import type { OutboxEntry } from '@gezhi/client/outbox'
import type { Keyed, Replica } from '@gezhi/client/replica'
import { createContext, useContext, useSyncExternalStore } from 'react'

export interface Held {
  readonly device: Device
  /** Of the post in which the person acts now. */
  readonly replica: Replica
  /** Sends and fetches what there is; the answer says what came of it. */
  readonly synchronise: () => Promise<void>
  /** Closes what is kept here until the PIN is given; without a PIN nothing changes. */
  readonly lock: () => void
}

const Context = createContext<Held | null>(null)
export const HeldProvider = Context.Provider

const Opening = createContext(true)
export const OpeningProvider = Opening.Provider

/** True until it is known what this device keeps: before that, nobody is let go without a word about unsent work. */
export const useIsOpening = (): boolean => useContext(Opening)

/** Null while it opens, and where a device cannot keep anything: screens then work with the network only. */
export const useHeld = (): Held | null => useContext(Context)

const nothing = (): (() => void) => () => undefined
const noEntries: readonly OutboxEntry[] = []

/** What the person did on this device, oldest first. */
export function useEntries(): readonly OutboxEntry[] {
  const outbox = useHeld()?.device.outbox
  return useSyncExternalStore(outbox?.subscribe ?? nothing, outbox?.entries ?? (() => noEntries))
}

/** Not yet at the centre: this is what would be missed if the device were lost now. */
export const isUnsent = ({ state }: OutboxEntry): boolean =>
  state === 'saved' || state === 'sending' || state === 'refused'

/** Rows of one collection on this device. */
export function useRows<Row extends Keyed>(name: string): readonly Row[] | null {
  const collection = useHeld()?.replica.collection<Row>(name)
  return useSyncExternalStore(collection?.subscribe ?? nothing, collection?.rows ?? (() => null))
}
