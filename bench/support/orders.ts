// What the bench of orders runs on: the product with the posts of a district signed in.
import type { LifeData } from '../lifecycle.scenario.ts'
import { liveMoments, prepareSteps, type RawSteps } from './orders-raw.ts'
import { findOffices, postsOf } from './offices.ts'
import { uploadPhoto } from './photo.ts'
import type { Cluster } from './postgres.ts'
import { startServer, type BenchServer } from './server.ts'

export const CONNECTIONS = 32
export const SCENARIO = new URL('../orders.scenario.ts', import.meta.url)

export interface Orders {
  readonly server: BenchServer
  readonly data: LifeData & { readonly connections: number }
  readonly raw: RawSteps
}

/**
 * The first start migrates and brings the district, so that posts can be looked up; the second lives the two cases of the
 * raw statements, whose database is copied while nobody uses it; the third is measured.
 */
export async function openOrders(cluster: Cluster, home: string, copies: number): Promise<Orders> {
  const first = await startServer({ databaseUrl: cluster.url, home })
  await first.stop()
  const offices = await findOffices(cluster.url)
  const open = () => startServer({ databaseUrl: cluster.url, home, posts: postsOf(offices) })
  const second = await open()
  const photo = await uploadPhoto(second.url, second.cookies[offices.dispatcher] ?? '')
  const moments = await liveMoments(cluster, second.url, { offices, cookies: second.cookies, photo })
  await second.stop()
  const raw = await prepareSteps(cluster, moments, copies)
  const server = await open()
  return { server, data: { offices, cookies: server.cookies, photo, connections: CONNECTIONS }, raw }
}
