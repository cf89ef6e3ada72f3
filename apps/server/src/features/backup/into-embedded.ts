import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-fs'
import { openEmbeddedDatabase } from '../../kernel/database.ts'
import { compareWith } from './compare.ts'
import type { Manifest } from './manifest.ts'
import { unsqueeze } from './sealed.ts'

/** The folder of an embedded database, opened once to compare what it holds. `folder` is new. */
export async function restoreIntoFolder(folder: string, manifest: Manifest, tar: Readable): Promise<void> {
  await pipeline(unsqueeze(tar), extract(folder))
  const { db, close } = await openEmbeddedDatabase({ folder })
  try {
    await compareWith(db, manifest)
  } finally {
    await close()
  }
}
