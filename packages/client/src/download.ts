import type { Endpoint } from '@gezhi/core/kernel/endpoint'
import {
  addressOf,
  type AnyInput,
  type CallOptions,
  type Input,
  Offline,
  problemOf,
  Refused,
} from './call.ts'

export interface Download {
  readonly name: string
  readonly content: Blob
  /** What the server counted before it began to write (`gezhi-rows`), where it did. */
  readonly rows: number | null
}

interface DownloadOptions extends CallOptions {
  /** Bytes so far, and rows that are coming; called with every piece. */
  readonly onProgress?: (bytes: number, rows: number | null) => void
}

/** `attachment; filename*=UTF-8''%E4%BA%8B….xlsx` */
const nameOf = (disposition: string | null): string => {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '') ?? []
  return encoded === undefined ? 'download' : decodeURIComponent(encoded)
}

/**
 * Fetches a file that the server writes while it is sent. Throws like `call`; `Offline` also when the stream broke
 * before its end, so that half a file is never taken for a whole one.
 */
export async function download<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  { onProgress, ...options }: DownloadOptions = {},
): Promise<Download> {
  const send = options.fetch ?? globalThis.fetch
  const lost = (cause: unknown): never => {
    if (options.signal?.aborted) throw cause
    throw new Offline(`${endpoint.schema.operationId}: the file did not arrive`, { cause })
  }
  const response = await send(`${options.origin ?? ''}${addressOf(endpoint, input as AnyInput)}`, {
    credentials: 'same-origin',
    ...(options.signal ? { signal: options.signal } : {}),
  }).catch(lost)
  if (!response.ok) throw new Refused(await problemOf(response))
  const counted = response.headers.get('gezhi-rows')
  const rows = counted === null ? null : Number(counted)
  const pieces: BlobPart[] = []
  let bytes = 0
  const reader = response.body?.getReader()
  for (;;) {
    const piece = (await reader?.read().catch(lost)) ?? { done: true, value: undefined }
    if (piece.done) break
    pieces.push(piece.value)
    bytes += piece.value.length
    onProgress?.(bytes, rows)
  }
  const type = response.headers.get('content-type') ?? 'application/octet-stream'
  return {
    name: nameOf(response.headers.get('content-disposition')),
    content: new Blob(pieces, { type }),
    rows,
  }
}
