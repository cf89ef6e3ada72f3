// A command on its way into a case, whichever way it came: alone over HTTP, or with others from a device.
import { CaseCommandSchema, type CaseCommand } from '@gezhi/core/cases/commands'
import { caseProblems, type CaseRefusal } from '@gezhi/core/cases/refusals'
import { NON_BUSINESS_ROLES } from '@gezhi/core/people/roles'
import { FIRST_VERSION } from '@gezhi/core/sync/versions'
import { commandDoor, entered, type CommandDoor, type Entering } from '../../kernel/doors.ts'
import { KernelProblem } from '../../kernel/problem.ts'
import { run } from '../../kernel/run.ts'
import type { Outcome } from '../../kernel/stream-kind.ts'
import type { CaseKind } from './case.kind.ts'
import { convertPlace, filesOf, keepContact } from './edge.ts'
import type { CaseDeps } from './case.deps.ts'

/** Issued by machinery only; over HTTP they are unknown, whoever asks. */
const MACHINE: ReadonlySet<CaseCommand['type']> = new Set([
  'expire',
  'absorb',
  'splitOff',
  'recount',
  'changeGrid',
  'primaryClosed',
  'revive',
])

export type CaseEntry = (entering: Entering<CaseCommand>) => Promise<Outcome<CaseRefusal>>

/** Throws `request/invalid` when a file that it names was not uploaded before. */
export const createCaseEntry =
  (deps: CaseDeps, kind: CaseKind): CaseEntry =>
  async ({ actor, stream, commandId, body }) => {
    const { db, now, districts, personal, files } = deps
    if (NON_BUSINESS_ROLES.includes(actor.role) || MACHINE.has(body.type))
      return { ok: false, refusal: { code: 'case/not-your-role' }, replayed: false }
    const prepared = convertPlace(body)
    const missing = await files.missing(db, actor.district, filesOf(prepared.command))
    if (missing.length > 0)
      throw new KernelProblem('request/invalid', { detail: `not uploaded: ${missing.join(', ')}` })
    const book = districts(actor.district)
    await keepContact(db, personal, { stream, actor, book, now: now() }, prepared)
    const source = actor.role === 'SYSTEM' ? await deps.sourceKindOf(actor) : undefined
    return run(deps, kind, {
      district: actor.district,
      stream,
      commandId,
      actor,
      command: prepared.command,
      context: { ...prepared.findings, source },
    })
  }

/** The door for commands that were kept on a device. */
export const caseDoor = (entry: CaseEntry): CommandDoor =>
  commandDoor({
    schema: CaseCommandSchema,
    versions: FIRST_VERSION,
    enter: async (entering) => entered(await entry(entering), caseProblems),
  })
