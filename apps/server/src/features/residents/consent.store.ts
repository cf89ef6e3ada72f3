import type { Consent } from '@gezhi/core/residents/consent'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

const DAY_MS = 86_400_000

export async function findConsents(tx: Tx, district: number, resident: string): Promise<Consent[]> {
  const { rows } = await sql<Consent>`
    select id, text, version, language, channel, given_by as "givenBy", given_at as "givenAt",
      withdrawn_at as "withdrawnAt"
    from privacy.consent where district = ${district} and resident = ${resident}
    order by given_at desc, id desc`.execute(tx)
  return rows
}

type NewConsent = Omit<Consent, 'withdrawnAt'> & { readonly resident: string; readonly recordedBy: string }

export async function insertConsent(tx: Tx, district: number, given: NewConsent): Promise<void> {
  const { id, resident, text, version, language, channel, givenBy, givenAt, recordedBy } = given
  await sql`insert into privacy.consent (district, id, resident, text, version, language, channel, given_by, given_at,
      recorded_by)
    values (${district}, ${id}, ${resident}, ${text}, ${version}, ${language}, ${channel}, ${givenBy},
      ${new Date(givenAt)}, ${recordedBy})`.execute(tx)
}

interface Withdrawal {
  readonly resident: string
  readonly consent: string
  readonly now: number
  readonly by: string
}

/**
 * Ends a consent: needs that rest on it are deleted at once, and a record that no consent carries any more is past its
 * date within 24 hours (R-P-04; PIPL 15, 47). False when no such consent stands.
 */
export async function withdrawConsent(tx: Tx, district: number, withdrawal: Withdrawal): Promise<boolean> {
  const { resident, consent, now, by } = withdrawal
  const { numAffectedRows } =
    await sql`update privacy.consent set withdrawn_at = ${new Date(now)}, withdrawn_by = ${by}
    where district = ${district} and resident = ${resident} and id = ${consent}
      and withdrawn_at is null`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await sql`delete from needs.need where district = ${district} and resident = ${resident}
    and consent = ${consent}`.execute(tx)
  await sql`update identity.resident r set retention_until = least(retention_until, ${new Date(now + DAY_MS)})
    where district = ${district} and id = ${resident} and legal_basis = 'CONSENT'
      and not exists (select from privacy.consent c
        where c.district = r.district and c.resident = r.id and c.withdrawn_at is null)`.execute(tx)
  return true
}
