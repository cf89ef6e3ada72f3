import type { PostView } from '@gezhi/core/people/session.api'
import type { AdminPost, NewPost } from '@gezhi/core/people/admin.api'
import { sql, type RawBuilder } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Db, Tx } from '../../kernel/database.ts'

const view = sql`p.code, p.role, p.org, o.name as "orgName", p.street, p.community, p.grids, p.person,
  f.name as "personName"`
const joined = sql`post p
  join organisation o on o.district = p.district and o.code = p.org
  join staff f on f.district = p.district and f.code = p.person`
const heldOn = (day: string): RawBuilder<unknown> =>
  sql`p.retired_at is null and f.retired_at is null
    and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to >= ${day}::date)`

/** Text that people type, taken by the letter: % and _ mean nothing. */
const anywhere = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

interface DemoFilter {
  readonly role?: string | undefined
  readonly text?: string | undefined
  readonly limit: number
  readonly day: string
}

/**
 * Posts for one-click sign-in in the order in which one shows the product: district, streets, departments, communities,
 * grids, the rest; leaders behind the desks that do the daily work.
 */
export async function findDemoPosts(
  db: Db,
  district: number,
  { role, text, limit, day }: DemoFilter,
): Promise<PostView[]> {
  const like = text ? anywhere(text) : null
  const { rows } = await sql<PostView>`
    select ${view} from ${joined}
    where p.district = ${district} and ${heldOn(day)}
      and (${role ?? null}::text is null or p.role = ${role ?? null})
      and (${like}::text is null or f.name ilike ${like} or o.name ilike ${like} or p.code ilike ${like}
        or p.role ilike ${like} or exists (select from unnest(p.grids) g where g ilike ${like}))
    order by case
        when p.role like 'DISTRICT_%' then 0 when p.role like 'STREET_%' then 1 when p.role like 'DEPT_%' then 2
        when p.role like 'COMMUNITY_%' then 3 when p.role like 'GRID_%' then 4 else 5 end,
      case when p.role like '%_LEADER' and p.role <> 'GRID_LEADER' then 1 else 0 end,
      p.org, p.role, p.code
    limit ${limit}`.execute(db)
  return rows
}

/** A post that is held on the day; undefined when it is not. */
export async function findPost(
  db: Db | Tx,
  district: number,
  code: string,
  day: string,
): Promise<PostView | undefined> {
  const { rows } = await sql<PostView>`
    select ${view} from ${joined}
    where p.district = ${district} and p.code = ${code} and ${heldOn(day)}`.execute(db)
  return rows[0]
}

/** Whether a post is over on a day; undefined when there is no such post. Locks it. */
export async function isPostOver(
  tx: Tx,
  district: number,
  code: string,
  day: string,
): Promise<boolean | undefined> {
  const { rows } = await sql<{ over: boolean }>`
    select retired_at is not null or coalesce(valid_to < ${day}::date, false) as over from post
    where district = ${district} and code = ${code} for update`.execute(tx)
  return rows[0]?.over
}

