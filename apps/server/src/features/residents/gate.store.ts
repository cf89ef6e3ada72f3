import type { Checklist, GateEvent, GateView, NewGate, PassState } from '@gezhi/core/residents/gates'
import { smallCell } from '@gezhi/core/residents/gates'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

const DAY_MS = 86_400_000

export interface Gate {
  readonly code: string
  readonly community: string
}

/** The gate that a source system speaks for. */
export async function gateOf(tx: Tx, district: number, source: string): Promise<Gate | null> {
  const { rows } = await sql<Gate>`select code, community from gates.gate
    where district = ${district} and source = ${source} order by code limit 1`.execute(tx)
  return rows[0] ?? null
}

export async function putGate(tx: Tx, district: number, gate: NewGate, now: number): Promise<void> {
  const { code, source, name, community, face, checklist = null } = gate
  await sql`insert into gates.gate (district, code, source, name, community, face, checklist, checked_at)
    values (${district}, ${code}, ${source}, ${name}, ${community}, ${face}, ${JSON.stringify(checklist)},
      ${checklist ? new Date(now) : null})
    on conflict (district, code) do update set source = excluded.source, name = excluded.name,
      community = excluded.community, face = excluded.face`.execute(tx)
}

/** False when there is no such gate. */
export async function putChecklist(
  tx: Tx,
  district: number,
  code: string,
  checklist: Checklist,
  now: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update gates.gate
    set checklist = ${JSON.stringify(checklist)}, checked_at = ${new Date(now)}
    where district = ${district} and code = ${code}`.execute(tx)
  return numAffectedRows === 1n
}

/** Gates of a community or all, with the counts of a day; nothing can be asked of one person (R-P-28). */
export async function findGates(
  tx: Tx,
  district: number,
  community: string | null,
  now: number,
): Promise<GateView[]> {
  type Row = Omit<GateView, 'entries' | 'refused'> & { readonly opened: number; readonly refused: number }
  const { rows } = await sql<Row>`
    select g.code, g.name, g.source, g.community, g.face, nullif(g.checklist, 'null'::jsonb) as checklist,
      g.checked_at as "checkedAt",
      count(e.id) filter (where e.result = 'OPENED' and e.direction = 'IN')::int as opened,
      count(e.id) filter (where e.result = 'REFUSED')::int as refused
    from gates.gate g left join gates.event e
      on e.district = g.district and e.gate = g.code and e.at > ${new Date(now - DAY_MS)}
    where g.district = ${district} and (${community}::text is null or g.community = ${community})
    group by g.district, g.code order by g.code`.execute(tx)
  return rows.map(({ opened, refused, ...gate }) => ({
    ...gate,
    entries: smallCell(opened),
    refused: smallCell(refused),
  }))
}

/** Events that came before are taken once; answers how many were new. */
export async function insertEvents(
  tx: Tx,
  district: number,
  gate: string,
  events: readonly GateEvent[],
): Promise<number> {
  const rows = events.map(({ ts, ...event }) => ({ ...event, at: new Date(ts).toISOString() }))
  const { numAffectedRows } = await sql`
    insert into gates.event (district, id, gate, at, direction, credential_kind, pass_class, result)
    select ${district}::int, r.id, ${gate}, r.at, r.direction, r."credentialKind", r."passClass", r.result
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, at timestamptz, direction text,
      "credentialKind" text, "passClass" text, result text)
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export interface PassRow extends PassState {
  readonly id: string
  readonly nameEnc: Buffer | null
}

const PASS = sql`id, class, medium, community, entries, valid_from as "validFrom", valid_to as "validTo",
  ended_at as "endedAt", name_enc as "nameEnc" from gates.pass`

/** Locked: two gates at once take two entries. */
export async function lockPass(
  tx: Tx,
  district: number,
  by: { readonly id: string } | { readonly card: Buffer; readonly community: string },
): Promise<PassRow | null> {
  const { rows } = await (
    'id' in by
      ? sql<PassRow>`select ${PASS} where district = ${district} and id = ${by.id} for update`
      : sql<PassRow>`select ${PASS} where district = ${district} and card_hmac = ${by.card}
        and community = ${by.community} and ended_at is null limit 1 for update`
  ).execute(tx)
  return rows[0] ?? null
}

export async function takeEntry(tx: Tx, district: number, id: string): Promise<void> {
  await sql`update gates.pass set entries = entries - 1
    where district = ${district} and id = ${id} and entries is not null`.execute(tx)
}

/** Passes of a resident that still open something, the own ones first. */
export async function findPasses(
  tx: Tx,
  district: number,
  resident: string,
  now: number,
): Promise<PassRow[]> {
  const { rows } = await sql<PassRow>`select ${PASS}
    where district = ${district} and resident = ${resident} and ended_at is null and valid_to > ${new Date(now)}
    order by class, valid_to, id`.execute(tx)
  return rows
}

export interface NewPass extends Omit<PassState, 'endedAt'> {
  readonly id: string
  readonly resident: string
  readonly card: Buffer | null
  readonly nameEnc: Buffer | null
}

export async function insertPass(tx: Tx, district: number, pass: NewPass): Promise<void> {
  const { id, medium, community, resident, card, nameEnc, entries, validFrom, validTo } = pass
  await sql`insert into gates.pass (district, id, class, medium, community, resident, card_hmac, name_enc, entries,
      valid_from, valid_to)
    values (${district}, ${id}, ${pass.class}, ${medium}, ${community}, ${resident}, ${card}, ${nameEnc}, ${entries},
      ${new Date(validFrom)}, ${new Date(validTo)})`.execute(tx)
}

/** False when the resident has no such pass. */
export async function endPass(
  tx: Tx,
  district: number,
  of: { readonly id: string; readonly resident: string; readonly now: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update gates.pass set ended_at = ${new Date(of.now)}
    where district = ${district} and id = ${of.id} and resident = ${of.resident} and ended_at is null`.execute(
    tx,
  )
  return numAffectedRows === 1n
}
