// A file that cannot be read as what it seems to be, and what the person is told.
import type { LibraryRefusal } from '@gezhi/core/library/refusals'

export class UnreadableFile extends Error {
  readonly refusal: LibraryRefusal

  constructor(message: string, more: { readonly cause?: unknown; readonly refusal?: LibraryRefusal } = {}) {
    super(message, { cause: more.cause })
    this.refusal = more.refusal ?? { code: 'library/not-readable' }
  }
}
