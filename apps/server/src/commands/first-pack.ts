/** A database without any district gets the one that the product ships, so that the first start shows a whole town. */
import { fileURLToPath } from 'node:url'
import { findMarks } from '../features/districts/district.store.ts'
import { importPack } from '../features/districts/index.ts'
import type { Db } from '../kernel/database.ts'
import type { Deps } from '../kernel/deps.ts'
import type { Progress } from './progress.ts'

const PACK = fileURLToPath(new URL('../../../../districts/hongshan', import.meta.url))

export async function loadFirstPack(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  progress: Pick<Progress, 'step'>,
): Promise<void> {
  if ((await findMarks(db)).size > 0) return
  await progress.step(
    'loading the district pack',
    () => loadUnlessLoaded(db, now()),
    (loaded) => (loaded === null ? 'another process did' : `${loaded.district} ${loaded.name}`),
  )
}

/** Null when another process that starts at the same moment was faster: import is all or nothing, so all of it is there. */
async function loadUnlessLoaded(db: Db, now: number) {
  try {
    return await importPack(db, PACK, now)
  } catch (error) {
    if ((await findMarks(db)).size === 0) throw error
    return null
  }
}
