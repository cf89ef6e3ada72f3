/** Who acts in a replay: the source with its key, and demo posts through demo sign-in. */
import { caseApi, type CaseView } from '@gezhi/core/cases/case.api'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import type { CaseStateName } from '@gezhi/core/cases/states'
import type { Role } from '@gezhi/core/people/roles'
import { sessionApi, type PostView } from '@gezhi/core/people/session.api'
import { sourceApi } from '@gezhi/core/sources/source.api'
import { bodyOf, codeOf, type Answer, type Asked, type Client } from './client.ts'
import type { Mapping } from './mapping.ts'

const ROLES_NEEDED = [
  'ADMIN',
  'DISTRICT_OPERATOR',
  'DISTRICT_DISPATCHER',
  'DISTRICT_ASSESSOR',
  'STREET_DISPATCHER',
  'STREET_HANDLER',
  'DEPT_DISPATCHER',
  'DEPT_HANDLER',
  'COMMUNITY_OPERATOR',
] as const satisfies readonly Role[]
type NeededRole = (typeof ROLES_NEEDED)[number]

/** Cases a minute that the source may send; the most that can be registered. */
const RATE_PER_MINUTE = 60_000

/** What the server must be, said plainly when it is not. */
export class NotADemonstration extends Error {}

export type Sent =
  | { readonly ok: true; readonly state: CaseStateName }
  | { readonly ok: false; readonly code: string; readonly said: string }

export interface Cast {
  /** Any post of a role, or that of an organisation or community. Undefined: the district has none. */
  readonly post: (role: NeededRole, of?: string) => string | undefined
  readonly asPost: (post: string, asked: Asked) => Promise<Answer>
  readonly command: (post: string, id: string, commandId: string, command: CaseCommand) => Promise<Sent>
  readonly ingest: (id: string, commandId: string, command: CaseCommand) => Promise<Sent>
  readonly look: (id: string) => Promise<CaseView | null>
  /** Milliseconds by the server's clock. */
  readonly now: () => Promise<number>
}

const commandOf = (id: string, commandId: string, command: CaseCommand): Asked => ({
  method: caseApi.command.method,
  path: caseApi.command.url.replace(':id', id),
  headers: { 'idempotency-key': commandId },
  json: command,
})

function sentOf(answer: Answer): Sent {
  if (answer.status === 202) return { ok: true, ...bodyOf<{ state: CaseStateName }>(answer, 202, 'command') }
  if (answer.status >= 500) throw new Error(`the server failed: ${JSON.stringify(answer.body)}`)
  return { ok: false, code: codeOf(answer), said: JSON.stringify(answer.body).slice(0, 300) }
}

/** Sessions by post; a session that ended is begun again. */
function createSessions(client: Client) {
  const cookies = new Map<string, Promise<string>>()

  async function signIn(post: string): Promise<string> {
    const { method, url: path } = sessionApi.demoSignIn
    const answer = await client.ask({ method, path, json: { post } })
    bodyOf(answer, 200, `sign in as ${post}`)
    return (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
  }

  const cookieOf = (post: string): Promise<string> => {
    const known = cookies.get(post) ?? signIn(post)
    cookies.set(post, known)
    return known
  }

  return async (post: string, asked: Asked): Promise<Answer> => {
    const send = async () =>
      client.ask({ ...asked, headers: { ...asked.headers, cookie: await cookieOf(post) } })
    const answer = await send()
    if (answer.status !== 401) return answer
    cookies.delete(post)
    return send()
  }
}

async function findPosts(client: Client): Promise<PostView[]> {
  const found = await Promise.all(
    ROLES_NEEDED.map(async (role) => {
      const path = `${sessionApi.demoPosts.url}?role=${role}&limit=500`
      const answer = await client.ask({ method: 'GET', path })
      if (answer.status === 404)
        throw new NotADemonstration(
          'A replay moves the clock and acts in everybody’s post: it needs a demonstration server ' +
            '(embedded database on a loopback address), and this one is not.',
        )
      return bodyOf<{ posts: PostView[] }>(answer, 200, 'demo posts').posts
    }),
  )
  return found.flat()
}

function createDirectory(posts: readonly PostView[]): Cast['post'] {
  const sorted = posts.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  const byOffice = new Map<string, string>()
  for (const { code, role, org, community } of sorted) {
    for (const office of [role, `${role} ${org}`, `${role} ${community ?? ''}`])
      if (!byOffice.has(office)) byOffice.set(office, code)
  }
  return (role, of) => byOffice.get(of === undefined ? role : `${role} ${of}`)
}

/** Registers the source, or takes a new key when it is registered already: keys are never written down. */
async function keyOf(asPost: Cast['asPost'], admin: string, { source }: Mapping): Promise<string> {
  const { register, rotate, change } = sourceApi
  const { code, name, kind } = source
  const json = { code, name, kind, ratePerMinute: RATE_PER_MINUTE }
  const made = await asPost(admin, { method: register.method, path: register.url, json })
  if (codeOf(made) !== 'source/exists') return bodyOf<{ key: string }>(made, 201, 'register the source').key
  const at = (url: string) => url.replace(':code', code)
  const changed = await asPost(admin, {
    method: change.method,
    path: at(change.url),
    json: { active: true, ratePerMinute: RATE_PER_MINUTE },
  })
  bodyOf(changed, 204, 'change the source')
  const rotated = await asPost(admin, { method: rotate.method, path: at(rotate.url) })
  return bodyOf<{ key: string }>(rotated, 201, 'new key of the source').key
}

/** The first of a role. Throws when the demonstration has none: then nothing can be played. */
export function someone(cast: Pick<Cast, 'post'>, role: NeededRole): string {
  const post = cast.post(role)
  if (post === undefined) throw new NotADemonstration(`The demonstration has no post of role ${role}.`)
  return post
}

/** Finds the posts, signs in as needed, registers the source. Throws `NotADemonstration`. */
export async function createCast(client: Client, mapping: Mapping): Promise<Cast> {
  const post = createDirectory(await findPosts(client))
  const asPost = createSessions(client)
  const key = await keyOf(asPost, someone({ post }, 'ADMIN'), mapping)
  const operator = someone({ post }, 'DISTRICT_OPERATOR')
  return {
    post,
    asPost,
    async command(by, id, commandId, command) {
      return sentOf(await asPost(by, commandOf(id, commandId, command)))
    },
    async ingest(id, commandId, command) {
      const asked = commandOf(id, commandId, command)
      const headers = { ...asked.headers, authorization: `Bearer ${key}` }
      return sentOf(await client.ask({ ...asked, headers }))
    },
    async look(id) {
      const answer = await asPost(operator, { method: 'GET', path: caseApi.get.url.replace(':id', id) })
      return answer.status === 404 ? null : bodyOf<CaseView>(answer, 200, 'case')
    },
    async now() {
      const answer = await asPost(operator, { method: 'GET', path: sessionApi.me.url })
      return bodyOf<{ now: number }>(answer, 200, 'clock').now
    },
  }
}