export async function findStaffName(
  db: Db | Tx,
  district: number,
  person: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from staff
    where district = ${district} and code = ${person} and retired_at is null`.execute(db)
  return rows[0]?.name
}

export async function hasOrganisation(tx: Tx, district: number, code: string): Promise<boolean> {
  const { rows } = await sql`select 1 from organisation
    where district = ${district} and code = ${code} and active and retired_at is null`.execute(tx)
  return rows.length > 0
}

/** False when the code is in use. */
export async function insertPost(tx: Tx, district: number, post: NewPost): Promise<boolean> {
  const { code, person, role, org, street, community, grids = [], validFrom, validTo } = post
  const { numAffectedRows } = await sql`
    insert into post (district, code, person, role, org, street, community, grids, valid_from, valid_to)
    values (${district}, ${code}, ${person}, ${role}, ${org}, ${street ?? null}, ${community ?? null},
      ${grids}, ${validFrom}, ${validTo ?? null})
    on conflict (district, code) do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** The post was held for the last time on the day before `day`. */
export async function endPost(tx: Tx, district: number, code: string, day: string): Promise<void> {
  await sql`update post set valid_to = ${day}::date - 1 where district = ${district} and code = ${code}`.execute(
    tx,
  )
}

/** Keeps the post as it is from `at` on beside what it was; `by`: the post of who changed it. */
export async function keepPost(
  tx: Tx,
  district: number,
  code: string,
  { at, by }: { readonly at: number; readonly by: string },
): Promise<void> {
  await sql`select keep_register_version(${district}::int, 'post', array[${code}::text],
    ${new Date(at)}::timestamptz, 'HAND', ${by}::text)`.execute(tx)
}

interface AdminFilter {
  readonly text?: string | undefined
  readonly role?: string | undefined
  readonly org?: string | undefined
  readonly ended: boolean
  readonly after?: string | undefined
  readonly limit: number
  readonly at: number
  readonly day: string
  /** Locks end by real time. */
  readonly realTime: number
}

/** Posts in the order of their codes, from after `after`; with `ended`, also those that are over. */
export async function findAdminPosts(
  db: Db,
  district: number,
  { text, role, org, ended, after, limit, at, day, realTime }: AdminFilter,
): Promise<AdminPost[]> {
  const like = text ? anywhere(text) : null
  const { rows } = await sql<AdminPost>`
    select ${view}, p.valid_from as "validFrom", p.valid_to as "validTo", p.delegations as standing,
      case when u.id is not null then jsonb_build_object('username', u.username, 'twoFactor', u.two_factor_enabled,
        'locked', exists (select from auth.attempt a where a.key = sha256(convert_to(u.username, 'UTF8'))
            and a.locked_until > ${new Date(realTime)})
          or exists (select from auth.two_factor t where t.user_id = u.id and t.locked_until > ${new Date(realTime)}))
      end as account,
      coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'document', d.document,
          'validFrom', floor(extract(epoch from d.valid_from) * 1000),
          'validTo', floor(extract(epoch from d.valid_to) * 1000)) order by d.valid_from)
        from delegation d where d.district = p.district and d.post = p.code and d.valid_to > ${new Date(at)}),
        '[]'::jsonb) as delegations
    from ${joined} left join auth."user" u on u.district = p.district and u.person = p.person
    where p.district = ${district} and p.code > ${after ?? ''}
      and (${ended} or (p.retired_at is null and f.retired_at is null
        and (p.valid_to is null or p.valid_to >= ${day}::date)))
      and (${role ?? null}::text is null or p.role = ${role ?? null})
      and (${org ?? null}::text is null or p.org = ${org ?? null})
      and (${like}::text is null or f.name ilike ${like} or p.code ilike ${like} or u.username ilike ${like})
    order by p.code limit ${limit}`.execute(db)
  return rows
}

interface NewDelegation {
  readonly post: string
  readonly kind: string
  readonly validFrom: number
  readonly validTo: number
  readonly document: string
  readonly givenBy: string
}

/** Answers its id. */
export async function insertDelegation(
  tx: Tx,
  district: number,
  { post, kind, validFrom, validTo, document, givenBy }: NewDelegation,
  at: number,
): Promise<string> {
  const id = newId()
  await sql`
    insert into delegation (district, id, post, kind, valid_from, valid_to, document, given_by, created_at)
    values (${district}, ${id}, ${post}, ${kind}, ${new Date(validFrom)}, ${new Date(validTo)}, ${document},
      ${givenBy}, ${new Date(at)})`.execute(tx)
  return id
}

/** Ends a delegation now. One that has not begun never begins. False when there is none that could still hold. */
export async function endDelegation(tx: Tx, district: number, id: string, at: number): Promise<boolean> {
  const now = new Date(at)
  const { numAffectedRows } = await sql`
    update delegation set
      valid_from = least(valid_from, ${now}::timestamptz - interval '1 millisecond'), valid_to = ${now}
    where district = ${district} and id = ${id} and valid_to > ${now}`.execute(tx)
  return numAffectedRows === 1n
}
