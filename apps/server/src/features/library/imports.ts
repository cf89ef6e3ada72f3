// The life of an import: sent, tried, taken; whoever sent it follows it, and a restart does not end it.
import type { Readable } from 'node:stream'
import type { CheckBody, MODES } from '@gezhi/core/library/import.api'
import { columnsOf } from '@gezhi/core/library/read-row'
import type { LibraryRefusalCode } from '@gezhi/core/library/refusals'
import type { RegisterName } from '@gezhi/core/library/registers'
import type { Actor } from '@gezhi/core/people/actor'
import { KernelProblem } from '../../kernel/problem.ts'
import { TooLarge, type Shelf, type StoredImport } from './import.shelf.ts'
import { check, take } from './importer.ts'
import type { LibraryDeps } from './library.deps.ts'
import { formatOf, headOf, rowsOf, UnreadableFile, type Format, type Head } from './table-file.ts'

export type ImportResult =
  | { readonly ok: true; readonly stored: StoredImport }
  | { readonly ok: false; readonly code: LibraryRefusalCode }

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
  /** Goes on with what a restart cut off. */
  readonly resume: () => Promise<void>
  /** Until what is being taken has come to rest, or the program stops waiting for it. */
  readonly settled: () => Promise<void>
}

const SAMPLE = 5
const MOST_ROWS = 200_000
const no = (code: LibraryRefusalCode): ImportResult => ({ ok: false, code })

/** The first rows below the titles; counts all. */
async function sampleOf(file: string, format: Format, head: Head) {
  const sample: (readonly string[])[] = []
  let rows = 0
  for await (const { number, cells } of rowsOf(file, format)) {
    if (number <= head.row) continue
    if (sample.length < SAMPLE) sample.push(head.titles.map((_, index) => cells[index] ?? ''))
    if (++rows > MOST_ROWS) break
  }
  return { sample, rows }
}

export function createImports(deps: LibraryDeps, shelf: Shelf): Imports {
  const { now, log } = deps
  const running = new Map<string, { stored: StoredImport; readonly work: Promise<void> }>()

  /** How far one is while it is being taken is known here; on the disk stands where it began. */
  const find = async (actor: Actor, id: string): Promise<StoredImport | null> => {
    const stored = running.get(id)?.stored ?? (await shelf.find(id))
    return stored && stored.actor.district === actor.district && stored.actor.person === actor.person
      ? stored
      : null
  }

  function start(stored: StoredImport): StoredImport {
    const work = take(deps, shelf, stored, (done) => {
      const entry = running.get(stored.id)
      if (entry) entry.stored = { ...stored, done }
    })
      .then(() => shelf.save({ ...stored, state: 'TAKEN', done: stored.checked?.rows ?? 0 }))
      .catch((error: unknown) =>
        log.error({ err: error, import: stored.id }, 'an import stopped; the next start goes on'),
      )
      .finally(() => running.delete(stored.id))
    running.set(stored.id, { stored, work })
    return stored
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
        if (error instanceof UnreadableFile) return no('library/not-readable')
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
      const next = { ...stored, asked, state: 'CHECKED' } as const
      const checked = { ...next, checked: await check(deps, shelf, next) }
      await shelf.save(checked)
      return { ok: true, stored: checked }
    },
    async take(actor, id, mode) {
      const stored = await find(actor, id)
      if (!stored) return no('library/no-import')
      if (!stored.checked) return no('library/not-checked')
      if (stored.state !== 'CHECKED') return { ok: true, stored }
      if (mode === 'ALL' && stored.checked.bad > 0) return no('library/bad-rows')
      const taking = { ...stored, state: 'TAKING' } as const
      await shelf.save(taking)
      return { ok: true, stored: start(taking) }
    },
    async resume() {
      for (const stored of await shelf.unfinished(now())) start(stored)
    },
    async settled() {
      await Promise.all([...running.values()].map(({ work }) => work))
    },
  }
}
