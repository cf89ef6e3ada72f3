// Opens archives (.zip) that somebody sends: parts are streams, and one that unpacks to too much is refused.
import { Readable } from 'node:stream'
import { fromBuffer, open, type Entry, type ZipFile } from 'yauzl'

/** An archive that cannot be read: it is none, has too many parts, or a part is too large when unpacked. */
export class UnreadableArchive extends Error {}

/** Parts of an archive by their path. */
export type Parts = ReadonlyMap<string, Entry>

/** Unpacked bytes of one part: a sheet of 100,000 rows has about 60 MB, an archive made to harm has terabytes. */
const MOST_BYTES = 400 * 1024 * 1024
const MOST_PARTS = 10_000

/** Opens a file or bytes; whoever opens closes. Throws `UnreadableArchive`. */
export const openArchive = (from: string | Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    const opened = (cause: Error | null, file?: ZipFile) =>
      file ? resolve(file) : reject(new UnreadableArchive('not an archive', { cause }))
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true }
    if (typeof from === 'string') open(from, options, opened)
    else fromBuffer(from, options, opened)
  })

/** What an archive holds. Throws `UnreadableArchive`. */
export function partsOf(zip: ZipFile): Promise<Parts> {
  const found = new Map<string, Entry>()
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      found.set(entry.fileName, entry)
      if (found.size > MOST_PARTS) reject(new UnreadableArchive('too many parts'))
      else zip.readEntry()
    })
    zip.on('end', () => resolve(found))
    zip.on('error', (cause) => reject(new UnreadableArchive('not an archive', { cause })))
    zip.readEntry()
  })
}

/** The same bytes; what breaks off or does not unpack is said to be unreadable. */
async function* unbroken(stream: Readable): AsyncGenerator<Buffer> {
  try {
    // Gate: without an encoding, pieces are buffers.
    for await (const piece of stream) yield piece as Buffer
  } catch (cause) {
    throw new UnreadableArchive('a part is broken', { cause })
  }
}

/** A part, unpacked as it is read. Throws `UnreadableArchive`, also while it is read. */
export function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  if (entry.uncompressedSize > MOST_BYTES)
    return Promise.reject(new UnreadableArchive('too large when unpacked'))
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (cause, stream) =>
      stream
        ? resolve(Readable.from(unbroken(stream), { objectMode: false }))
        : reject(new UnreadableArchive('a part cannot be read', { cause })),
    )
  })
}
