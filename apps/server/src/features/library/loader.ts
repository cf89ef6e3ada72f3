// Sends rows to a load, a fact for every 200; sent again after a crash, what was taken is not taken twice.
import { ROWS_A_FACT, type LoadCommand, type LoadHead, type LoadRow } from '@gezhi/core/library/load'
import type { Actor } from '@gezhi/core/people/actor'
import { setImmediate as breathe } from 'node:timers/promises'
import { idOf } from '../../kernel/ids.ts'
import { run } from '../../kernel/run.ts'
import type { LibraryDeps } from './library.deps.ts'
import { loadKind } from './load.kind.ts'

export interface Load {
  /** Whoever loads the same again uses the same id. */
  readonly id: string
  readonly head: LoadHead
  readonly actor: Actor
}

type Running = Pick<LibraryDeps, 'commits' | 'metrics' | 'now'>

async function send(deps: Running, { id, actor }: Load, part: string, command: LoadCommand) {
  const { district } = actor
  const commandId = idOf('library-load', id, part)
  const outcome = await run(deps, loadKind, { district, stream: id, commandId, actor, command })
  if (!outcome.ok) throw new Error(`load ${id}: ${outcome.refusal.code}`)
}

/** Loads all rows; `onRows` hears how many have been taken. Memory holds one fact's rows. */
export async function loadRows(
  deps: Running,
  load: Load,
  rows: Iterable<LoadRow> | AsyncIterable<LoadRow>,
  onRows: (taken: number) => void = () => undefined,
): Promise<number> {
  await send(deps, load, 'begin', { type: 'begin', ...load.head })
  let taken = 0
  let chunk: LoadRow[] = []
  const flush = async () => {
    if (chunk.length === 0) return
    // Named by what it holds: after a restart an import skips what it finds taken, and its parts are others.
    await send(deps, load, chunk.map(({ code }) => code).join(), { type: 'take', rows: chunk })
    taken += chunk.length
    chunk = []
    onRows(taken)
    // Reports and searches of others come between two facts.
    await breathe()
  }
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length === ROWS_A_FACT) await flush()
  }
  await flush()
  await send(deps, load, 'end', { type: 'end' })
  return taken
}
