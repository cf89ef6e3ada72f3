import { DAY } from '@gezhi/core/kernel/calendar'
import type { BlobStore } from '../../kernel/blobs.ts'
import { writeAs, type Tx } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import { deleteFile, deleteUploads, findOldFiles, findSmallOf } from './file.store.ts'
import { blobName } from './shelf.ts'

/** A file that nothing refers to after this time was left by somebody who did not send the report. */
export const ORPHAN_AFTER = 7 * DAY
const UPLOADS_KEPT = DAY
const PAGE = 200

/** Which of these files something refers to: asked of the features that keep hashes, in the same transaction. */
export type Referenced = (tx: Tx, district: number, hashes: readonly string[]) => Promise<ReadonlySet<string>>

/** What is referred to, and originals of which the small version is: cases name what was sent first. */
async function inUse(
  tx: Tx,
  district: number,
  hashes: readonly string[],
  referenced: Referenced,
): Promise<ReadonlySet<string>> {
  const small = await findSmallOf(tx, district, hashes)
  const named = await referenced(tx, district, [...new Set([...hashes, ...small.map(({ hash }) => hash)])])
  return new Set([...named, ...small.flatMap(({ hash, original }) => (named.has(hash) ? [original] : []))])
}

/** Clears away what nothing refers to; safe to run twice. Answers how many files went. */
export async function clearOrphans(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  blobs: BlobStore,
  district: number,
  referenced: Referenced,
): Promise<number> {
  const before = now() - ORPHAN_AFTER
  let after = { at: 0, hash: '' }
  let cleared = 0
  for (;;) {
    const page = await writeAs(db, district, async (tx) => {
      const old = await findOldFiles(tx, district, before, after, PAGE)
      const kept = await inUse(
        tx,
        district,
        old.map(({ hash }) => hash),
        referenced,
      )
      for (const { hash } of old.filter((file) => !kept.has(file.hash))) {
        if (!(await deleteFile(tx, district, hash, before))) continue
        for (const variant of ['original', 'copy', 'thumb'] as const)
          await blobs.remove(blobName(hash, variant))
        cleared++
      }
      return old
    })
    const last = page.at(-1)
    if (!last) break
    after = last
  }
  await writeAs(db, district, (tx) => deleteUploads(tx, district, now() - UPLOADS_KEPT))
  return cleared
}
