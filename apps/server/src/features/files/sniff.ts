import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

/** What a file is by its content, whatever its name says. Null: not one of the kinds we take. */
export interface FileKind {
  readonly mime: string
  readonly picture: boolean
}

/** Browsers record voice as WebM or MP4 without pictures; by content these are video containers. */
const KINDS: ReadonlyMap<string, FileKind> = new Map(
  (
    [
      ['image/jpeg', 'image/jpeg'],
      ['image/png', 'image/png'],
      ['image/webp', 'image/webp'],
      ['image/heic', 'image/heic'],
      ['image/heif', 'image/heic'],
      ['audio/mpeg', 'audio/mpeg'],
      ['audio/x-m4a', 'audio/mp4'],
      ['audio/mp4', 'audio/mp4'],
      ['audio/ogg', 'audio/ogg'],
      ['audio/wav', 'audio/wav'],
      ['video/webm', 'video/webm'],
      ['audio/webm', 'audio/webm'],
      ['video/mp4', 'video/mp4'],
      ['application/pdf', 'application/pdf'],
    ] as const
  ).map(([found, mime]) => [found, { mime, picture: mime.startsWith('image/') }]),
)

/** Containers that carry a place in their header (ISO base media). */
export const isIsoMedia = (mime: string): boolean => mime === 'video/mp4' || mime === 'audio/mp4'

const HEAD = 4096
/** An archive's directory ends with a record of 22 bytes and a comment of at most 64 KiB. */
const TAIL = 22 + 65_535
const MARKUP = /<\s*(script|html|!doctype\s+html|svg|iframe|\?php)/i

/** True when the end of the file is also the end of a ZIP archive (APPNOTE 4.3.16). */
function endsAsArchive(tail: Buffer): boolean {
  for (let at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1'); at >= 0;) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true
    at = at > 0 ? tail.lastIndexOf('PK\x05\x06', at - 1, 'latin1') : -1
  }
  return false
}

async function edges(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const read = async (from: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
      return buffer.subarray(0, bytesRead)
    }
    return {
      head: await read(0, Math.min(size, HEAD)),
      tail: await read(Math.max(0, size - TAIL), Math.min(size, TAIL)),
    }
  } finally {
    await file.close()
  }
}

/**
 * The kind of a file by its content. Null also for a file that is two things at once: a picture that is a web page
 * at its beginning or end, or an archive at its end.
 */
export async function sniff(path: string): Promise<FileKind | null> {
  const found = await fileTypeFromFile(path)
  // file-type adds parameters: `audio/ogg; codecs=opus`.
  const kind = found ? KINDS.get(found.mime.split(';')[0] ?? '') : undefined
  if (!kind) return null
  const { head, tail } = await edges(path)
  if (MARKUP.test(head.toString('latin1')) || MARKUP.test(tail.subarray(-HEAD).toString('latin1')))
    return null
  return endsAsArchive(tail) ? null : kind
}
