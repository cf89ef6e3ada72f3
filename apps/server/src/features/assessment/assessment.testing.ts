// Assessment over cases of chance: walks through the whole workflow, appended to the log as if they had been commanded.
import { randomUUID } from 'node:crypto'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { everybody } from '@gezhi/core/cases/actors.testing'
import { at, DISTRICT, grids, limits, organisations, rules } from '@gezhi/core/cases/rules.testing'
import { STARTING_POINTS, walk } from '@gezhi/core/cases/walk.testing'
import { evolve } from '@gezhi/core/cases/evolve'
import { newCase } from '@gezhi/core/cases/case.new'
import type { DistrictRegister } from '@gezhi/core/districts/register'
import { ROLES } from '@gezhi/core/people/roles'
import type { Actor } from '@gezhi/core/people/actor'
import { beforeAll } from 'vitest'
import { writeAs } from '../../kernel/access.store.ts'
import type { Deps } from '../../kernel/deps.ts'
import { appendBatch, chain, lockHead } from '../../kernel/fact-log.store.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import { testApp } from '../../testing/app.testing.ts'
import { projectCases } from '../cases/case.store.ts'
import { summaryFrom } from '../cases/case.view.ts'
import { findCasesById } from '../cases/find.store.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { assessmentFeature } from './index.ts'

const staff = everybody.filter(({ role }) => ROLES[role].level !== 'L0' && role !== 'SYSTEM')

/** The small district of the rules, with the people who act in the walks. */
const register: DistrictRegister = {
  settings: {
    code: DISTRICT,
    name: '红山区',
    numberPrefix: 'HS',
    centre: [118.9, 42.25],
    offset: rules.calendar.offset,
    duty: rules.calendar.duty,
    quiet: null,
  },
  organisations: organisations.map((one) =>
    one.kind === 'STREET' ? { ...one, peerGroup: 'OLD_TOWN' } : one,
  ),
  grids,
  catalogue: [],
  limits,
  calendar: [],
  staff: staff.map(({ person }) => ({ code: person, name: person })),
  posts: staff.map((actor) => ({
    code: actor.post,
    role: actor.role,
    org: actor.org,
    staff: actor.person,
    grids: actor.grids ?? [],
    from: '2024-01-01',
    to: null,
    delegations: [],
    street: actor.street ?? null,
    community: actor.community ?? null,
  })),
}

export const book = {
  rules,
  name: '红山区',
  centre: [118.9, 42.25],
  numberPrefix: 'HS',
  postOrg: (post: string) => staff.find((one) => one.post === post)?.org,
  postName: (post: string) => post.replace('post-', ''),
} satisfies ReturnType<AssessmentDeps['districts']>

export const assessmentDeps = (deps: Deps): AssessmentDeps => ({
  ...deps,
  districts: () => book,
  registers: () => register,
  // Files whose hash begins with a zero were never uploaded.
  files: { missing: async (_db, _district, hashes) => hashes.filter((hash) => hash.startsWith('0')) },
  async summaries(tx, { district, now }, ids) {
    const rows = ids.length === 0 ? [] : await findCasesById(tx, district, ids)
    return new Map(rows.map((row) => [row.id, summaryFrom(row, book, now)]))
  },
})

/** Numbers that follow from a seed and nothing else. */
function numbers(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff)
}

export interface Walked {
  readonly id: string
  readonly facts: readonly CaseFact[]
}

/** Cases of chance, the same for the same seed. */
export function walks(count: number, seed: number): Walked[] {
  const next = numbers(seed)
  return Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    facts: walk(1 + ((index * 7) % STARTING_POINTS), Array.from({ length: 18 }, next)).facts,
  }))
}

/** Appends facts of all cases in the order of their times, and shows the cases in lists. */
export async function append({ db }: Pick<Deps, 'db'>, cases: readonly Walked[]): Promise<void> {
  const all = cases
    .flatMap(({ id, facts }) => facts.map((fact, index) => ({ id, fact, version: index + 1 })))
    .sort((a, b) => a.fact.at - b.fact.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.version - b.version))
  const bare = all.map(({ id, fact, version }): Omit<StoredFact, 'seq'> => ({
    district: DISTRICT,
    kind: 'case',
    stream: id,
    version,
    type: fact.type,
    at: fact.at,
    data: fact,
    commandId: randomUUID(),
  }))
  await writeAs(db, DISTRICT, async (tx) => {
    const facts = chain(await lockHead(tx, DISTRICT), bare)
    await appendBatch(DISTRICT, { facts, answers: [], stopped: [], started: [] }).execute(tx)
    const changes = cases.map(({ id, facts: own }) => ({
      district: DISTRICT,
      stream: id,
      version: own.length,
      facts: own,
      before: newCase,
      state: own.reduce(evolve, newCase),
      actor: staff[0] as Actor,
      commandId: randomUUID(),
    }))
    for (const statement of projectCases(rules, changes)) await statement.execute(tx)
  })
}

/** A working day in the middle of what the walks live through. */
export const NOW = at('2026-09-24 11:00')

export function testAssessment() {
  const app = testApp((deps) => [assessmentFeature(assessmentDeps(deps))])
  beforeAll(() => app.clock.set(NOW))
  const get = async <T>(actor: Actor, url: string): Promise<T> => {
    const reply = await app.as(actor).inject(url)
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.body}`)
    return reply.json<T>()
  }
  const post = (actor: Actor, url: string, payload: object, key: string = randomUUID()) =>
    app.as(actor).inject({ method: 'POST', url, payload, headers: { 'idempotency-key': key } })
  return { app, get, post }
}
