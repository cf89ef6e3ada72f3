// P16: what it costs that reports come with a session and that row policies stand behind every statement, against the
// same server without either. The rules of scope and of the case stay: they are what the product decides with.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from './main.ts'
import type { SecurityData } from './security.scenario.ts'
import { httpLoad } from './support/http-load.ts'
import { startCluster, type Cluster } from './support/postgres.ts'
import { BENCH_CLUSTER, openReporting, POSTS, restore, type Reporting } from './support/reporting.ts'
import { inRounds, type Measured } from './support/rounds.ts'
import { rowSecurity, type RowSecurity } from './support/row-security.ts'

const CONNECTIONS = 32
const SCENARIO = new URL('./security.scenario.ts', import.meta.url)
const READER = 'P-150402001-STREET_DISPATCHER-1'

interface Setup {
  readonly cluster: Cluster
  readonly reporting: Reporting
  readonly policies: RowSecurity
  readonly seconds: number
}

interface Wish {
  readonly session?: false
  readonly policies?: false
  readonly reads?: true
}

/** One run; what was acknowledged is stored, and nothing else than success was answered. */
async function run({ cluster, reporting, policies, seconds }: Setup, wish: Wish): Promise<Measured> {
  const { server, data, stored, check } = reporting
  if (wish.policies === false) await policies.off()
  try {
    await restore(cluster.url)
    const before = await stored()
    const wanted: SecurityData = {
      ...data,
      names: wish.session === false ? POSTS : null,
      reader: wish.reads ? (server.cookies[READER] ?? '') : null,
    }
    const load = { url: server.url, scenario: SCENARIO, data: wanted, connections: CONNECTIONS, seconds }
    const { rate, p50, p99, acknowledged, byStatus } = await httpLoad(load)
    if (!wish.reads) await check(before, acknowledged)
    const statuses = Object.keys(byStatus).join(',')
    if (statuses !== (wish.reads ? '200' : '202')) throw new Error(`answers: ${JSON.stringify(byStatus)}`)
    return { rate, more: { p50, p99 } }
  } finally {
    if (wish.policies === false) await policies.on()
  }
}

/** Rate with the policies / rate without them, the session on in both, with the bare runs around. */
async function policiesAlone(setup: Setup, wish: Wish): Promise<number> {
  const before = await run(setup, { ...wish, policies: false })
  const guarded = await run(setup, wish)
  const after = await run(setup, { ...wish, policies: false })
  return guarded.rate / ((before.rate + after.rate) / 2)
}

async function measure(setup: Setup, rounds: number, say: (line: string) => void) {
  const base = () => run(setup, { session: false, policies: false })
  const candidate = async () => {
    const all = await run(setup, {})
    return { ...all, more: { ...all.more, ...(await alone()) } }
  }
  const alone = async () => {
    const policyWrites = await policiesAlone(setup, {})
    const policyReads = await policiesAlone(setup, { reads: true })
    say(`  policies alone: writes ${policyWrites.toFixed(2)}, reads ${policyReads.toFixed(2)}`)
    return { policyWrites, policyReads }
  }
  return inRounds({ rounds, base, candidate, say })
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [2, 1] : [6, 3]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  try {
    const options = { posts: [READER], env: { BENCH_NO_SECURITY: '1' } }
    const reporting = await openReporting(cluster, home, options)
    const setup = { cluster, reporting, policies: await rowSecurity(cluster.url), seconds }
    // Whoever comes by name later must have come with a session once.
    await run(setup, {})
    const results = await measure(setup, rounds, say)
    await reporting.server.stop()
    return {
      bench: 'security',
      of: `reports/s over HTTP with ${CONNECTIONS} connections, session and row policies on / the same without both; policyWrites, policyReads: row policies alone; aim 0.9`,
      goal: 0.75,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on' },
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
