// The life of an import: sent, tried, taken; whoever sent it follows it, and a restart does not end it.
import type { Readable } from 'node:stream'
import type { CheckBody, MODES } from '@gezhi/core/library/import.api'
import { columnsOf } from '@gezhi/core/library/read-row'
import type { LibraryRefusal, LibraryRefusalCode } from '@gezhi/core/library/refusals'
import type { RegisterName } from '@gezhi/core/library/registers'
import type { Actor } from '@gezhi/core/people/actor'
import { KernelProblem } from '../../kernel/problem.ts'
import { TooLarge, type Shelf, type StoredImport } from './import.shelf.ts'
import { check, Stopped, take } from './importer.ts'
import type { LibraryDeps } from './library.deps.ts'
import { formatOf, headOf, rowsOf, type Format } from './table-file.ts'
import type { Head } from './table-row.ts'
import { UnreadableFile } from './unreadable.ts'

export type ImportResult =
  | { readonly ok: true; readonly stored: StoredImport }
  | { readonly ok: false; readonly refusal: LibraryRefusal }

export interface Imports {
  readonly shelf: Shelf
  readonly begin: (
    actor: Actor,
    about: { readonly register: RegisterName; readonly name: string },
    content: Readable,
  ) => Promise<ImportResult>
  readonly find: (actor: Actor, id: string) => Promise<StoredImport | null>
  readonly check: (actor: Actor, id: string, asked: CheckBody) => Promise<ImportResult>
  readonly take: (actor: Actor, id: string, mode: (typeof MODES)[number]) => Promise<ImportResult>
  /** Stops between two facts; what was taken stays, and `take` goes on with the rest. */
  readonly stop: (actor: Actor, id: string) => Promise<ImportResult>
  /** Goes on with what a restart cut off. */
  readonly resume: () => Promise<void>
  /** Until what is being taken has come to rest. */
  readonly settled: () => Promise<void>
  /** The program ends: what is being taken comes to rest between two facts, and the next start goes on with it. */
  readonly pause: () => Promise<void>
}

const SAMPLE = 5
const MOST_ROWS = 200_000
const no = (code: LibraryRefusalCode): ImportResult => ({ ok: false, refusal: { code } })

/** The first rows below the titles; counts all. */
async function sampleOf(file: string, format: Format, head: Head) {
  const sample: (readonly string[])[] = []
  let rows = 0
  for await (const { number, cells } of rowsOf(file, format, head.layer)) {
    if (number <= head.row) continue
    if (sample.length < SAMPLE) sample.push(head.titles.map((_, index) => cells[index] ?? ''))
    if (++rows > MOST_ROWS) break
  }
  return { sample, rows }
}

interface Running {
  stored: StoredImport
  readonly work: Promise<void>
  readonly stopper: AbortController
}

export function createImports(deps: LibraryDeps, shelf: Shelf): Imports {
  const { now, log } = deps
  const running = new Map<string, Running>()
  let pausing = false

  /** How far one is while it is being taken is known here; on the disk stands where it began. */
  const find = async (actor: Actor, id: string): Promise<StoredImport | null> => {
    const stored = running.get(id)?.stored ?? (await shelf.find(id))
    return stored && stored.actor.district === actor.district && stored.actor.person === actor.person
      ? stored
      : null
  }

  function start(stored: StoredImport): StoredImport {
    const stopper = new AbortController()
    const now = () => running.get(stored.id)?.stored ?? stored
    const onRows = (done: number) => {
      const entry = running.get(stored.id)
      if (entry) entry.stored = { ...stored, done }
    }
    const work = take(deps, shelf, stored, { onRows, signal: stopper.signal })
      .then(() => shelf.save({ ...stored, state: 'TAKEN', done: stored.checked?.rows ?? 0 }))
      .catch(async (error: unknown) => {
        if (!(error instanceof Stopped)) log.error({ err: error, import: stored.id }, 'an import stopped')
        // What the end of the program cut off stays as it was begun: the next start goes on with it.
        if (!pausing) await shelf.save({ ...now(), state: 'STOPPED' })
      })
      .finally(() => running.delete(stored.id))
    running.set(stored.id, { stored, work, stopper })
    return stored
  }

  const settled = async () => {
    await Promise.all([...running.values()].map(({ work }) => work))
  }

  async function read(
    id: string,
    actor: Actor,
    { register, name }: { register: RegisterName; name: string },
  ) {
    const file = shelf.fileOf(id)
    const format = await formatOf(file)
    const head = await headOf(file, format, register)
    if (!head) return no('library/no-header')
    const { sample, rows } = await sampleOf(file, format, head)
    if (rows > MOST_ROWS) return no('library/too-many-rows')
    const stored: StoredImport = {
      id,
      actor,
      register,
      name,
      format,
      state: 'READ',
      head,
      sample,
      asked: null,
      checked: null,
      asOf: now(),
      done: 0,
    }
    await shelf.save(stored)
    return { ok: true, stored } as const
  }

  return {
    shelf,
    find,
    async begin(actor, about, content) {
      const id = await shelf.put(content).catch((error: unknown) => {
        if (error instanceof TooLarge) return null
        throw error
      })
      if (id === null) return no('library/too-large')
      try {
        const result = await read(id, actor, about)
        if (!result.ok) await shelf.drop(id)
        return result
      } catch (error) {
        await shelf.drop(id)
        if (error instanceof UnreadableFile) return { ok: false, refusal: error.refusal }
        throw error
      }
    },
    async check(actor, id, asked) {
      const stored = await find(actor, id)
      if (!stored) return no('library/no-import')
      if (stored.state === 'TAKING' || stored.state === 'TAKEN') return no('library/import-running')
      const known = new Set(columnsOf(stored.register))
      const named = asked.columns.filter((column) => column !== null)
      if (named.some((column) => !known.has(column)) || new Set(named).size < named.length)
        throw new KernelProblem('request/invalid', { detail: 'columns: unknown, or named twice' })
      const { reference } = stored.head
      if (reference?.plane && asked.datum !== reference.datum)
        throw new KernelProblem('request/invalid', { detail: `datum: the file says ${reference.datum}` })
      const next = { ...stored, asked, state: 'CHECKED' } as const
      const checked = { ...next, checked: await check(deps, shelf, next) }
      await shelf.save(checked)
      return { ok: true, stored: checked }
    },
    async take(actor, id, mode) {
      const stored = await find(actor, id)
      if (!stored) return no('library/no-import')
      if (!stored.checked) return no('library/not-checked')
      if (stored.state !== 'CHECKED' && stored.state !== 'STOPPED') return { ok: true, stored }
      if (mode === 'ALL' && stored.checked.bad > 0) return no('library/bad-rows')
      const taking = { ...stored, state: 'TAKING' } as const
      await shelf.save(taking)
      return { ok: true, stored: start(taking) }
    },
    async stop(actor, id) {
      const stored = await find(actor, id)
      if (!stored) return no('library/no-import')
      const entry = running.get(id)
      if (!entry) return stored.state === 'STOPPED' ? { ok: true, stored } : no('library/import-over')
      entry.stopper.abort()
      await entry.work
      const rest = await shelf.find(id)
      return rest?.state === 'STOPPED' ? { ok: true, stored: rest } : no('library/import-over')
    },
    async resume() {
      for (const stored of await shelf.unfinished(now())) start(stored)
    },
    settled,
    async pause() {
      pausing = true
      for (const { stopper } of running.values()) stopper.abort()
      await settled()
    },
  }
}
