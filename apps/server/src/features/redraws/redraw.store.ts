// Plans of redraws as rows, and what one writes into the registers on its day.
import type { Consequences, RedrawFact, RedrawState } from '@gezhi/core/grids/redraw'
import { polygonOf } from '@gezhi/core/grids/redraw.plan'
import { sql } from 'kysely'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Change, Loaded } from '../../kernel/stream-kind.ts'
import type { Statement } from '../../kernel/together.ts'

interface Row {
  readonly id: string
  readonly version: number
  readonly state_doc: RedrawState
}

export async function loadRedraws(tx: Tx, district: number, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select id, version, state_doc from redraw
    where district = ${district} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return new Map(
    rows.map(({ id, version, state_doc }): [string, Loaded<RedrawState>] => [
      id,
      { state: state_doc, version },
    ]),
  )
}

export interface FoundRedraw {
  readonly id: string
  readonly version: number
  readonly state: RedrawState
}

const found = ({ id, version, state_doc }: Row): FoundRedraw => ({ id, version, state: state_doc })

/** One that the reader may see. */
export async function findRedraw(tx: Tx, district: number, id: string): Promise<FoundRedraw | undefined> {
  const { rows } = await sql<Row>`
    select id, version, state_doc from redraw where district = ${district} and id = ${id}::uuid`.execute(tx)
  return rows.map(found)[0]
}

interface Wanted {
  readonly state?: string | undefined
  readonly community?: string | undefined
}

/** The newest 200 that the reader may see. */
export async function findRedraws(
  tx: Tx,
  district: number,
  { state, community }: Wanted,
): Promise<readonly FoundRedraw[]> {
  const { rows } = await sql<Row>`
    select id, version, state_doc from redraw
    where district = ${district} and (${state ?? null}::text is null or state = ${state ?? null})
      and (${community ?? null}::text is null or ${community ?? null} = any(communities))
    order by saved_at desc, id limit 200`.execute(tx)
  return rows.map(found)
}

/** Plans that touch one of the communities and wait for the district or for their day, the nearest day first. */
export async function findComing(
  tx: Tx,
  district: number,
  communities: readonly string[],
): Promise<readonly FoundRedraw[]> {
  const { rows } = await sql<Row>`
    select id, version, state_doc from redraw
    where district = ${district} and state in ('PROPOSED', 'APPROVED')
      and communities && ${[...communities]}::text[]
    order by day, saved_at, id`.execute(tx)
  return rows.map(found)
}

/** Redraws in force that retired one of these grids, the oldest first. */
export async function findDone(tx: Tx, district: number, grids: readonly string[]) {
  const { rows } = await sql<{ id: string; consequences: Consequences }>`
    select id, state_doc -> 'consequences' as consequences from redraw
    where district = ${district} and state = 'IN_FORCE' and exists (
      select from jsonb_array_elements(state_doc -> 'consequences' -> 'retired') as gone
      where gone ->> 'code' = any(${[...grids]}::text[]))
    order by day, id`.execute(tx)
  return rows.map(({ id, consequences }) => ({ ...consequences, id }))
}

type RedrawChange = Change<RedrawFact, RedrawState>

export function projectRedraws(district: number, changes: readonly RedrawChange[]): readonly Statement[] {
  const last = [...new Map(changes.map((change) => [change.stream, change])).values()]
  return [upsert(district, last), ...changes.flatMap((change) => takeEffect(district, change))]
}

const upsert = (district: number, changes: readonly RedrawChange[]): Statement => {
  const rows = changes.flatMap(({ stream, version, state }) =>
    state.plan && state.saved
      ? [
          {
            id: stream,
            state: state.state,
            communities: state.plan.communities,
            day: state.plan.day,
            saved_at: new Date(state.saved.at).toISOString(),
            version,
            state_doc: state,
          },
        ]
      : [],
  )
  return sql`
    insert into redraw (district, id, state, communities, day, saved_at, version, state_doc)
    select ${district}::int, r.id, r.state, array(select jsonb_array_elements_text(r.communities)), r.day, r.saved_at,
      r.version, r.state_doc
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, state text, communities jsonb, day date,
      saved_at timestamptz, version int, state_doc jsonb)
    on conflict (district, id) do update set state = excluded.state, communities = excluded.communities,
      day = excluded.day, saved_at = excluded.saved_at, version = excluded.version, state_doc = excluded.state_doc`
}

