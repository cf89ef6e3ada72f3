/** The life of one case: brings it to where the source had it, by the hands of those who may, whatever happened before. */
import type { CaseView } from '@gezhi/core/cases/case.api'
import { emptyWords } from '@gezhi/core/cases/wording'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { isOpenOrder, isTerminal, type CaseStateName } from '@gezhi/core/cases/states'
import { idOf } from '../../kernel/ids.ts'
import { someone, type Cast, type Sent } from './cast.ts'
import type { Mapping } from './mapping.ts'
import type { Placed } from './placement.ts'
import type { PlannedRow } from './plan.ts'

/** How far a state has come; states that others may bring about (returned, joint, merged …) are not in it. */
const RANK: Partial<Record<CaseStateName, number>> = {
  REPORTED: 1,
  POOLED: 2,
  ASSIGNED: 3,
  HANDLING: 4,
  TO_VERIFY: 5,
  TO_ASSESS: 6,
  CLOSED: 7,
}
export type Goal = 'HANDLING' | 'TO_VERIFY' | 'TO_ASSESS' | 'CLOSED'

/** A case needs at most five commands to its end; each may lose one race against the system or a deadline. */
const MOST_TRIES = 12

/** What the replay believes of a case; the server may know better, then it is asked. */
interface Standing {
  readonly state: CaseStateName
  /** Organisation of the order that drives the case; null: not known. */
  readonly org: string | null
  readonly windowClosed: boolean
  /** The last command was refused as not possible now: the operator accepts what the system may not have. */
  readonly accept: boolean
}

interface Move {
  readonly post: string
  readonly command: CaseCommand
  /** Organisation that will drive the case when this succeeds. */
  readonly org: string | null
}

export interface Lives {
  /** Code of the refusal, or null when the server took the report. */
  readonly open: (row: PlannedRow, placed: Placed) => Promise<string | null>
  /** Brings a case to the goal. Answers what stands in the way: `state: …` when others have taken it elsewhere. */
  readonly bring: (row: PlannedRow, placed: Placed, goal: Goal) => Promise<string | null>
}

export interface LifeSetting {
  readonly cast: Cast
  readonly mapping: Mapping
  readonly shift: number
  /** Hash of the picture that says that the source has none. */
  readonly photo: string
  /** Department that leads an item, by the catalogue. */
  readonly departmentOf: (item: string) => string | undefined
}

export const caseIdOf = (source: string, row: string): string => idOf('replay', source, row)

function standingOf(view: CaseView): Standing {
  const lead = view.orders.find(({ lead, state }) => lead && isOpenOrder(state))
  const window = view.clocks.find(({ name }) => name === 'D_GRAB')
  return {
    state: view.state,
    org: lead?.org ?? null,
    windowClosed: window?.state === 'STOPPED',
    accept: view.state === 'REPORTED',
  }
}

function reportOf(row: PlannedRow, { place }: Placed, { mapping, shift }: LifeSetting): CaseCommand {
  return {
    type: 'ingest',
    externalId: row.id,
    item: row.item,
    title: row.title,
    text: row.text,
    place: { ...place, ...(row.address !== '' && { address: row.address }) },
    noPhotoReason: mapping.noPhoto,
    occurredAt: row.openedAt + shift,
    ...(row.targetAt !== null && { targetAt: row.targetAt + shift }),
  }
}

