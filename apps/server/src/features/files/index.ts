import './tables.ts'
import { join } from 'node:path'
import type { StoredFiles } from '../../kernel/blobs.ts'
import { createBuckets } from '../../kernel/buckets.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Feature } from '../../kernel/feature.ts'
import { clearOrphans, type Referenced } from './file.jobs.ts'
import { fileRoutes } from './file.routes.ts'
import { findHashes } from './file.store.ts'
import { folderBlobs } from './folder-blobs.ts'
import { createKnown } from './known.ts'
import { uploadRoutes } from './upload.routes.ts'

interface Options {
  /** The district that a visitor without an account speaks to. */
  readonly homeDistrict: () => number
}

export interface FilesFeature extends Feature {
  readonly files: StoredFiles
  /** Clears files older than seven days that nothing refers to; answers how many. */
  readonly clearOrphans: (district: number, referenced: Referenced) => Promise<number>
}

/** Photos, recordings and documents: how they arrive, how they are kept, who may read which copy. */
export function files(deps: Deps, { homeDistrict }: Options): FilesFeature {
  const { db, now, log, config } = deps
  const blobs = folderBlobs(join(config.home, 'files'))
  const buckets = createBuckets()
  const known = createKnown()
  return {
    name: 'files',
    files: {
      async missing(at, district, hashes) {
        const asked = hashes.filter((hash) => !known.has(district, hash))
        if (asked.length === 0) return []
        const found = await findHashes(at, district, asked)
        for (const hash of found) known.add(district, hash)
        return asked.filter((hash) => !found.has(hash))
      },
    },
    clearOrphans: (district, referenced) => clearOrphans({ db, now }, blobs, district, referenced),
    async routes(app) {
      uploadRoutes({ db, now, log, config, blobs, buckets, homeDistrict, known })(app)
      fileRoutes({ db, now, blobs })(app)
    },
    async inlets(app) {
      uploadRoutes({ db, now, log, config, blobs, buckets, homeDistrict, known })(app)
    },
  }
}
