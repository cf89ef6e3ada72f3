// The feature `library`: registers of places and things, what sources and people say of them, search.
import { anyKind } from '../../kernel/stream-kind.ts'
import type { Feature } from '../../kernel/feature.ts'
import type { LibraryDeps } from './library.deps.ts'
import { entryRoutes } from './entry.routes.ts'
import { importRoutes } from './import.routes.ts'
import { createShelf } from './import.shelf.ts'
import { runJob } from '../../kernel/jobs.ts'
import { createImports } from './imports.ts'
import { libraryRoutes } from './library.routes.ts'
import { loadKind } from './load.kind.ts'
import { loadPackLibrary } from './pack.ts'
import { placeRoutes } from './place.routes.ts'
import { ogcRoutes } from './ogc.routes.ts'
import { houseCollection, recordCollection } from './record.collection.ts'
import { recordDoor, recordEntry } from './record.entry.ts'
import { recordKind } from './record.kind.ts'
import { tileRoutes } from './tile.routes.ts'
import { createLibraryTiles, type LibraryTiles } from './tiles.ts'

export { createLibraryTiles } from './tiles.ts'

interface Given extends LibraryDeps {
  /** Folder of the library that the first pack brings, for the district with this code; null: nothing is loaded. */
  readonly pack: { readonly folder: string; readonly district: number } | null
  readonly homeDistrict: () => number
  /** The same tiles of which the map of the district draws its buildings; its own when left out. */
  readonly tiles?: LibraryTiles
}

export function libraryFeature(deps: Given): Feature {
  const entry = recordEntry(deps)
  const imports = createImports(deps, createShelf(deps.config.home))
  const tiles = deps.tiles ?? createLibraryTiles(deps.db)
  let [running, stopped] = [Promise.resolve(), false]
  return {
    name: 'library',
    kinds: [anyKind(loadKind), anyKind(recordKind)],
    doors: { 'library-record': recordDoor(entry) },
    collections: [recordCollection, houseCollection],
    on: { 'library.tiles': { handler: tiles.see, durable: false } },
    async routes(app) {
      await app.register(libraryRoutes(deps, entry))
      await app.register(placeRoutes(deps))
      await app.register(tileRoutes(deps, tiles))
      await app.register(entryRoutes(deps))
      await app.register(importRoutes(deps, imports))
      await app.register(ogcRoutes(deps))
    },
    // Beside the work of others: the registers fill within a minute, and nobody has to wait for them.
    async start() {
      if (deps.config.roles.includes('http')) await imports.resume()
      const { pack, homeDistrict, config, log } = deps
      if (!pack || homeDistrict() !== pack.district || !config.roles.includes('worker')) return
      running = runJob(deps, 'library', async () => {
        const rows = await loadPackLibrary(deps, pack.folder, pack.district, () => !stopped)
        if (rows > 0) log.info({ rows }, 'the library of the district pack is loaded')
      }).catch((error: unknown) => {
        if (!stopped)
          log.error({ err: error }, 'the library of the district pack was not loaded; the next start goes on')
      })
    },
    async stop() {
      stopped = true
      await running
      await imports.pause()
    },
  }
}
