import type { Role } from '@gezhi/core/people/roles'
import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { HeldPost } from './session.store.ts'

interface HeldRow extends Omit<HeldPost, 'role'> {
  readonly role: Role
}

/** Every post that a person holds on the local day, with what was delegated to it, in the order of their codes. */
export async function findHeldPosts(
  db: Db,
  district: number,
  person: string,
  { at, day }: { readonly at: number; readonly day: string },
): Promise<readonly HeldPost[]> {
  const { rows } = await sql<HeldRow>`
    select p.code, p.role, p.org, o.name as "orgName", p.street, p.community, p.grids, p.person,
      f.name as "personName",
      array(select unnest(p.delegations) union select d.kind from delegation d
        where d.district = p.district and d.post = p.code
        and d.valid_from <= ${new Date(at)} and d.valid_to > ${new Date(at)}) as delegations
    from post p
    join organisation o on o.district = p.district and o.code = p.org
    join staff f on f.district = p.district and f.code = p.person
    where p.district = ${district} and p.person = ${person} and p.retired_at is null and f.retired_at is null
      and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to >= ${day}::date)
    order by p.code`.execute(db)
  return rows
}
