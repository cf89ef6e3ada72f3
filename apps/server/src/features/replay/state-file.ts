/** Where a replay stands, on disk: written whole, forced to the disk and put in place by one rename. */
import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Rejection } from './plan.ts'

export interface ReplayState {
  readonly version: 1
  /** SHA-256 of file and mapping: a state continues the replay that it began, no other. */
  readonly file: string
  readonly mapping: string
  readonly source: string
  readonly limit: number | null
  /** Milliseconds that are added to every time of the source. */
  readonly shift: number
  readonly photo: string
  /** Number of steps that are done. */
  readonly position: number
  /** Rows that the server did not take, and cases that others took elsewhere. */
  readonly refused: readonly Rejection[]
}

/** The state of this file, or null when there is none. Throws when it is not readable as one. */
export async function readState(path: string): Promise<ReplayState | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  // Gate: only `writeState` writes it; another version is refused here.
  const state = JSON.parse(text) as ReplayState
  if (state.version !== 1) throw new Error(`${path} is not a state of this program`)
  return state
}

/** After this returns the state is on the disk; before, the former one is. Never half of one. */
export async function writeState(path: string, state: ReplayState): Promise<void> {
  const draft = `${path}.new`
  const file = await open(draft, 'w')
  try {
    await file.writeFile(JSON.stringify(state))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
