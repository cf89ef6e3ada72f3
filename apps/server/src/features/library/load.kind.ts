// A load as a stream.
import {
  decideLoad,
  evolveLoad,
  newLoad,
  type LoadCommand,
  type LoadFact,
  type LoadState,
} from '@gezhi/core/library/load'
import type { LibraryRefusal } from '@gezhi/core/library/refusals'
import type { StreamKind } from '../../kernel/stream-kind.ts'
import { checkStateDoc } from './check.store.ts'
import { loadLoads, projectLoads } from './load.store.ts'

export type LoadKind = StreamKind<LoadCommand, LoadFact, LoadState, LibraryRefusal>

export const loadKind: LoadKind = {
  name: 'library-load',
  initial: newLoad,
  evolve: evolveLoad,
  decide: (command, state, { actor, receivedAt }) => decideLoad(command, state, { now: receivedAt, actor }),
  load: loadLoads,
  project: projectLoads,
  answer: ({ stream, version, state }) => ({ id: stream, version, rows: state.rows }),
  check: (tx, district, id, folded) => checkStateDoc(tx, 'library_load', { district, id }, folded),
}
