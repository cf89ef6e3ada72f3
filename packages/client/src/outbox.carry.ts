// Carries files to the centre: the small version of a photo before its command, the original when the network is wide.
import { Offline, Refused } from './call.ts'
import type { DeviceDb, FileRow } from './device.db.ts'
import { formOf, nextOwed } from './outbox.files.ts'
import type { UploadOptions } from './upload.ts'

export interface CarrySetting {
  readonly db: DeviceDb
  readonly key: CryptoKey
  readonly person: string
  readonly headers: () => Readonly<Record<string, string>>
  /** Sends one file, resumable, and answers its content address. */
  readonly upload: (file: File, options: UploadOptions) => Promise<string>
  /** True on a network where originals may go out: Wi-Fi, cable, or any when the person allows it. */
  readonly wide: () => boolean
  /** Aborted when the network changed: what is on its way was sent into one that is gone. Of now. */
  readonly signal: () => AbortSignal
}

export interface Carrier {
  /** Sends the file that a command names, in its small version where there is one; nothing when the centre has it. */
  readonly send: (hash: string) => Promise<void>
  /** Sends the original of one photo that the centre has small. False when there is none, or the network is not for it. */
  readonly follow: () => Promise<boolean>
  /** Share of the file that is being sent, by hash, 0 to 1. */
  readonly progress: () => ReadonlyMap<string, number>
}

export function createCarrier(setting: CarrySetting, tell: () => void): Carrier {
  const { db, person } = setting
  const shares = new Map<string, number>()

  async function changeFile(hash: string, change: (row: FileRow) => FileRow): Promise<void> {
    const tx = db.transaction('file', 'readwrite')
    const row = await tx.store.get(`${person}/${hash}`)
    if (row) await tx.store.put(change(row))
    await tx.done
  }

  /** In the database, not in the browser's quick storage: that is written seconds later, and a kill takes it. */
  const noteBegun = (hash: string, begun: NonNullable<FileRow['begun']>): Promise<void> =>
    changeFile(hash, (row) => ({ ...row, begun })).catch(reportFault)

  async function carry({
    row,
    hash,
    file,
  }: NonNullable<Awaited<ReturnType<typeof formOf>>>): Promise<string> {
    let noted: Promise<void> = Promise.resolve()
    const sending = setting.upload(file, {
      headers: setting.headers(),
      signal: setting.signal(),
      // The centre keeps what its original is called, so that this can be shown to be the one.
      ...(hash === row.hash ? {} : { original: row.hash }),
      // This sender tries again by itself, and at once when the network is back.
      retries: [],
      resume: {
        url: row.begun?.form === hash ? row.begun.url : null,
        keep: (url) => void (noted = noteBegun(row.hash, { form: hash, url })),
      },
      onProgress(share) {
        shares.set(row.hash, share)
        tell()
      },
    })
    const [sentAs] = await Promise.all([sending, sending.then(() => noted)])
    shares.delete(row.hash)
    return sentAs
  }

  return {
    progress: () => shares,
    async send(hash) {
      const form = await formOf(setting, hash, false)
      // The body may name files that the centre has from elsewhere; it says so when it does not.
      if (!form || form.row.sentAs !== null) return
      const sentAs = await carry(form)
      await changeFile(hash, ({ begun: _, ...row }) => ({ ...row, sentAs }))
    },
    async follow() {
      const hash = setting.wide() ? await nextOwed(db, person) : null
      const form = hash === null ? null : await formOf(setting, hash, true)
      if (hash === null || !form) return false
      try {
        await carry(form)
      } catch (error) {
        // What the centre will never take is not sent for ever; the small version stands.
        if (!(error instanceof Refused) || isPassing(error)) throw error
      }
      await changeFile(hash, ({ begun: _, owed: __, ...row }) => row)
      return true
    },
  }
}

/** A fault of ours is not to stop the page; the console of the browser keeps it. */
export const reportFault = (error: unknown): void => globalThis.reportError?.(error)

/** Too slow, an offset that the server has not settled yet, a part that another request still writes, too many. */
const PASSING: readonly number[] = [401, 408, 409, 423, 429]

/** Also answers that are not the centre's own: the same file may pass later. */
export const isPassing = ({ problem: { status, code } }: Refused): boolean =>
  status >= 500 || PASSING.includes(status) || code.startsWith('http/')

/** The network or the centre is away for now: the same may succeed later. */
export const isAway = (error: unknown): boolean =>
  error instanceof Offline || (error instanceof Refused && isPassing(error))
