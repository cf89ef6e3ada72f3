// One way in for commands to records, whether a screen sends them alone or a device many at once.
import { FIRST_VERSION } from '@gezhi/core/sync/versions'
import { RecordCommandSchema, type RecordCommand } from '@gezhi/core/library/record.commands'
import { libraryProblems, type LibraryRefusal } from '@gezhi/core/library/refusals'
import { scopeOf } from '@gezhi/core/people/scope'
import { commandDoor, entered, type CommandDoor, type Entering } from '../../kernel/doors.ts'
import { run } from '../../kernel/run.ts'
import type { Outcome } from '../../kernel/stream-kind.ts'
import { readAs } from '../../kernel/access.store.ts'
import { findRecord } from './find.store.ts'
import type { LibraryDeps } from './library.deps.ts'
import { recordKind } from './record.kind.ts'
import { heldBy } from './record.view.ts'

export type RecordEntry = (entering: Entering<RecordCommand>) => Promise<Outcome<LibraryRefusal>>

/** What is not the actor's to see is answered like what is not there. */
export const recordEntry =
  (deps: LibraryDeps): RecordEntry =>
  async ({ actor, stream, commandId, body }) => {
    const row = await readAs(deps.db, scopeOf(actor), (tx) => findRecord(tx, actor.district, stream))
    if (!row) return { ok: false, refusal: { code: 'library/no-record' }, replayed: false }
    return run(deps, recordKind, {
      district: actor.district,
      stream,
      commandId,
      actor,
      command: body,
      context: { ...row, changedAt: row.changed_at, held: (field) => heldBy(row, field) },
    })
  }

export const recordDoor = (entry: RecordEntry): CommandDoor =>
  commandDoor({
    schema: RecordCommandSchema,
    versions: FIRST_VERSION,
    enter: async (entering) => entered(await entry(entering), libraryProblems),
  })
