/** A database without any district gets the one that the product ships, so that the first start shows a whole town. */
import { fileURLToPath } from 'node:url'
import { findMarks } from '../features/districts/district.store.ts'
import { importPack } from '../features/districts/index.ts'
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
    () => importPack(db, PACK, now()),
    ({ district, name }) => `${district} ${name}`,
  )
}
