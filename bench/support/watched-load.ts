// One load on the product, and what it cost: cores of the database, of the program and of the load itself, and memory.
import { memoryOf, watchCores } from './cores.ts'
import { httpLoad, type Load, type LoadOptions } from './http-load.ts'
import type { Cluster } from './postgres.ts'
import type { BenchServer } from './server.ts'

export interface WatchedLoad extends Load {
  /** Cores by who used them, and the program's resident memory in megabytes at the end. */
  readonly used: Readonly<Record<string, number>>
}

/** Runs one load to its end. */
export async function watchedLoad<D>(
  cluster: Pick<Cluster, 'pid'>,
  server: Pick<BenchServer, 'url' | 'pid'>,
  options: Omit<LoadOptions<D>, 'url' | 'onPid'>,
): Promise<WatchedLoad> {
  const cores = watchCores()
  const load = await httpLoad({ ...options, url: server.url })
  const used = cores({ database: cluster.pid, server: server.pid, load: load.pid })
  return { ...load, used: { ...used, rss: memoryOf(server.pid) } }
}
