// Commands wait on devices for weeks while the product goes on: what was written then is read as what it means now.
import { DAY } from '../kernel/calendar.ts'

/** Devices are promised that what they wrote is taken for so long after a newer form came. */
const KEPT_MS = 366 * DAY

/** Turns bodies of version `from` into version `from + 1`. Pure; never changed once released. */
export interface UpCaster {
  readonly from: number
  /** When version `from + 1` came, in milliseconds: bodies of `from` are taken for twelve months after it. */
  readonly replacedAt: number
  readonly cast: (body: unknown) => unknown
}

/** The versions of one kind's commands: the newest, and the way to it from each earlier one. */
export interface CommandVersions {
  readonly current: number
  /** In the order of `from`, without gaps up to `current - 1`. */
  readonly casters: readonly UpCaster[]
}

export const FIRST_VERSION: CommandVersions = { current: 1, casters: [] }

export type Upcast =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly code: 'sync/version-unknown' | 'sync/version-too-old' }

/**
 * The body as the newest version has it. `sync/version-unknown`: the device is newer than this server, sending later
 * will do; `sync/version-too-old`: replaced more than twelve months ago, a person has to enter it again.
 */
export function upcast(
  { current, casters }: CommandVersions,
  given: { readonly version: number; readonly body: unknown },
  now: number,
): Upcast {
  if (given.version > current) return { ok: false, code: 'sync/version-unknown' }
  let { version, body } = given
  for (const { from, replacedAt, cast } of casters) {
    if (from !== version) continue
    if (now > replacedAt + KEPT_MS) return { ok: false, code: 'sync/version-too-old' }
    body = cast(body)
    version = from + 1
  }
  return version === current ? { ok: true, body } : { ok: false, code: 'sync/version-too-old' }
}
