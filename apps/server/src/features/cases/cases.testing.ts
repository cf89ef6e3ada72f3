// The case feature on a real database with the small district of the core's tests; reactions run when the test says so.
import { randomUUID } from 'node:crypto'
import type { CaseView } from '@gezhi/core/cases/case.view'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { at, DISTRICT, rules } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { accessKeyOf } from '@gezhi/core/people/resident'
import { createHash } from 'node:crypto'
import { beforeAll } from 'vitest'
import { createBell } from '../../kernel/bell.ts'
import { createBuckets } from '../../kernel/buckets.ts'
import type { Export } from '../../kernel/audit.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Feature } from '../../kernel/feature.ts'
import type { NewContact } from '../../kernel/personal.ts'
import { residentOf } from '../../kernel/resident.ts'
import { testApp, type TestAppOptions } from '../../testing/app.testing.ts'
import type { CaseDeps } from './case.deps.ts'
import { casesFeature } from './index.ts'

/** A working day with nothing around it: Monday 2026-09-14, 10:00. */
export const MONDAY = at('2026-09-14 10:00')

/** Contacts and files belong to other features, which have tests of their own: here they only remember. */
function neighbours() {
  const contacts = new Map<string, NewContact>()
  const personal: CaseDeps['personal'] = {
    async saveContact(_tx, _district, contact) {
      contacts.set(contact.id, contact)
    },
    async maskedContacts(_tx, _district, ids) {
      return new Map(
        ids.filter((id) => contacts.has(id)).map((id) => [id, { name: '张*', phone: '138****1234' }]),
      )
    },
    async revealContact(_tx, { id }) {
      const found = contacts.get(id)
      return found ? { name: found.name ?? null, phone: found.phone ?? null } : null
    },
    async keepContacts(_tx, _district, until) {
      for (const [id, retentionUntil] of until) {
        const found = contacts.get(id)
        if (found) contacts.set(id, { ...found, retentionUntil })
      }
      return until.size
    },
    eraseExpired: async () => 0,
  }
  const exports: Export[] = []
  const audit: CaseDeps['audit'] = { exported: async (_tx, made) => void exports.push(made) }
  return { contacts, personal, exports, audit }
}

/** `more`: features that listen to cases or use their doors, on the same app. */
interface Options extends TestAppOptions {
  /** Other registers than those of the small district that never changes. */
  readonly registers?: (deps: Deps) => Promise<Pick<CaseDeps, 'districts' | 'refreshRegisters' | 'redrawsOf'>>
}

const neverChanging: CaseDeps['districts'] = () => ({
  rules,
  name: '红山区',
  centre: [118.9, 42.25],
  numberPrefix: 'HS',
  postOrg: (post) => (post.startsWith('post-roads') ? '150402D01' : undefined),
  postName: (post) => post.replace('post-', ''),
})

/** Registers in which nothing ever changes. */
const NEVER_REDRAWN = {
  districts: neverChanging,
  refreshRegisters: async () => false,
  redrawsOf: async () => [],
}

export function testCases(
  more: (deps: CaseDeps, cases: Feature) => readonly Feature[] | Promise<readonly Feature[]> = () => [],
  { registers = async () => NEVER_REDRAWN, ...options }: Options = {},
) {
  const { contacts, personal, exports, audit } = neighbours()
  const create = async (deps: Deps): Promise<CaseDeps> => ({
    ...deps,
    ...(await registers(deps)),
    personal,
    audit,
    // Files whose hash begins with a zero were never uploaded.
    files: { missing: async (_db, _district, hashes) => hashes.filter((hash) => hash.startsWith('0')) },
    buckets: createBuckets(),
    bell: createBell(),
    // The testing hook has named the actor.
    admission: { actorOf: async (request) => request.actor, onChange: () => () => undefined },
    residentKeyFor(commandId) {
      const key = accessKeyOf(createHash('sha256').update(commandId).digest('base64url'))
      return { key, person: residentOf(key) }
    },
    sourceKindOf: async (actor) => (actor.person === 'HOTLINE' ? 'HOTLINE_12345' : undefined),
    homeDistrict: () => DISTRICT,
  })
  let features: readonly Feature[] = []
  let seen = 0
  const app = testApp(async (deps) => {
    const given = await create(deps)
    const cases = casesFeature(given)
    features = [cases, ...(await more(given, cases))]
    return [...features]
  }, options)
  beforeAll(() => app.clock.set(MONDAY))

  const send = (
    actor: Actor | null,
    id: string,
    command: CaseCommand | object,
    key: string = randomUUID(),
  ) => {
    const request = {
      method: 'POST' as const,
      url: `/api/cases/${id}/commands`,
      headers: { 'idempotency-key': key },
      payload: command,
    }
    return actor ? app.as(actor).inject(request) : app.inject(request)
  }
  /** What the system does after everything that happened so far, and after that. */
  const readers = () => features.flatMap(({ on = {} }) => Object.values(on)).filter(({ durable }) => durable)
  const settle = async (): Promise<void> => {
    for (let facts = await app.deps.feed.after(DISTRICT, seen); facts.length > 0;) {
      for (const { handler } of readers()) await handler(facts, DISTRICT)
      seen = facts.at(-1)?.seq ?? seen
      facts = await app.deps.feed.after(DISTRICT, seen)
    }
  }
  return {
    app,
    contacts,
    exports,
    send,
    settle,
    readers,
    /** Issues commands one after another; throws with the problem when one is refused. */
    live: async (id: string, ...moves: readonly (readonly [actor: Actor, command: CaseCommand])[]) => {
      for (const [actor, command] of moves) {
        const reply = await send(actor, id, command)
        if (reply.statusCode !== 202) throw new Error(`${command.type}: ${reply.body}`)
      }
    },
    page: async (actor: Actor, id: string): Promise<CaseView> => {
      const reply = await app.as(actor).inject(`/api/cases/${id}`)
      if (reply.statusCode !== 200) throw new Error(reply.body)
      return reply.json<CaseView>()
    },
  }
}
