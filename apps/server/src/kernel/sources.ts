import type { SourceKind } from '@gezhi/core/sources/source.api'

/** A registered system as the rest of the program sees it; its actor is `systemActor(district, code)`. */
export interface KnownSource {
  readonly district: number
  readonly code: string
  readonly kind: SourceKind
  readonly ratePerMinute: number
}

/** Who speaks with a key, and what kind of system a SYSTEM actor is; the feature `sources` provides it. */
export interface Sources {
  /** The active source with this key, or null. At most a second behind other processes, never behind this one. */
  readonly byKey: (key: string) => Promise<KnownSource | null>
  /** The active source with this code (the `person` of its actor), or null. */
  readonly byCode: (district: number, code: string) => Promise<KnownSource | null>
}
