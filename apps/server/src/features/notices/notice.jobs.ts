// From facts to notices: what a page of facts makes new on desks and tells people, written in one transaction.
import type { CaseState } from '@gezhi/core/cases/case'
import type { CaseFact } from '@gezhi/core/cases/facts'
import type { NoticeDraft } from '@gezhi/core/notices/notice'
import { holdersFor, type Holder } from '@gezhi/core/notices/recipients'
import { noticesOf } from '@gezhi/core/notices/rules'
import { liveKeys, taskNotices } from '@gezhi/core/notices/tasks'
import { DAY } from '@gezhi/core/kernel/calendar'
import { writeAs } from '../../kernel/access.store.ts'
import { idOf } from '../../kernel/ids.ts'
import type { Roster } from '../../kernel/district.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import { insertNotices, settleNotices, type NewNotice } from './notice.store.ts'
import type { Channels } from './channels.ts'
import { planDeliveries } from './delivery.jobs.ts'
import type { NoticeDeps } from './notice.deps.ts'

/** What is older when it is first read is history: a new reader of an old log tells nobody of last year. */
const STALE_MS = 7 * DAY

/** A draft with the case it is about, and who knows of it already because they did it. */
interface Cause {
  readonly caseId: string
  readonly draft: NoticeDraft
  readonly knows: string | null
}

// Gate: facts of kind `case` are written by the case decider only.
const caseFact = (stored: StoredFact): CaseFact => stored.data as unknown as CaseFact

function causesOf(
  facts: readonly StoredFact[],
  states: ReadonlyMap<string, CaseState>,
  district: number,
): Cause[] {
  const told = facts.flatMap((stored) => {
    const state = states.get(stored.stream)
    if (!state) return []
    const at = { state, stream: stored.stream, version: stored.version, district }
    return noticesOf(caseFact(stored), at).map((draft) => ({ caseId: stored.stream, draft, knows: null }))
  })
  // Tasks once for each case, after the last of its facts.
  const last = new Map(facts.map((fact) => [fact.stream, fact]))
  const tasks = [...last].flatMap(([caseId, stored]) => {
    const state = states.get(caseId)
    if (!state) return []
    const { by } = caseFact(stored)
    const knows = by.role === 'SYSTEM' ? null : by.person
    return taskNotices(state, district).map((draft) => ({ caseId, draft, knows }))
  })
  return [...told, ...tasks]
}

/** Rows of one draft: one for each post that sits at the desk, or one for the reporter's contact. */
function rowsOf({ caseId, draft, knows }: Cause, roster: Roster, district: number): NewNotice[] {
  const { kind, key, urgency, values, dueAt, until, to } = draft
  const row = (recipient: string, who: Pick<Holder, 'person' | 'role' | 'org'>): NewNotice => ({
    id: idOf('notice', district, caseId, key, recipient),
    caseId,
    key,
    recipient,
    person: who.person,
    role: who.role,
    org: who.org,
    kind,
    urgency,
    details: values,
    until: until ?? null,
    dueAt,
    known: knows !== null && who.person === knows,
  })
  if ('contact' in to) return [row(`contact:${to.contact}`, { person: '', role: 'RESIDENT', org: '' })]
  const near = to.org === undefined ? roster.holders : roster.at(to.org)
  return holdersFor(to, near, district).map((holder) => row(holder.post, holder))
}

/** Reads the cases as they stand now: what is done already is told to nobody, however late this runs. */
export const tellFacts =
  (deps: NoticeDeps & { readonly channels: Channels }) =>
  async (facts: readonly StoredFact[], district: number): Promise<void> => {
    const now = deps.now()
    const own = facts.filter(({ kind, at }) => kind === 'case' && at > now - STALE_MS)
    if (own.length === 0) return
    const states = await deps.casesAfter(district, own)
    const roster = deps.rosters(district)
    const rows = causesOf(own, states, district).flatMap((cause) => rowsOf(cause, roster, district))
    // What a case was told of before: nothing, when its first fact is among these.
    const born = new Set(own.flatMap(({ stream, version }) => (version === 1 ? [stream] : [])))
    const live = new Map(
      [...states].flatMap(([id, state]) => (born.has(id) ? [] : [[id, liveKeys(state, district)]])),
    )
    const told = await writeAs(deps.db, district, async (tx) => {
      const fresh = await insertNotices(tx, district, rows, now)
      await settleNotices(tx, district, live, now)
      const news = rows.filter(({ id, known }) => fresh.has(id) && !known)
      await planDeliveries(deps, tx, district, news, now)
      return news
    })
    if (told.length > 0) deps.bell.ring(district, new Set(told.map(({ recipient }) => recipient)))
  }
