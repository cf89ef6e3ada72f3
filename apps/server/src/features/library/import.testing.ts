/** A server with a small library and a folder for imports, and the steps of an import over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import type { CheckBody, ImportView } from '@gezhi/core/library/import.api'
import type { RecordView } from '@gezhi/core/library/library.api'
import type { RegisterName } from '@gezhi/core/library/registers'
import { afterAll } from 'vitest'
import { readWorkbook } from '../../office/read-workbook.ts'
import { writeWorkbook } from '../../office/workbook.ts'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack } from '../districts/index.ts'
import { recordId } from './ids.ts'
import { libraryFeature } from './index.ts'
import type { LibraryDeps } from './library.deps.ts'
import { loadSmallLibrary, officer } from './library.testing.ts'

export function importServer() {
  const home = mkdtempSync(join(tmpdir(), 'gezhi-imports-'))
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  let given: LibraryDeps
  const server = testApp(
    async (deps) => {
      const district = await districtsFeature(deps)
      given = { ...deps, ...district }
      return [district.feature, libraryFeature({ ...given, pack: null, homeDistrict: district.homeDistrict })]
    },
    {
      config: { home },
      async seed(deps) {
        const { folder, remove } = await writePack(smallPack())
        await importPack(deps.db, folder, MONDAY)
        await remove()
        await loadSmallLibrary(deps)
      },
    },
  )

  const send = async <T = ImportView>(
    register: RegisterName,
    payload: Buffer | string,
    actor = officer,
  ): Promise<T> =>
    (
      await server.as(actor).inject({
        method: 'POST',
        url: `/api/library/imports?register=${register}&name=file`,
        headers: { 'content-type': 'application/octet-stream' },
        payload,
      })
    ).json<T>()
  const post = async <T = ImportView>(id: string, step: string, payload: object = {}): Promise<T> =>
    (
      await server.as(officer).inject({ method: 'POST', url: `/api/library/imports/${id}/${step}`, payload })
    ).json<T>()
  const check = <T = ImportView>(view: ImportView, more: Partial<CheckBody> = {}) =>
    post<T>(view.id, 'check', {
      columns: view.headers.map(({ column }) => column),
      datum: 'CGCS2000',
      source: 'CIVIL_AFFAIRS',
      ...more,
    })
  const rested = async (id: string): Promise<ImportView> => {
    for (;;) {
      const view = (await server.as(officer).inject(`/api/library/imports/${id}`)).json<ImportView>()
      if (view.state !== 'TAKING') return view
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const take = async (id: string, mode = 'ALL'): Promise<ImportView> => {
    await post(id, 'take', { mode })
    return rested(id)
  }
  const recordOf = async (register: RegisterName, code: string): Promise<RecordView> =>
    (await server.as(officer).inject(`/api/library/records/${recordId(DISTRICT, register, code)}`)).json()
  /** What is downloaded. */
  const fetched = async (url: string): Promise<Buffer> => (await server.as(officer).inject(url)).rawPayload
  return { server, home, deps: () => given, send, post, check, take, rested, recordOf, fetched }
}

export async function rowsOf(file: Buffer): Promise<string[][]> {
  const rows: string[][] = []
  for await (const { cells } of readWorkbook(file)) rows.push([...cells])
  return rows
}

export const bookOf = (titles: readonly string[], rows: readonly (readonly string[])[]) =>
  buffer(
    writeWorkbook(
      [
        {
          name: 'a',
          title: 'a',
          about: [],
          columns: titles.map((title) => ({ title, width: 10, kind: 'text' })),
          rows,
        },
      ],
      { title: 'a', creator: 'a', at: 0 },
    ),
  )
