// The feature `library`: registers of places and things, what sources and people say of them, search.
import { anyKind } from '../../kernel/stream-kind.ts'
import type { Feature } from '../../kernel/feature.ts'
import type { LibraryDeps } from './library.deps.ts'
import { libraryRoutes } from './library.routes.ts'
import { loadKind } from './load.kind.ts'
import { recordKind } from './record.kind.ts'

export function libraryFeature(deps: LibraryDeps): Feature {
  return {
    name: 'library',
    kinds: [anyKind(loadKind), anyKind(recordKind)],
    async routes(app) {
      await app.register(libraryRoutes(deps))
    },
  }
}
