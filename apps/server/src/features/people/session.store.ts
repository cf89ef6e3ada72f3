import type { Delegation } from '@gezhi/core/people/actor'
import type { Role } from '@gezhi/core/people/roles'
import type { PostView } from '@gezhi/core/people/session.api'
import { sql } from 'kysely'
import type { Db, Tx } from '../../kernel/database.ts'

/** A post that a person holds today, with what was delegated to it. */
export interface HeldPost extends PostView {
  readonly delegations: readonly Delegation[]
}

export interface Session {
  readonly token: string
  readonly accountId: string
  readonly district: number
  readonly person: string
  /** In the order of their codes. */
  readonly posts: readonly HeldPost[]
  /** The chosen post, or the first one when none was chosen or the chosen one has ended; null without any post. */
  readonly post: HeldPost | null
}

interface Row {
  readonly accountId: string
  readonly district: number
  readonly holder: string
  readonly chosen: string | null
  readonly code: string | null
  readonly role: Role
  readonly org: string
  readonly orgName: string
  readonly street: string | null
  readonly community: string | null
  readonly grids: string[]
  readonly personName: string
  readonly delegations: Delegation[]
}

const postOf = (row: Row, code: string): HeldPost => ({
  code,
  role: row.role,
  org: row.org,
  orgName: row.orgName,
  street: row.street,
  community: row.community,
  grids: row.grids,
  person: row.holder,
  personName: row.personName,
  delegations: row.delegations,
})

/**
 * Everything about a session in one query. `at` is the server's clock (posts and delegations begin and end by it),
 * `day` its local day, `realTime` the time by which sessions expire: a demonstration's clock signs nobody out.
 */
export async function findSession(
  db: Db,
  token: string,
  { at, day, realTime }: { readonly at: number; readonly day: string; readonly realTime: number },
): Promise<Session | null> {
  const { rows } = await sql<Row>`
    select u.id as "accountId", u.district, u.person as holder, s.post as chosen, p.code, p.role, p.org,
      o.name as "orgName", p.street, p.community, p.grids, f.name as "personName",
      array(select unnest(p.delegations) union select d.kind from delegation d
        where d.district = p.district and d.post = p.code
        and d.valid_from <= ${new Date(at)} and d.valid_to > ${new Date(at)}) as delegations
    from auth.session s
    join auth."user" u on u.id = s.user_id
    left join (post p
      join organisation o on o.district = p.district and o.code = p.org
      join staff f on f.district = p.district and f.code = p.person)
      on p.district = u.district and p.person = u.person
      and p.retired_at is null and f.retired_at is null
      and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to >= ${day}::date)
    where s.token = ${token} and s.expires_at > ${new Date(realTime)}
    order by p.code`.execute(db)
  const [first] = rows
  if (!first) return null
  const posts = rows.flatMap((row) => (row.code === null ? [] : [postOf(row, row.code)]))
  return {
    token,
    accountId: first.accountId,
    district: first.district,
    person: first.holder,
    posts,
    post: posts.find(({ code }) => code === first.chosen) ?? posts[0] ?? null,
  }
}

export async function keepChosenPost(tx: Tx | Db, token: string, post: string): Promise<void> {
  await sql`update auth.session set post = ${post} where token = ${token}`.execute(tx)
}
