// Imports, templates and exports over HTTP, for the officers of the centre.
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { importApi, type ImportView } from '@gezhi/core/library/import.api'
import { libraryProblems, type LibraryRefusal } from '@gezhi/core/library/refusals'
import { REGISTERS } from '@gezhi/core/library/registers'
import { isOfficer } from '@gezhi/core/library/record.decide'
import type { FastifyReply } from 'fastify'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { writeGeoPackage, type WrittenLayer } from '../../geodata/write-geopackage.ts'
import { writeWorkbook, XLSX, type Sheet } from '../../office/workbook.ts'
import { geojsonOf, recordsOf } from './export.ts'
import type { StoredImport } from './import.shelf.ts'
import { faultsOf } from './importer.ts'
import type { Imports } from './imports.ts'
import type { LibraryDeps } from './library.deps.ts'
import { exportLayer, markedLayer } from './layers.ts'
import { exportSheet, markedSheet, templateSheet } from './sheets.ts'
import { columnNamed } from './table-file.ts'

const viewOf = ({
  id,
  register,
  name,
  format,
  state,
  head,
  sample,
  checked,
  done,
}: StoredImport): ImportView => {
  const named = columnNamed(register)
  return {
    id,
    register,
    name,
    format,
    state,
    layer: head.layer,
    reference: head.reference,
    headers: head.titles.map((title) => ({ title, column: named(title) })),
    sample: sample.map((cells) => [...cells]),
    checked,
    done,
  }
}

const refused = (reply: FastifyReply, refusal: LibraryRefusal) => sendRefusal(reply, libraryProblems, refusal)

/** Formats whose marked copy keeps the shapes. */
const HAS_SHAPES: readonly StoredImport['format'][] = ['GEOJSON', 'SHAPEFILE', 'GEOPACKAGE']

/** Sends a layer as a file that lies on the disk only while it is sent. */
async function sendGeoPackage(reply: FastifyReply, layer: WrittenLayer) {
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-layer-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const file = join(folder, 'layer.gpkg')
  try {
    await writeGeoPackage(file, layer)
  } catch (error) {
    await remove()
    throw error
  }
  const content = createReadStream(file)
  content.once('close', () => void remove())
  return reply
    .type('application/geopackage+sqlite3')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(layer.name)}.gpkg`)
    .header('cache-control', 'no-store')
    .send(content)
}

/** Sends a workbook under a name. */
const sendSheet = (reply: FastifyReply, sheet: Sheet, { creator, at }: { creator: string; at: number }) =>
  reply
    .type(XLSX)
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(`${sheet.title}.xlsx`)}`,
    )
    .header('cache-control', 'no-store')
    .send(writeWorkbook([sheet], { title: sheet.title, creator, at }))

export const importRoutes =
  (deps: LibraryDeps, imports: Imports): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { now } = deps
    // The file is read from the connection: 64 MB are never a body in memory.
    app.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null))
    app.addHook('preHandler', async (request, reply) => {
      if (!isOfficer(requireActor(request))) return refused(reply, { code: 'library/not-your-role' })
    })

    app.route({
      ...importApi.begin,
      async handler(request, reply) {
        const begun = await imports.begin(requireActor(request), request.query, request.raw)
        return begun.ok ? reply.code(201).send(viewOf(begun.stored)) : refused(reply, begun.refusal)
      },
    })

    app.route({
      ...importApi.find,
      async handler(request, reply) {
        const stored = await imports.find(requireActor(request), request.params.id)
        return stored ? viewOf(stored) : refused(reply, { code: 'library/no-import' })
      },
    })

    app.route({
      ...importApi.check,
      async handler(request, reply) {
        const checked = await imports.check(requireActor(request), request.params.id, request.body)
        return checked.ok ? viewOf(checked.stored) : refused(reply, checked.refusal)
      },
    })

    app.route({
      ...importApi.take,
      async handler(request, reply) {
        const taking = await imports.take(requireActor(request), request.params.id, request.body.mode)
        return taking.ok ? reply.code(202).send(viewOf(taking.stored)) : refused(reply, taking.refusal)
      },
    })

    app.route({
      ...importApi.stop,
      async handler(request, reply) {
        const stopped = await imports.stop(requireActor(request), request.params.id)
        return stopped.ok ? viewOf(stopped.stored) : refused(reply, stopped.refusal)
      },
    })

    app.route({
      ...importApi.marked,
      async handler(request, reply) {
        const actor = requireActor(request)
        const stored = await imports.find(actor, request.params.id)
        if (!stored) return refused(reply, { code: 'library/no-import' })
        if (!stored.asked) return refused(reply, { code: 'library/not-checked' })
        const language = request.query.language ?? 'zh'
        const rows = faultsOf(deps, imports.shelf, stored)
        if (HAS_SHAPES.includes(stored.format))
          return sendGeoPackage(reply, markedLayer(stored, { language, rows, at: now() }))
        const sheet = markedSheet(stored, language, rows)
        return sendSheet(reply, sheet, { creator: actor.post, at: now() })
      },
    })

    app.route({
      ...importApi.template,
      async handler(request, reply) {
        const { post: creator } = requireActor(request)
        const sheet = templateSheet(request.params.register, request.query.language ?? 'zh')
        return sendSheet(reply, sheet, { creator, at: now() })
      },
    })

    app.route({
      ...importApi.export,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { register } = request.params
        const { format = 'XLSX', language = 'zh', street } = request.query
        const records = recordsOf(deps, actor, { register, street })
        if (format === 'XLSX')
          return sendSheet(reply, exportSheet(register, language, records), {
            creator: actor.post,
            at: now(),
          })
        if (format === 'GEOPACKAGE')
          return sendGeoPackage(reply, exportLayer(register, { language, records, at: now() }))
        const name = encodeURIComponent(`${REGISTERS[register][language]}.geojson`)
        return reply
          .type('application/geo+json')
          .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
          .header('cache-control', 'no-store')
          .send(geojsonOf(records))
      },
    })
  }
