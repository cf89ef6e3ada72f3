// Copies of two cases, one grabbed and one dispatched, and for each command of theirs the statement that writes its rows.
import pg from 'pg'
import { newId } from '../../packages/client/src/ids.ts'
import type { LifeData } from '../lifecycle.scenario.ts'
import { lifeNumber, ordersOf, sendingOf } from '../orders.scenario.ts'
import { openConnection } from './http-connection.ts'
import type { Cluster } from './postgres.ts'
import { copyCase, snapshot, stepStatement, type Snapshot } from './raw-steps.ts'

export interface RawSteps {
  /** Database in which the statements find their copies. */
  readonly url: string
  /** One statement a kind of command, to be run in equal parts. */
  readonly scripts: readonly string[]
  /** Throws when a statement ran out of copies: it would have changed nothing, and fast. */
  readonly check: () => Promise<void>
}

export interface Moment {
  readonly type: string
  readonly before: Snapshot
  readonly after: Snapshot
}

/** Numbers of copies of different steps lie this far apart. */
const APART = 10_000_000

async function live(client: pg.Client, url: string, data: LifeData, nth: number): Promise<Moment[]> {
  const connection = openConnection(new URL(url))
  const id = newId()
  const { first, rest } = ordersOf(data, lifeNumber(nth))
  const moments: Moment[] = []
  let before: Snapshot | null = null
  for (const step of [...first, ...rest]) {
    const { status, body } = await connection.ask(sendingOf(data, id, step))
    if (status !== 202) throw new Error(`${step.command.type}: ${status} ${body().slice(0, 300)}`)
    const after = await snapshot(client, id)
    if (before && !first.includes(step)) moments.push({ type: step.command.type, before, after })
    before = after
  }
  connection.close()
  return moments
}

const connect = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return client
}

/** Lives both cases through the product at `url`, and keeps what they were before and after each command. */
export async function liveMoments(cluster: Cluster, url: string, data: LifeData): Promise<Moment[]> {
  const client = await connect(cluster.url)
  const moments = [...(await live(client, url, data, 0)), ...(await live(client, url, data, 1))]
  await client.end()
  return moments
}

/** Copies the database, which nobody uses meanwhile, and in it each case as it was before each command `copies` times. */
export async function prepareSteps(
  cluster: Cluster,
  moments: readonly Moment[],
  copies: number,
): Promise<RawSteps> {
  const url = new URL(cluster.url)
  url.pathname = '/postgres'
  const maker = await connect(url.href)
  await maker.query('create database raw template gezhi')
  await maker.end()
  url.pathname = '/raw'
  const client = await connect(url.href)
  const scripts: string[] = []
  for (const [index, { before, after }] of moments.entries()) {
    const first = (index + 1) * APART
    await client.query(`create sequence step_${index} start ${first}`)
    await copyCase(client, before, first, copies)
    scripts.push(stepStatement(before, after, `step_${index}`))
  }
  await client.query('vacuum analyze')
  await client.end()
  const used = `select max(last_value % ${APART}) as most from pg_sequences where sequencename like 'step_%'`
  return {
    url: url.href,
    scripts,
    async check() {
      const asking = await connect(url.href)
      const { rows } = await asking.query<{ most: string | null }>(used)
      await asking.end()
      if (Number(rows[0]?.most ?? 0) >= copies) throw new Error(`a statement used more than ${copies} copies`)
    },
  }
}