/** The registers as the plan says, in the transaction of the fact: with it or not at all. */
function takeEffect(district: number, { stream, facts }: RedrawChange): readonly Statement[] {
  return facts.flatMap((fact) => {
    if (fact.type !== 'redraw.came-into-force') return []
    const from = new Date(fact.startsAt)
    const gone = fact.retired.map(({ code }) => code)
    const touched = fact.grids.filter(({ change }) => change !== 'SAME').map(({ code }) => code)
    const posts = fact.posts.map(({ post }) => post)
    return [
      writeGrids(district, stream, fact),
      sql`update grid set retired_at = ${from}::timestamptz, redraw = ${stream}::uuid
        where district = ${district} and code = any(${gone}::text[])`,
      writePosts(district, fact),
      handTeamsOn(district, fact),
      keepVersions(district, 'grid', [...touched, ...gone], stream, from),
      keepVersions(district, 'post', posts, stream, from),
      sql`update district set layout = layout + 1 where district = ${district}`,
    ]
  })
}

type InForce = Extract<RedrawFact, { type: 'redraw.came-into-force' }>

const keepVersions = (
  district: number,
  relation: 'grid' | 'post',
  keys: readonly string[],
  stream: string,
  from: Date,
): Statement =>
  sql`select keep_register_version(${district}::int, ${relation}::text, ${[...keys]}::text[],
    ${from}::timestamptz, 'REDRAW', ${stream}::text)`

function writeGrids(district: number, stream: string, { grids }: InForce): Statement {
  const rows = grids
    .filter(({ change }) => change !== 'SAME')
    .map(({ rings, change: _, ...grid }) => ({ ...grid, polygon: polygonOf({ rings }) }))
  return sql`
    insert into grid (district, code, kind, name, community, street, households, population, polygon, redraw)
    select ${district}::int, r.code, r.kind, r.name, r.community, r.street, r.households, r.population,
      st_setsrid(st_geomfromgeojson(r.polygon::text), 4326), ${stream}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, kind text, name text, community text,
      street text, households int, population int, polygon jsonb)
    on conflict (district, code) do update set name = excluded.name, households = excluded.households,
      population = excluded.population, polygon = excluded.polygon, redraw = excluded.redraw`
}

const writePosts = (district: number, { posts }: InForce): Statement =>
  sql`
    update post p set grids = array(select jsonb_array_elements_text(r.after))
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as r(post text, after jsonb)
    where p.district = ${district} and p.code = r.post`

/** A team of a retired grid serves the grids that took its area. */
const handTeamsOn = (district: number, { retired }: InForce): Statement => {
  const heirs = retired.flatMap(({ code, successors }) => successors.map((heir) => ({ code, heir })))
  return sql`
    update support_team t set grids = array(
      select distinct coalesce(h.heir, g)
      from unnest(t.grids) g
        left join jsonb_to_recordset(${JSON.stringify(heirs)}::jsonb) as h(code text, heir text) on h.code = g
      order by 1)
    where t.district = ${district} and t.grids && ${retired.map(({ code }) => code)}::text[]`
}

/** For verification: what is stored must be what the facts fold to. */
export async function checkRedraw(
  tx: Tx,
  district: number,
  id: string,
  folded: Loaded<RedrawState>,
): Promise<string | null> {
  const stored = await findRedraw(tx, district, id)
  if (!stored) return 'there are facts but no row in redraw'
  const plain: unknown = JSON.parse(JSON.stringify(folded.state))
  if (stored.version === folded.version && canonicalJson(stored.state) === canonicalJson(plain)) return null
  return 'redraw is not what the facts fold to'
}
