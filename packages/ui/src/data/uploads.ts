import { uploadFile } from '@gezhi/client/upload'
import { useEffect, useRef, useState } from 'react'

/** A file on its way: it stays here until the server has it, so that a broken upload can be tried again. */
export interface Sending {
  readonly id: number
  readonly file: File
  /** Object URL of a picture, null for other files. */
  readonly preview: string | null
  /** Share of the bytes the server has, 0 to 1. */
  readonly share: number
  readonly failure: Error | null
}

interface UploadsOptions {
  /** Content addresses of the files that the server has. */
  readonly value: readonly string[]
  readonly onChange: (hashes: readonly string[]) => void
  readonly max: number
  /** What is sent instead of the file, e.g. a smaller picture. */
  readonly prepare?: ((file: File) => Promise<File>) | undefined
  /** Keeps a file instead of sending it now: it goes out with the command that names it. */
  readonly keep?: ((file: File) => Promise<string>) | undefined
  /** Told of every file that arrived, before it is in the list. */
  readonly onStored?: ((hash: string, file: File) => Promise<void>) | undefined
}

export interface Uploads {
  readonly sending: readonly Sending[]
  /** How many more may be added. */
  readonly room: number
  readonly take: (files: Iterable<File>) => void
  readonly again: (one: Sending) => void
  readonly drop: (id: number) => void
  readonly remove: (hash: string) => void
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** Sends files as they are chosen and keeps the list of those that arrived; a failed one stays until sent or dropped. */
export function useUploads(options: UploadsOptions): Uploads {
  const [sending, setSending] = useState<readonly Sending[]>([])
  const next = useRef(1)
  // Several uploads end at different times: each adds to the newest list, by the newest way to change it.
  const latest = useRef(options)
  const hashes = useRef(options.value)
  useEffect(() => {
    latest.current = options
    hashes.current = options.value
  })
  const set = (list: readonly string[]): void => {
    hashes.current = list
    latest.current.onChange(list)
  }
  const patch = (id: number, change: Partial<Sending>): void =>
    setSending((list) => list.map((each) => (each.id === id ? { ...each, ...change } : each)))
  const drop = (id: number): void =>
    setSending((list) =>
      list.filter((each) => {
        if (each.id === id && each.preview) URL.revokeObjectURL(each.preview)
        return each.id !== id
      }),
    )
  const send = async (id: number, file: File): Promise<void> => {
    try {
      const { keep, prepare } = latest.current
      const sent = keep ? file : ((await prepare?.(file)) ?? file)
      const hash = await (keep?.(sent) ?? uploadFile(sent, { onProgress: (share) => patch(id, { share }) }))
      await latest.current.onStored?.(hash, sent)
      if (!hashes.current.includes(hash)) set([...hashes.current, hash])
      drop(id)
    } catch (error) {
      patch(id, { failure: asError(error) })
    }
  }
  const add = (file: File): void => {
    const id = next.current++
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
    setSending((list) => [...list, { id, file, preview, share: 0, failure: null }])
    void send(id, file)
  }
  const room = Math.max(0, options.max - options.value.length - sending.length)
  return {
    sending,
    room,
    take: (files) => [...files].slice(0, room).forEach(add),
    again: ({ id, file }) => {
      patch(id, { failure: null, share: 0 })
      void send(id, file)
    },
    drop,
    remove: (hash) => set(hashes.current.filter((each) => each !== hash)),
  }
}
