import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { FileRefusalCode } from '@gezhi/core/files/file.api'
import type { BlobStore } from '../../kernel/blobs.ts'
import { writeAs } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import { keepFile, keepUpload } from './file.store.ts'
import { withoutPlace } from './media-place.ts'
import { readPicture } from './picture.ts'
import { isIsoMedia, sniff } from './sniff.ts'

export const MOST_BYTES = 25 * 1024 * 1024

/** Where the bytes of a file and its two copies lie. */
export const blobName = (hash: string, variant: 'original' | 'copy' | 'thumb'): string =>
  `${hash.slice(0, 2)}/${hash}${variant === 'original' ? '' : `.${variant}`}`

/** A file that has arrived whole but has not been looked at. */
export interface Arrived {
  readonly district: number
  readonly upload: string
  readonly path: string
  /** Post of the sender, empty for a visitor without a key. */
  readonly owner: string
  /** Content address of the file of which it is the small version. */
  readonly original: string | null
}

interface Copies {
  readonly width: number | null
  readonly height: number | null
  readonly copy: Buffer | null
  readonly thumb: Buffer | null
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function copiesOf(path: string, mime: string, picture: boolean): Promise<Copies | FileRefusalCode> {
  if (picture) {
    const read = await readPicture(path, mime)
    if (typeof read === 'string') return read
    return { width: read.width, height: read.height, copy: read.publicCopy, thumb: read.thumb }
  }
  const copy = isIsoMedia(mime) ? withoutPlace(await readFile(path)) : null
  return { width: null, height: null, copy, thumb: null }
}

/**
 * Looks at what arrived and keeps it under its content: the original, its public copy and thumbnail, the row.
 * Answers the content address or why it is refused; a refused file leaves nothing behind here.
 */
export async function shelve(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  blobs: BlobStore,
  { district, upload, path, owner, original }: Arrived,
): Promise<{ hash: string } | { refused: FileRefusalCode }> {
  const { size: bytes } = await stat(path)
  if (bytes === 0) return { refused: 'file/empty' }
  if (bytes > MOST_BYTES) return { refused: 'file/too-large' }
  const kind = await sniff(path)
  if (!kind) return { refused: 'file/type' }
  const copies = await copiesOf(path, kind.mime, kind.picture)
  if (typeof copies === 'string') return { refused: copies }
  const hash = await hashOf(path)
  const { width, height, copy, thumb } = copies
  await writeAs(db, district, async (tx) => {
    const at = new Date(now())
    const has = { has_copy: copy !== null, has_thumb: thumb !== null }
    await keepFile(tx, {
      district,
      hash,
      mime: kind.mime,
      bytes,
      width,
      height,
      ...has,
      owner,
      original: original === hash ? null : original,
      created_at: at,
    })
    await keepUpload(tx, district, upload, hash, now())
    // Under the lock of the row: clearing away the same file at the same moment waits, or is over.
    await blobs.putFile(blobName(hash, 'original'), path)
    if (copy) await blobs.putBytes(blobName(hash, 'copy'), copy)
    if (thumb) await blobs.putBytes(blobName(hash, 'thumb'), thumb)
  })
  return { hash }
}