/** Who does what next to a case that stands so; null: nobody of the replay can. */
function moveFor(row: PlannedRow, placed: Placed, standing: Standing, setting: LifeSetting): Move | null {
  const { cast, mapping, shift, photo, departmentOf } = setting
  const { org } = standing
  const by = (post: string | undefined, command: CaseCommand, next = org): Move | null =>
    post === undefined ? null : { post, command, org: next }
  const ofOrg = (
    street: 'STREET_DISPATCHER' | 'STREET_HANDLER',
    department: 'DEPT_DISPATCHER' | 'DEPT_HANDLER',
  ) => (org === null ? undefined : (cast.post(street, org) ?? cast.post(department, org)))
  if (standing.accept) return by(someone(cast, 'DISTRICT_OPERATOR'), { type: 'accept', item: row.item })
  switch (standing.state) {
    case 'POOLED': {
      const department = departmentOf(row.item)
      const dispatch = standing.windowClosed && department !== undefined
      return dispatch
        ? by(someone(cast, 'DISTRICT_DISPATCHER'), { type: 'dispatch', org: department }, department)
        : by(cast.post('STREET_DISPATCHER', placed.street), { type: 'grab' }, placed.street)
    }
    case 'ASSIGNED':
      return by(ofOrg('STREET_DISPATCHER', 'DEPT_DISPATCHER'), { type: 'sign' })
    case 'HANDLING':
      return by(ofOrg('STREET_HANDLER', 'DEPT_HANDLER'), {
        type: 'submitResult',
        resultType: 'SOLVED',
        // Sources close with set phrases too; what the mapping says instead is honest about it.
        text: emptyWords(row.result, row.text) === null ? row.result : mapping.noResult,
        photos: [photo],
        whom: mapping.source.name,
        occurredAt: Math.max(row.openedAt, row.closedAt ?? row.openedAt) + shift,
      })
    case 'TO_VERIFY':
      return by(cast.post('COMMUNITY_OPERATOR', placed.community) ?? someone(cast, 'DISTRICT_OPERATOR'), {
        type: 'verifyPassNoContact',
      })
    case 'TO_ASSESS':
      return by(someone(cast, 'DISTRICT_ASSESSOR'), { type: 'assess' })
    case 'DRAFT':
    case 'REPORTED':
    case 'NEEDS_INFO':
    case 'JOINT':
    case 'ESCALATED':
    case 'TASKFORCE':
    case 'SUSPENDED':
    case 'FOLLOW_UP':
    case 'CLOSED':
    case 'VOIDED':
    case 'MERGED':
    case 'TRANSFERRED':
      return null
  }
}

/** Lives of all cases of a replay. What it remembers of open cases is a shortcut: without it the server is asked. */
export function createLives(setting: LifeSetting): Lives {
  const { cast, mapping } = setting
  const standings = new Map<string, Standing>()
  /** Items that went to a department by themselves: their cases are looked at before anybody grabs. */
  const dispatchedItems = new Set<string>()
  const { code } = mapping.source

  async function look(id: string, item: string): Promise<Standing | null> {
    const view = await cast.look(id)
    if (!view) return null
    const standing = standingOf(view)
    if (standing.state === 'ASSIGNED') dispatchedItems.add(item)
    return standing
  }

  /** What is believed after a command: the answer, or after a refusal what the server shows. */
  async function after(row: PlannedRow, before: Standing, move: Move, sent: Sent): Promise<Standing | null> {
    if (sent.ok) return { state: sent.state, org: move.org, windowClosed: false, accept: false }
    const mayWaitForAcceptance =
      sent.code === 'case/not-now' && move.command.type === 'grab' && !before.accept
    // Mostly the system accepts within milliseconds. Where it has not, the operator does: one of both is first.
    if (mayWaitForAcceptance) return { ...before, accept: true }
    return look(caseIdOf(code, row.id), row.item)
  }

  async function bring(row: PlannedRow, placed: Placed, goal: Goal): Promise<string | null> {
    const id = caseIdOf(code, row.id)
    const presumed: Standing = { state: 'POOLED', org: null, windowClosed: false, accept: false }
    let standing: Standing | null =
      standings.get(id) ??
      (goal === 'HANDLING' && !dispatchedItems.has(row.item) ? presumed : await look(id, row.item))
    for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
      if (!standing) return 'not on the server'
      const rank = RANK[standing.state]
      if (rank === undefined) return `state: ${standing.state}`
      if (!standing.accept && rank >= (RANK[goal] ?? 0)) {
        if (isTerminal(standing.state)) standings.delete(id)
        else standings.set(id, standing)
        return null
      }
      const move = moveFor(row, placed, standing, setting)
      if (!move) return `nobody for ${standing.state} of ${standing.org ?? placed.street}`
      const commandId = idOf('replay', code, row.id, move.command.type, goal, attempt)
      const sent = await cast.command(move.post, id, commandId, move.command)
      standing = await after(row, standing, move, sent)
    }
    return `no way to ${goal} in ${MOST_TRIES} tries`
  }

  return {
    async open(row, placed) {
      const sent = await cast.ingest(
        caseIdOf(code, row.id),
        idOf('replay', code, row.id, 'ingest'),
        reportOf(row, placed, setting),
      )
      return sent.ok ? null : `${sent.code}: ${sent.said}`
    },
    bring,
  }
}
