// The computed score of one case: what 95 % of the assessments are (domain specification §2.9). Pure and explainable.
import type { ActorRef } from '../people/actor.ts'
import type { Assessment, CaseState, Deadline } from './case.ts'

/** Points out of 100. Each deduction names its reason, so that the score can be read line by line (R-P-29). */
const POINTS = {
  late: 30,
  noContact: 10,
  lateContact: 5,
  rework: 15,
  noPhoto: 10,
  unsatisfied: 15,
  lateArrival: 10,
}
const MOST_REWORKS = 2

const missed = (deadline: Deadline | undefined): boolean =>
  deadline !== undefined && deadline.firedAt !== undefined

/** Whether the result came within D_HANDLE and no redo for undone work followed. */
export const wasOnTime = (state: CaseState): boolean =>
  state.result !== null && !state.result.late && state.verifyFails === 0

/** Deductions by rule, in words that the screens translate by key. */
export function computedDeductions(state: CaseState): Assessment['deductions'] {
  const contact = state.deadlines.find((deadline) => deadline.key === 'D_CONTACT')
  const owesContact = state.reporter?.contactable === true && !state.selfHandled
  const reworks = Math.min(state.reworkCount, MOST_REWORKS)
  const lines = [
    { points: state.result?.late ? POINTS.late : 0, reason: 'rule:late' },
    { points: owesContact && state.contactedAt === null ? POINTS.noContact : 0, reason: 'rule:no-contact' },
    {
      points: owesContact && state.contactedAt !== null && missed(contact) ? POINTS.lateContact : 0,
      reason: 'rule:late-contact',
    },
    { points: arrivedOnTime(state) === false ? POINTS.lateArrival : 0, reason: 'rule:late-arrival' },
    { points: reworks * POINTS.rework, reason: 'rule:rework' },
    {
      points: state.result && state.result.photos.length === 0 ? POINTS.noPhoto : 0,
      reason: 'rule:no-photo',
    },
    { points: state.followUp?.kind === 'EXPLAINED' ? POINTS.unsatisfied : 0, reason: 'rule:unsatisfied' },
  ]
  return lines.filter((line) => line.points > 0)
}

/** Null when nobody had to arrive. */
function arrivedOnTime(state: CaseState): boolean | null {
  const arrivals = state.deadlines.filter((deadline) => deadline.name === 'D_ARRIVE')
  return arrivals.length === 0 ? null : !arrivals.some(missed)
}

/** The assessment record of §2.9; manual deductions come on top of the computed ones. */
export function assess(
  state: CaseState,
  by: ActorRef,
  at: number,
  manual: Assessment['deductions'] = [],
  mode: Assessment['mode'] = 'AUTO',
): Assessment {
  const deductions = [...computedDeductions(state), ...manual]
  const lost = deductions.reduce((sum, line) => sum + line.points, 0)
  return {
    responded: state.contactedAt !== null || state.reporter?.contactable !== true,
    arrivedOnTime: arrivedOnTime(state),
    onTime: wasOnTime(state),
    reworkCount: state.reworkCount,
    resultType: state.result?.type ?? null,
    // A rating that was asked for says nothing about the work.
    satisfaction: state.complaints?.some(({ upheld }) => upheld) ? null : (state.followUp?.rating ?? null),
    evidenceScore: state.result && state.result.photos.length > 0 ? 1 : 0,
    deductions,
    finalScore: Math.max(0, 100 - lost),
    mode,
    by,
    at,
  }
}
