// Reads one score, its history, or the scores of peers: from the ledger when the month is closed, else computed now.
import type { HistoryPoint, PeerGroupView, Scorecard } from '@gezhi/core/assessment/score.view'
import type { Subject } from '@gezhi/core/assessment/ledger'
import type { AssessmentRefusal } from '@gezhi/core/assessment/refusals'
import { ruleById, ruleFor } from '@gezhi/core/assessment/rule-versions'
import { currentSettlement, scoreUnder, type ScoreState } from '@gezhi/core/assessment/score'
import { PEER_GROUPS, type PeerGroup } from '@gezhi/core/districts/district'
import type { Actor } from '@gezhi/core/people/actor'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { monthOf, ofDistrict } from './score.access.ts'
import { findHistory, findState, findStates } from './score.find.store.ts'
import { scoreAll, type Scored } from './scorer.ts'
import { closedScorecard, liveScorecard, settlementOf, type Viewing } from './score.view.ts'
import { organisationSubject, scoreId } from './subjects.ts'

type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: AssessmentRefusal }

interface Wish {
  readonly month?: string | undefined
  readonly rule?: string | undefined
}

export function createScoreReader(deps: AssessmentDeps) {
  const { db, now, districts, registers } = deps

  const viewing = (actor: Actor): Viewing => ({
    actor,
    book: districts(actor.district),
    register: registers(actor.district),
  })
  const thisMonth = (actor: Actor): string => monthOf(now(), districts(actor.district).rules.calendar)

  /**
   * The caller has checked that the actor may open it. Figures of the subject are read beyond the actor's area: a post
   * that changed its grids has the score of what it did.
   */
  async function scorecard(actor: Actor, subject: Subject, wish: Wish): Promise<Result<Scorecard>> {
    const { district } = actor
    const month = wish.month ?? thisMonth(actor)
    const id = scoreId(district, month, subject)
    return readAs(db, wholeDistrict(district), async (tx) => {
      const state = await findState(tx, district, id)
      const settlement = state ? settlementOf(state, wish.rule) : undefined
      if (state && settlement) {
        const card = closedScorecard({ id, subject, month, state }, settlement, viewing(actor))
        if (card) return { ok: true, value: card }
      }
      const rule = wish.rule === undefined ? ruleFor(subject.track, month) : ruleById(wish.rule)
      if (rule?.track !== subject.track) return { ok: false, refusal: { code: 'assessment/no-rule' } }
      const standing = { subject, state }
      const [scored] = await scoreAll(tx, deps, { district, month, rule, seq: null }, [standing])
      if (!scored) return { ok: false, refusal: { code: 'assessment/no-score' } }
      return {
        ok: true,
        value: liveScorecard({ id, subject, month, state }, { rule, scored }, viewing(actor)),
      }
    })
  }

  async function history(actor: Actor, subject: Subject) {
    const { district } = actor
    const rows = await readAs(db, wholeDistrict(district), (tx) =>
      findHistory(tx, district, subject.kind, subject.code),
    )
    const closed = rows.flatMap(({ id, month, state_doc }): HistoryPoint[] => {
      const settlement = currentSettlement(state_doc)
      if (!settlement) return []
      const { rule, result } = settlement
      return [
        {
          id,
          month,
          state: 'CLOSED',
          rule,
          score: scoreUnder(state_doc, settlement),
          verdict: result.verdict,
        },
      ]
    })
    const current = await scorecard(actor, subject, {})
    const running = current.ok && current.value.state === 'LIVE' ? [pointOf(current.value)] : []
    const card = current.ok ? current.value.subject : null
    return {
      subject: card ?? { ...subject, name: subject.code, orgName: subject.org },
      months: [...running, ...closed],
    }
  }

  /** Organisations of a track by peer group; a leader sees the own group only. */
  async function comparison(actor: Actor, track: 'STREET' | 'DEPARTMENT', wanted: string | undefined) {
    const { district } = actor
    const month = wanted ?? thisMonth(actor)
    const register = registers(district)
    const groupOf = (code: string): PeerGroup | null =>
      register.organisations.find((one) => one.code === code)?.peerGroup ?? null
    const subjects = register.organisations
      .filter(({ kind, active }) => kind === track && active)
      .flatMap(({ code }) => organisationSubject(register, code) ?? [])
      .filter(({ code }) => ofDistrict(actor) || groupOf(code) === groupOf(actor.org))
      .sort((a, b) => (a.code < b.code ? -1 : 1))
    const compared = await compare(actor, subjects, month)
    const groups: readonly (PeerGroup | null)[] = [...PEER_GROUPS, null]
    return {
      month,
      groups: groups.flatMap((group): PeerGroupView[] => {
        const organisations = compared.filter(({ subject }) => groupOf(subject.code) === group)
        return organisations.length === 0 ? [] : [{ group, organisations }]
      }),
    }
  }

  async function compare(actor: Actor, subjects: readonly Subject[], month: string) {
    const { district } = actor
    const [first] = subjects
    const rule = first && ruleFor(first.track, month)
    if (!rule) return []
    return readAs(db, wholeDistrict(district), async (tx) => {
      const states = await findStates(tx, district, month, 'ORGANISATION')
      const standings = subjects.map((subject) => ({
        subject,
        state: states.get(scoreId(district, month, subject)) ?? null,
      }))
      const scored = await scoreAll(tx, deps, { district, month, rule, seq: null }, standings)
      return scored.map((one) => {
        const id = scoreId(district, month, one.subject)
        return besideOthers(cardOf({ id, month, state: states.get(id) ?? null }, one))
      })
    })

    function cardOf(
      given: { readonly id: string; readonly month: string; readonly state: ScoreState | null },
      scoredNow: Scored,
    ): Scorecard {
      const { state } = given
      const { subject } = scoredNow
      const settlement = state ? currentSettlement(state) : undefined
      const closed =
        state && settlement && closedScorecard({ ...given, subject, state }, settlement, viewing(actor))
      // Gate: `rule` was checked above, before anything was scored.
      const live = { rule: rule as NonNullable<typeof rule>, scored: scoredNow }
      return closed ?? liveScorecard({ ...given, subject }, live, viewing(actor))
    }
  }

  return { scorecard, history, comparison, viewing, thisMonth }
}

const pointOf = ({ id, month, state, rule, score, verdict }: Scorecard): HistoryPoint => ({
  id,
  month,
  state,
  rule: rule.id,
  score,
  verdict,
})

const besideOthers = ({ subject, score, verdict, state, parts }: Scorecard) => ({
  subject,
  score,
  verdict,
  state,
  parts: parts.map(({ code, name, max, points, rate }) => ({ code, name, max, points, rate })),
})
