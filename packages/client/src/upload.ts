import { Upload } from 'tus-js-client'
import { Offline, Refused } from './call.ts'
import { strangeUpload } from './problem.texts.ts'

const ENDPOINT = '/api/files/uploads'

/** Nothing moved for so long: the network is gone, whatever the browser believes. */
const SILENCE_MS = 30_000
/** For a person who stands before the form; a sender that tries again by itself wants none. */
const PATIENT_RETRIES = [0, 1000, 3000, 8000]

export interface UploadOptions {
  /** Share of the bytes the server has, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
  /** Aborted: the sending ends at once with `Offline`. What the server has it keeps. */
  readonly signal?: AbortSignal | undefined
  /** Content address of what this file is the small version of; it may follow later. */
  readonly original?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Milliseconds before each further try. */
  readonly retries?: readonly number[] | undefined
  /** Where an earlier attempt had begun at the server, kept by the caller; without it the browser's own notes are used. */
  readonly resume?: { readonly url: string | null; readonly keep: (url: string) => void } | undefined
}

/** Where a stored file is read: the public copy, without the camera's data about place and device. */
export const fileUrl = (hash: string): string => `/api/files/${hash}`
export const thumbUrl = (hash: string): string => `/api/files/${hash}/thumb`

/**
 * SHA-256 of a file in lower-case hexadecimal, or null where the browser offers no digest
 * (pages that came neither by HTTPS nor from the own machine).
 */
export async function sha256Of(blob: Blob): Promise<string | null> {
  if (!('subtle' in crypto)) return null
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Sends one file in resumable pieces and answers its content address.
 * An upload that was broken off, even by closing the page, goes on where it stopped.
 * Throws `Refused` when the server rejects the file and `Offline` when it stays out of reach.
 */
export async function uploadFile(file: File, options: UploadOptions = {}): Promise<string> {
  const hash = await sha256Of(file)
  const stored = await send(file, options)
  if (stored && hash && stored !== hash) throw new Error(`stored as ${stored}, sent ${hash}`)
  const known = stored ?? hash
  if (!known) throw new Error('the server did not name the file')
  return known
}

function send(file: File, options: UploadOptions): Promise<string | null> {
  const { promise, resolve, reject } = Promise.withResolvers<string | null>()
  let stored: string | null = null
  const { resume } = options
  const upload = new Upload(file, {
    endpoint: ENDPOINT,
    metadata: {
      filename: file.name,
      filetype: file.type,
      ...(options.original ? { original: options.original } : {}),
    },
    retryDelays: [...(options.retries ?? PATIENT_RETRIES)],
    removeFingerprintOnSuccess: true,
    storeFingerprintForResuming: resume === undefined,
    ...(resume?.url ? { uploadUrl: resume.url } : {}),
    ...(options.headers ? { headers: { ...options.headers } } : {}),
    onAfterResponse: (_, response) => {
      moved()
      stored = response.getHeader('Gezhi-File') ?? stored
    },
    onUploadUrlAvailable: () => void (upload.url && resume?.keep(upload.url)),
    onProgress: (sent, total) => {
      moved()
      options.onProgress?.(total ? sent / total : 0)
    },
    onSuccess: () => resolve(stored),
    onError: (error) => {
      const response = 'originalResponse' in error ? error.originalResponse : null
      if (response) reject(new Refused(problemFrom(response.getStatus(), response.getBody())))
      else reject(new Offline('the file was not sent', { cause: error }))
    },
  })
  const giveUp = (): void => {
    void upload.abort()
    reject(new Offline('the file was not sent'))
  }
  let silence = setTimeout(giveUp, SILENCE_MS)
  function moved(): void {
    clearTimeout(silence)
    silence = setTimeout(giveUp, SILENCE_MS)
  }
  options.signal?.addEventListener('abort', giveUp)
  if (options.signal?.aborted) giveUp()
  else begin(upload, resume !== undefined).catch(reject)
  return promise.finally(() => {
    clearTimeout(silence)
    options.signal?.removeEventListener('abort', giveUp)
  })
}

/** Goes on with what an earlier attempt has sent, if there was one. */
async function begin(upload: Upload, noted: boolean): Promise<void> {
  const [previous] = noted ? [] : await upload.findPreviousUploads()
  if (previous) upload.resumeFromPreviousUpload(previous)
  upload.start()
}

/** The problem in the body of a failed upload, or one made from its status. */
export function problemFrom(status: number, body: string): Refused['problem'] {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value && 'code' in value && 'title' in value)
      return value as Refused['problem']
  } catch {
    // Not JSON: the tus server answers some errors as plain text.
  }
  return strangeUpload(status)
}
