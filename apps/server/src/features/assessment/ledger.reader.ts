// What the ledger's routes read: an opened score, the proof of a line, what a command has to know, the list of months.
import type { MonthView } from '@gezhi/core/assessment/score.view'
import type { ScoreCommand } from '@gezhi/core/assessment/commands'
import type { LedgerLine } from '@gezhi/core/assessment/ledger'
import { daysOfMonth, endOfMonth, monthBefore, type MonthState } from '@gezhi/core/assessment/month'
import { ruleById } from '@gezhi/core/assessment/rule-versions'
import { newScore, scoreUnder, type ScoreState, type Settlement } from '@gezhi/core/assessment/score'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf, wholeDistrict } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import { idOf } from '../../kernel/ids.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import type { Wanted } from './drill.store.ts'
import type { FigureQuery } from './figure.query.ts'
import { mayOpen, monthOf, ofDistrict, resolve, type Known } from './score.access.ts'
import { findExtent, findMonths, findState } from './score.find.store.ts'
import type { ScoreEdge } from './score.kind.ts'
import { createScoreReader } from './score.reader.ts'
import { appealView, exemptionView, lineView, subjectView } from './score.view.ts'
import { scoreAll } from './scorer.ts'
import { subjectsOf } from './subjects.ts'

interface Opened extends Known {
  readonly id: string
  readonly state: ScoreState
}

/** Months that the list goes back at most. */
const MOST_MONTHS = 36

