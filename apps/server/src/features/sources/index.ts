import { sourceProblems } from '@gezhi/core/sources/source.api'
import type { Feature } from '../../kernel/feature.ts'
import { createBuckets } from '../../kernel/buckets.ts'
import type { Deps } from '../../kernel/deps.ts'
import { createMemo } from '../../kernel/memo.ts'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import type { KnownSource, Sources } from '../../kernel/sources.ts'
import { hashOfKey, sourceRoutes } from './source.routes.ts'
import { findByCode, findByKeyHash } from './source.store.ts'

export interface SourcesFeature extends Feature {
  readonly sources: Sources
}

/** Systems that report by themselves: their keys, what kind they are, how fast they may speak. After `people`. */
export function sources({ db, now, config }: Deps): SourcesFeature {
  const memo = createMemo<KnownSource | null>()
  const buckets = createBuckets()
  const onlySystems = !config.roles.includes('http')
  const known: Sources = {
    byKey(key) {
      const hash = hashOfKey(key)
      return memo.get(hash.toString('hex'), () => findByKeyHash(db, hash))
    },
    byCode: (district, code) => memo.get(`${district}/${code}`, () => findByCode(db, district, code)),
  }
  return {
    name: 'sources',
    sources: known,
    async prepare(app) {
      app.addHook('onRequest', async (request, reply) => {
        const { actor } = request
        if (actor?.role !== 'SYSTEM') {
          // People ask a process with the role http: this one keeps no sessions and no screens.
          if (onlySystems && request.url.startsWith('/api/')) throw new KernelProblem('session/required')
          return undefined
        }
        const source = await known.byCode(actor.district, actor.person)
        if (!source || buckets.take(actor.post, source.ratePerMinute)) return undefined
        return sendRefusal(reply.header('retry-after', '1'), sourceProblems, { code: 'source/too-fast' })
      })
    },
    routes: sourceRoutes({ db, now, changed: memo.forget }),
  }
}
