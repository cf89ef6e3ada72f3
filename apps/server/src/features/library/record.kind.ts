// What people and sources say about a record, as a stream.
import { decideRecord, type RecordContext } from '@gezhi/core/library/record.decide'
import { evolveRecord, newRecord, type RecordFact, type RecordState } from '@gezhi/core/library/record'
import type { RecordCommand, SayDiffers } from '@gezhi/core/library/record.commands'
import type { LibraryRefusal } from '@gezhi/core/library/refusals'
import type { StreamKind } from '../../kernel/stream-kind.ts'
import { checkStateDoc } from './check.store.ts'
import { loadRecords, projectRecords } from './record.store.ts'

/** What the edge knows of the record, beside the command. */
export type RecordEdge = Omit<RecordContext, 'now' | 'actor'>
export type RecordKind = StreamKind<
  RecordCommand | SayDiffers,
  RecordFact,
  RecordState,
  LibraryRefusal,
  RecordEdge
>

export const recordKind: RecordKind = {
  name: 'library-record',
  initial: newRecord,
  evolve: evolveRecord,
  decide(command, state, { actor, receivedAt, context }) {
    if (!context) throw new Error('a record is decided with what its sources say')
    return decideRecord(command, state, { ...context, now: receivedAt, actor })
  },
  load: loadRecords,
  project: projectRecords,
  answer: ({ stream, version }) => ({ id: stream, version }),
  check: (tx, district, id, folded) => checkStateDoc(tx, 'library_record', { district, id }, folded),
}