export function createLedger(deps: AssessmentDeps) {
  const { db, now, districts, registers } = deps
  const { viewing } = createScoreReader(deps)

  async function find(district: number, id: string): Promise<Opened | null> {
    const state = await readAs(db, wholeDistrict(district), (tx) => findState(tx, district, id))
    const month = monthOf(now(), districts(district).rules.calendar)
    const known = resolve({ district, id, state }, registers(district), month)
    return known && { ...known, id, state: state ?? newScore }
  }

  /** The score, if the actor may open it; a foreign one is as unknown as one that does not exist. */
  async function open(actor: Actor, id: string): Promise<Opened | null> {
    const found = await find(actor.district, id)
    return found && mayOpen(actor, found.subject) ? found : null
  }

  async function view(actor: Actor, { id, subject, month, state }: Opened) {
    const { district } = actor
    const ids = [...new Set(state.lines.flatMap(({ caseId }) => caseId ?? []))]
    const cases = await readAs(db, wholeDistrict(district), (tx) =>
      deps.summaries(tx, { district, now: now() }, ids),
    )
    const all = viewing(actor)
    return {
      id,
      subject: subjectView(subject, all),
      month,
      scores: state.settlements.map((one) => ({
        rule: one.rule,
        run: one.run,
        score: scoreUnder(state, one),
      })),
      lines: state.lines.map((line) =>
        lineView(line, {
          ...all,
          lineId: idOf('score-line', district, id, line.no),
          caseNumber: line.caseId === null ? null : (cases.get(line.caseId)?.number ?? null),
        }),
      ),
      exemptions: state.exemptions.map((one) => exemptionView(one, all)),
      appeals: state.appeals.flatMap((appeal) => appealView(id, { state, appeal }, all) ?? []),
    }
  }

  /** What a line counted when it was written: the same contributions, as of the same fact. */
  function proofOf(opened: Opened, no: number): { query: FigureQuery; wanted: Omit<Wanted, 'part'> } | null {
    const { state, subject, month } = opened
    const written = state.lines.find((line) => line.no === no)
    const line = written?.corrects ? state.lines.find((one) => one.no === written.corrects) : written
    const settlement = state.settlements.find(({ run }) => run === line?.run)
    const indicator = line && indicatorOf(line)
    if (!line || !settlement || !indicator) return null
    const { district, calendar } = districts(districtOf(opened)).rules
    const { from, to } = daysOfMonth(month)
    const own = subject.kind === 'POST' ? { post: subject.code } : { org: subject.code }
    const cases = state.exemptions.flatMap(({ caseId, at }) =>
      caseId && at <= settlement.at ? [caseId] : [],
    )
    return {
      query: {
        district,
        filter: own,
        period: { from, to, cut: from, asOf: endOfMonth(month, calendar) - 1 },
      },
      wanted: {
        indicator,
        seq: settlement.seq,
        except: cases,
        ...(line.caseId ? { caseId: line.caseId } : {}),
      },
    }
  }
  const districtOf = ({ subject }: Known): number => Number(subject.org.slice(0, 6))

  /** What the rules have to know beside the command; null when there is no such score. */
  async function edge(actor: Actor, id: string, command: ScoreCommand): Promise<ScoreEdge | null> {
    const found = await find(actor.district, id)
    if (!found) return null
    const { subject, month, rule, state } = found
    const caseId = 'caseId' in command ? command.caseId : undefined
    const caseKnown = caseId === undefined || (await seesCase(actor, caseId))
    if (command.type !== 'exempt') return { subject, month, rule, caseKnown }
    const exemption = { caseId: command.caseId ?? null, days: command.days ?? null }
    const settlements = await recompute(actor.district, found, {
      ...state,
      exemptions: [...state.exemptions, { ...NO_EXEMPTION, ...exemption }],
    })
    return {
      subject,
      month,
      rule,
      caseKnown,
      recomputed: { settlements, exemptions: state.exemptions.length },
    }
  }

  async function seesCase(actor: Actor, id: string): Promise<boolean> {
    const at = { district: actor.district, now: now() }
    const found = await readAs(db, scopeOf(actor), (tx) => deps.summaries(tx, at, [id]))
    return found.has(id)
  }

  /** Every settlement as it would be with these exemptions, as of the same fact. */
  async function recompute(district: number, { subject, month, state }: Opened, wish: ScoreState) {
    const settlements: Settlement[] = []
    for (const settlement of state.settlements) {
      const rule = ruleById(settlement.rule)
      if (!rule) continue
      const standing = { subject, state: wish }
      const [scored] = await readAs(db, wholeDistrict(district), (tx) =>
        scoreAll(tx, deps, { district, month, rule, seq: settlement.seq }, [standing]),
      )
      if (scored) settlements.push({ ...settlement, result: scored.result, dutyShare: scored.dutyShare })
    }
    return settlements
  }

  async function months(actor: Actor): Promise<{ now: number; months: MonthView[] }> {
    const { district } = actor
    const { calendar } = districts(district).rules
    const { closed, extent } = await readAs(db, wholeDistrict(district), async (tx) => ({
      closed: await findMonths(tx, district),
      extent: await findExtent(tx, district),
    }))
    const last = monthOf(now(), calendar)
    const first = extent.first !== null && extent.first < last ? extent.first : last
    const list: MonthView[] = []
    for (let month = last; month >= first && list.length < MOST_MONTHS; month = monthBefore(month)) {
      const state = closed.get(month)
      const over = now() >= endOfMonth(month, calendar)
      list.push({
        month,
        ...progressOf(state, () => subjectsOf(registers(district), month).length),
        settled: extent.settled.get(month) ?? 0,
        mayClose: !state && over && actor.role === 'DISTRICT_ASSESSOR',
      })
    }
    return { now: now(), months: list }
  }

  return {
    open,
    view,
    proofOf,
    edge,
    months,
    viewing,
    /** Sees all appeals: the district decides on them. */
    judges: ofDistrict,
  }
}

const NO_EXEMPTION: ScoreState['exemptions'][number] = {
  no: 0,
  code: 'FORCE_MAJEURE',
  caseId: null,
  days: null,
  reason: '',
  by: { post: '', person: '', role: 'SYSTEM', org: '' },
  at: 0,
}

function indicatorOf(line: Pick<LedgerLine, 'rule' | 'part'>) {
  const rule = ruleById(line.rule)
  const formula = rule?.parts.find(({ code }) => code === line.part)?.formula
  if (formula) return formula.kind === 'AVERAGE' ? formula.indicators[0] : formula.indicator
  return rule?.adjustments.find(({ code }) => code === line.part)?.indicator
}

function progressOf(state: MonthState | undefined, subjects: () => number) {
  if (!state) return { state: 'OPEN' as const, closedAt: null, toSettle: 0, rules: [] }
  const settling = state.runs.some(({ scores }) => scores === null)
  return {
    state: settling ? ('SETTLING' as const) : ('CLOSED' as const),
    closedAt: state.runs[0]?.at ?? null,
    toSettle: state.runs[0]?.scores ?? subjects(),
    rules: state.runs.flatMap(({ rules }) => rules),
  }
}
