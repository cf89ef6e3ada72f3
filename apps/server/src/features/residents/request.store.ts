import type { RequestFact, RequestState, RequestView } from '@gezhi/core/residents/data-request'
import { sql } from 'kysely'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Change, Loaded } from '../../kernel/stream-kind.ts'
import type { Statement } from '../../kernel/together.ts'
import type { Vault } from '../../kernel/vault.ts'
import { REQUEST_TEXTS } from './resident.deps.ts'

interface Stored {
  readonly id: string
  readonly version: number
  readonly state: RequestState
}

export async function loadRequests(tx: Tx, district: number, ids: readonly string[]) {
  const { rows } = await sql<Stored>`select id, version, state from privacy.request
    where district = ${district} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return new Map<string, Loaded<RequestState>>(rows.map(({ id, ...rest }) => [id, rest]))
}

export function projectRequests(
  district: number,
  changes: readonly Change<RequestFact, RequestState>[],
): readonly Statement[] {
  const last = [...new Map(changes.map((change) => [change.stream, change])).values()]
  const rows = last.map(({ stream, version, state }) => ({
    id: stream,
    version,
    state,
    status: state.status,
    resident: state.resident,
    right_kind: state.right,
    asked_at: new Date(state.askedAt).toISOString(),
    due_at: new Date(state.dueAt).toISOString(),
  }))
  return [
    sql`
    insert into privacy.request (district, id, version, state, status, resident, right_kind, asked_at, due_at)
    select ${district}::int, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, version int,
      state jsonb, status text, resident uuid, right_kind text, asked_at timestamptz, due_at timestamptz)
    on conflict (district, id) do update set version = excluded.version, state = excluded.state,
      status = excluded.status`,
  ]
}

/** For verification: what is stored must be what the facts fold to. */
export async function checkRequest(
  tx: Tx,
  district: number,
  id: string,
  folded: Loaded<RequestState>,
): Promise<string | null> {
  const { rows } = await sql<Stored>`select id, version, state from privacy.request
    where district = ${district} and id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) return 'there are facts but no row in privacy.request'
  const plain: unknown = JSON.parse(JSON.stringify(folded.state))
  if (row.version === folded.version && canonicalJson(row.state) === canonicalJson(plain)) return null
  return 'privacy.request is not what the facts fold to'
}

/** Keeps what somebody wrote beside the facts, sealed. */
export async function insertText(
  tx: Tx,
  vault: Vault,
  at: { readonly district: number; readonly id: string; readonly request: string },
  text: string,
): Promise<void> {
  const { district, id, request } = at
  const bytes = vault.seal(text, REQUEST_TEXTS.place(district, id, 'text_enc'))
  await sql`insert into privacy.request_text (district, id, request, text_enc)
    values (${district}, ${id}, ${request}, ${bytes}) on conflict (district, id) do nothing`.execute(tx)
}

async function findTexts(tx: Tx, vault: Vault, district: number, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; text_enc: Buffer }>`select id, text_enc from privacy.request_text
    where district = ${district} and id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(
    rows.map((row) => [row.id, vault.open(row.text_enc, REQUEST_TEXTS.place(district, row.id, 'text_enc'))]),
  )
}

interface RequestWish {
  readonly resident?: string | undefined
  readonly open?: boolean | undefined
  readonly now: number
}

/** Requests with masked name and texts: open ones by due date, else the newest. */
export async function findRequests(
  tx: Tx,
  vault: Vault,
  district: number,
  { resident, open, now }: RequestWish,
): Promise<RequestView[]> {
  const { rows } = await sql<Stored & { name: string | null }>`
    select q.id, q.version, q.state, r.name_masked as name from privacy.request q
    left join identity.resident r on r.district = q.district and r.id = q.resident
      and r.retention_until > ${new Date(now)}
    where q.district = ${district} and (${resident ?? null}::uuid is null or q.resident = ${resident ?? null}::uuid)
      and (${open ?? null}::boolean is null
        or (q.status in ('OPEN', 'OVERDUE')) = ${open ?? null}::boolean)
    order by q.status in ('OPEN', 'OVERDUE') desc, q.due_at, q.id limit 200`.execute(tx)
  const ids = rows.flatMap(({ state }) => [state.text, state.answer].filter((id) => id !== null))
  const texts = await findTexts(tx, vault, district, ids)
  return rows.flatMap(({ id, name, state }) =>
    state.status === 'NONE'
      ? []
      : [
          {
            id,
            right: state.right,
            status: state.status,
            channel: state.channel,
            relation: state.relation,
            name,
            resident: state.resident,
            text: state.text === null ? null : (texts.get(state.text) ?? null),
            answer: state.answer === null ? null : (texts.get(state.answer) ?? null),
            askedAt: state.askedAt,
            dueAt: state.dueAt,
            decidedAt: state.decidedAt,
          },
        ],
  )
}
